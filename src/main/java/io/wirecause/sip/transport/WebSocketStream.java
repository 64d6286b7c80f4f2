package io.wirecause.sip.transport;

import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.sip.message.SipMessage;
import io.wirecause.sip.message.SipParser;
import io.wirecause.sip.message.StartLine;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Reads SIP over WebSocket (RFC 7118): the handshake of HTTP, then frames (RFC 6455, section 5.2), each message of which is a
 * SIP message. Buffers one handshake or one message at most.
 */
final class WebSocketStream implements StreamReader {
    /** Bytes of a handshake read at most. */
    static final int MAX_HANDSHAKE = 16 * 1024;
    private static final int MAX_MESSAGE = SipParser.MAX_HEAD + SipParser.MAX_BODY;
    private static final int FIN = 0x80;
    private static final int COMPRESSED = 0x40;
    private static final int OPCODE = 0x0f;
    private static final int CONTROL = 0x08;
    private static final int MASK = 0x80;
    private static final int LENGTH_16 = 126;
    private static final int LENGTH_64 = 127;

    private final SipStream.Sink sink;
    private final Handshakes handshakes;
    private byte[] kept = new byte[1024];
    private int size;
    private boolean open;
    private byte[] message = new byte[0];
    private long skip;

    /** Is told of handshakes. */
    interface Handshakes {
        /**
         * The head of a request or response of HTTP.
         *
         * @param head in lower case
         * @return whether frames of SIP follow
         */
        boolean handshake(String head, long frame);

        /** A message that was compressed (RFC 7692), which is not read. */
        void compressed();
    }

    WebSocketStream(SipStream.Sink sink, Handshakes handshakes, boolean open) {
        this.sink = sink;
        this.handshakes = handshakes;
        this.open = open;
    }

    /** Whether a direction may begin with a handshake or its answer. */
    static boolean mayStart(ByteView first) {
        return first.startsWith(0, "GET ") || first.startsWith(0, "HTTP/1.");
    }

    /** Whether a direction whose beginning was not captured goes on with a frame that carries SIP. */
    static boolean isFrame(ByteView first) {
        int type = first.length() < 2 ? 0 : first.u8(0);
        if (type != (FIN | 1) && type != (FIN | 2)) {
            return false;
        }
        int length = first.u8(1) & ~MASK;
        int at = 2 + (length == LENGTH_64 ? 8 : length == LENGTH_16 ? 2 : 0);
        boolean masked = (first.u8(1) & MASK) != 0;
        int data = at + (masked ? 4 : 0);
        byte[] start = first.length() > data ? first.copy(data, Math.min(512, first.length() - data)) : new byte[0];
        if (masked && start.length > 0) {
            unmask(start, first.copy(at, 4));
        }
        return start.length > 0 && StartLine.isAt(ByteView.of(start), 0);
    }

    @Override
    public boolean data(ByteView bytes, long frame, long timeNanos) {
        int at = (int) Math.min(skip, bytes.length());
        skip -= at;
        append(bytes, at, bytes.length() - at);
        if (!open && !handshake(frame)) {
            return size < MAX_HANDSHAKE && !complete();
        }
        int used = 0;
        while (used < size && skip == 0) {
            int taken = frame(used, frame, timeNanos);
            if (taken == 0) {
                break;
            }
            used = Math.min(size, used + taken);
        }
        drop(used);
        return size <= MAX_MESSAGE + MAX_HANDSHAKE;
    }

    private boolean complete() {
        return headLength() >= 0;
    }

    private void append(ByteView bytes, int at, int length) {
        if (size + length > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(size + length, 2 * kept.length));
        }
        bytes.get(at, kept, size, length);
        size += length;
    }

    private void drop(int length) {
        System.arraycopy(kept, length, kept, 0, size - length);
        size -= length;
    }

    private int headLength() {
        for (int i = 3; i < size; i++) {
            if (kept[i] == '\n' && kept[i - 1] == '\r' && kept[i - 2] == '\n') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Takes the handshake; whether frames follow. */
    private boolean handshake(long frame) {
        int end = headLength();
        if (end < 0) {
            return false;
        }
        String head = new String(kept, 0, end, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
        if (!handshakes.handshake(head, frame)) {
            return false;
        }
        open = true;
        drop(end);
        return true;
    }

    /** Reads the frame at an offset of what is kept; its length, 0 where it is not all there. */
    private int frame(int from, long frame, long timeNanos) {
        if (size - from < 2) {
            return 0;
        }
        int short7 = kept[from + 1] & ~MASK & 0xff;
        int at = from + 2;
        int more = short7 == LENGTH_64 ? Long.BYTES : short7 == LENGTH_16 ? Short.BYTES : 0;
        boolean masked = (kept[from + 1] & MASK) != 0;
        if (size < at + more + (masked ? 4 : 0)) {
            return 0;
        }
        long length = more == 0 ? short7 : 0;
        for (int i = 0; i < more; i++) {
            length = length << 8 | kept[at + i] & 0xff;
        }
        at += more;
        byte[] mask = masked ? Arrays.copyOfRange(kept, at, at + 4) : null;
        at += masked ? 4 : 0;
        if (length < 0 || length > MAX_MESSAGE) {
            skip = Math.max(0, length - (size - at));
            message = new byte[0];
            return size - from;
        }
        if (size - at < length) {
            return 0;
        }
        byte[] data = Arrays.copyOfRange(kept, at, at + (int) length);
        if (masked) {
            unmask(data, mask);
        }
        payload(kept[from], data, frame, timeNanos);
        return at + (int) length - from;
    }

    private void payload(int first, byte[] data, long frame, long timeNanos) {
        if ((first & CONTROL) != 0) {
            return;
        }
        if ((first & COMPRESSED) != 0) {
            handshakes.compressed();
            return;
        }
        boolean continues = (first & OPCODE) == 0;
        byte[] all = continues ? Arrays.copyOf(message, Math.min(MAX_MESSAGE, message.length + data.length)) : data;
        if (continues) {
            System.arraycopy(data, 0, all, message.length, all.length - message.length);
        }
        message = all;
        if ((first & FIN) != 0) {
            message = new byte[0];
            for (SipMessage each : SipDatagram.messages(ByteView.of(all), false)) {
                sink.message(each, frame, timeNanos);
            }
        }
    }

    private static void unmask(byte[] data, byte[] mask) {
        for (int i = 0; i < data.length; i++) {
            data[i] ^= mask[i & 3];
        }
    }

    @Override
    public boolean gap(long bytes) {
        // Where the next frame starts is not known any more, unless the gap lies in a message that is skipped.
        if (skip >= bytes) {
            skip -= bytes;
            return true;
        }
        return false;
    }
}
