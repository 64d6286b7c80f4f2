package io.wirecause.tls.stream;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/**
 * Puts handshake messages of one direction together: one may be spread over records, and one record may hold several. A message
 * that lies in one segment as a whole is passed on where it lies; only others are copied.
 */
final class MessageAssembler {
    /** Longer messages are passed on without their content; no chain of certificates needs as much. */
    static final int MAX_MESSAGE = 1 << 17;
    private static final int FIRST_ROOM = 2048;

    private final HeldBytes room;
    private final boolean opener;
    private final TlsSink sink;
    private final ByteView part = new ByteView();
    private byte[] kept;
    private int granted;
    /** Bytes of the message that begins, so far. */
    private int have;
    private boolean skipped;
    private Moment first;
    private Moment last;
    private int segments;

    MessageAssembler(boolean opener, TlsSink sink, HeldBytes room) {
        this.opener = opener;
        this.sink = sink;
        this.room = room;
    }

    /** Whether the header of a message stands here that may be in the clear. */
    static boolean isMessageAt(ByteView bytes, int at) {
        return HandshakeMessage.isClear(bytes.u8(at));
    }

    /** Takes in a part of the body of a record; false where it holds no messages in the clear. */
    boolean take(ByteView bytes, int from, int length, Moment now) {
        int at = from;
        int end = from + length;
        if (have > 0 && now.frame() != last.frame()) {
            segments++;
        }
        while (at < end) {
            if (have == 0) {
                if (!isMessageAt(bytes, at)) {
                    return false;
                }
                first = now;
                last = now;
                segments = 1;
                int size = end - at < HandshakeMessage.HEADER ? Integer.MAX_VALUE
                        : HandshakeMessage.HEADER + bytes.u24be(at + 1);
                if (size <= end - at) {
                    sink.begins(opener, bytes.u8(at), size, now);
                    part.point(bytes, at, size);
                    done(bytes.u8(at), part, size);
                    at += size;
                    continue;
                }
            }
            at += keep(bytes, at, end - at, now);
        }
        return true;
    }

    private int keep(ByteView bytes, int at, int most, Moment now) {
        last = last.frame() > now.frame() ? last : now;
        boolean inHeader = have < HandshakeMessage.HEADER;
        int wanted = (inHeader ? HandshakeMessage.HEADER : size()) - have;
        int taken = Math.min(most, wanted);
        if (inHeader || !skipped) {
            grow(have + taken);
        }
        if (inHeader || !skipped) {
            bytes.get(at, kept, have, taken);
        }
        have += taken;
        if (inHeader && have == HandshakeMessage.HEADER) {
            sink.begins(opener, kept[0] & 0xff, size(), first);
            skipped |= size() > MAX_MESSAGE;
        }
        if (have >= HandshakeMessage.HEADER && have == size()) {
            int type = kept[0] & 0xff;
            int size = size();
            ByteView whole = skipped ? null : ByteView.of(Arrays.copyOf(kept, size));
            lost();
            done(type, whole, size);
        }
        return taken;
    }

    private int size() {
        return HandshakeMessage.HEADER + ((kept[1] & 0xff) << 16 | (kept[2] & 0xff) << 8 | kept[3] & 0xff);
    }

    /** Makes room for so many bytes of the message; where there is none, only its header is kept. */
    private void grow(int bytes) {
        int now = kept == null ? 0 : kept.length;
        if (bytes <= now) {
            return;
        }
        int wanted = Math.max(bytes, now == 0 ? Math.min(FIRST_ROOM, MAX_MESSAGE) : 2 * now);
        if (room.take(wanted - granted)) {
            granted = wanted;
            kept = kept == null ? new byte[wanted] : Arrays.copyOf(kept, wanted);
            return;
        }
        skipped = true;
        if (kept == null) {
            kept = new byte[HandshakeMessage.HEADER];
        }
    }

    private void done(int type, ByteView whole, int size) {
        sink.message(opener, new HandshakeMessage(type, whole, size, first, last, segments));
    }

    /** Forgets the message that has begun: the rest of it is missing. */
    void lost() {
        room.release(granted);
        granted = 0;
        kept = null;
        have = 0;
        skipped = false;
    }
}
