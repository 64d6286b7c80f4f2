package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/**
 * Cuts one direction into frames (RFC 9113, section 4.1). Each frame but DATA comes whole, its payload up to
 * {@value #MAX_PAYLOAD} bytes; DATA comes in the pieces that the segments hold, and nothing of it is kept.
 *
 * <pre>
 *  0                       24      32      40  41                         72
 * +-----------------------+-------+-------+---+--------------------------+
 * |        Length         | Type  | Flags | R |    Stream Identifier     |
 * +-----------------------+-------+-------+---+--------------------------+
 * </pre>
 */
final class FrameParser {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RST_STREAM = 3;
    static final int SETTINGS = 4;
    static final int PUSH_PROMISE = 5;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int ACK = 1;
    static final int END_HEADERS = 4;
    static final int PADDED = 8;
    static final int PRIORITIZED = 0x20;
    /** Bytes of a frame's header. */
    static final int HEADER = 9;
    /** Payload kept of a frame other than DATA: a header block, the longest thing that is read, is rarely beyond 16 kB. */
    static final int MAX_PAYLOAD = 1 << 16;

    private final byte[] header = new byte[HEADER];
    private int headerBytes;
    private final ByteView headerView = ByteView.of(header);
    private byte[] partial = new byte[0];
    private int partialBytes;
    private ByteView input;
    private int at;
    private int prefaceLeft;
    private boolean lost;
    private boolean bodyBegun;
    private int length;
    private int type;
    private int flags;
    private int stream;
    private long left;
    private int padding;
    private int padLength;
    private boolean first;
    private long startFrame;
    private long startTime;
    private final ByteView payload = new ByteView();

    /**
     * Reads from here on.
     *
     * @param preface bytes to pass over first
     */
    FrameParser(int preface) {
        this.prefaceLeft = preface;
    }

    /** Takes the next bytes; {@link #next} is to be called until it is false before more come. */
    void give(ByteView bytes) {
        input = bytes;
        at = 0;
        if (lost && Http2Start.isFrames(bytes)) {
            lost = false;
            headerBytes = 0;
            bodyBegun = false;
        }
    }

    /**
     * Bytes are missing.
     *
     * @return whether the frame they belong to is known and goes on behind them, so that nothing else was missed
     */
    boolean gap(long bytes) {
        if (!lost && bodyBegun && type == DATA && left >= bytes) {
            left -= bytes;
            if (left == 0) {
                bodyBegun = false;
            }
            return true;
        }
        lost = true;
        return false;
    }

    /** Whether it is not known where frames begin; then all bytes are passed over until one does for sure. */
    boolean isLost() {
        return lost;
    }

    /** What comes next reads no more as frames. */
    void lose() {
        lost = true;
    }

    /** Goes to the next frame, or piece of DATA; false where that takes more bytes. */
    boolean next(long frame, long timeNanos) {
        if (prefaceLeft > 0) {
            int skipped = Math.min(prefaceLeft, input.length() - at);
            at += skipped;
            prefaceLeft -= skipped;
        }
        if (lost) {
            return false;
        }
        if (!bodyBegun && !begin(frame, timeNanos)) {
            return false;
        }
        return type == DATA ? piece() : whole();
    }

    private boolean begin(long frame, long timeNanos) {
        if (at == input.length()) {
            return false;
        }
        if (headerBytes == 0) {
            startFrame = frame;
            startTime = timeNanos;
        }
        int taken = Math.min(HEADER - headerBytes, input.length() - at);
        input.get(at, header, headerBytes, taken);
        headerBytes += taken;
        at += taken;
        if (headerBytes < HEADER) {
            return false;
        }
        headerBytes = 0;
        length = headerView.u24be(0);
        type = headerView.u8(3);
        flags = headerView.u8(4);
        stream = headerView.i32be(5) & 0x7fffffff;
        left = length;
        padding = 0;
        padLength = -1;
        partialBytes = 0;
        first = true;
        bodyBegun = true;
        return true;
    }

    private boolean piece() {
        if (left > 0 && at == input.length()) {
            return false;
        }
        int from = at;
        int taken = (int) Math.min(left, input.length() - at);
        at += taken;
        if ((flags & PADDED) != 0 && padLength < 0 && taken > 0) {
            padLength = input.u8(from);
            from++;
            padding = (int) Math.min(padLength, left - 1);
        }
        long behind = left - taken;
        left = behind;
        // Of the bytes at hand those of the padding, which ends the frame, are no data.
        int end = at - (int) Math.max(0, Math.min(at - from, padding - behind));
        payload.point(input, from, end - from);
        bodyBegun = left > 0;
        return true;
    }

    private boolean whole() {
        if (partialBytes == 0 && input.length() - at >= left) {
            payload.point(input, at, (int) Math.min(left, MAX_PAYLOAD));
            at += (int) left;
            left = 0;
            bodyBegun = false;
            return true;
        }
        int taken = (int) Math.min(left, input.length() - at);
        int kept = Math.min(taken, MAX_PAYLOAD - partialBytes);
        if (kept > 0) {
            if (partial.length < partialBytes + kept) {
                partial = Arrays.copyOf(partial, Math.max(partialBytes + kept, Math.min(length, 2 * partial.length)));
            }
            input.get(at, partial, partialBytes, kept);
            partialBytes += kept;
        }
        at += taken;
        left -= taken;
        if (left > 0) {
            return false;
        }
        payload.point(partial, 0, partialBytes);
        bodyBegun = false;
        if (partialBytes > HEADER * HEADER) {
            // Handed out once; a connection does not keep a long block for the rest of its life.
            partial = new byte[0];
        }
        partialBytes = 0;
        return true;
    }

    /** Whether this is the first piece of its frame, and marks it as seen. */
    boolean isFirst() {
        boolean was = first;
        first = false;
        return was;
    }

    /** Whether the frame ends with what is at hand. */
    boolean isEnd() {
        return left == 0;
    }

    /** The payload, up to {@value #MAX_PAYLOAD} bytes; of DATA the piece at hand, without padding. */
    ByteView payload() {
        return payload;
    }

    int type() {
        return type;
    }

    int flags() {
        return flags;
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }

    /** 0 to 2^31 - 1. */
    int stream() {
        return stream;
    }

    /** Bytes of payload that the frame's header tells. */
    int length() {
        return length;
    }

    /** The frame of the capture in which it began. */
    long startFrame() {
        return startFrame;
    }

    long startTime() {
        return startTime;
    }
}
