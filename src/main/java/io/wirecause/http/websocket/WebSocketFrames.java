package io.wirecause.http.websocket;

import io.wirecause.bytes.ByteView;

/**
 * Cuts what one side of a WebSocket sends into frames (RFC 6455, section 5.2). Of control frames the payload is kept, unmasked;
 * of messages nothing.
 */
final class WebSocketFrames {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    /** Payload of a control frame at most (section 5.5). */
    static final int MAX_CONTROL = 125;
    private static final int LONGEST_HEADER = 14;
    private static final int FIN = 0x80;
    private static final int RESERVED_23 = 0x30;
    private static final int MASKED = 0x80;

    private final byte[] header = new byte[LONGEST_HEADER];
    private final ByteView headerView = ByteView.of(header);
    private final byte[] control = new byte[MAX_CONTROL];
    private int headerBytes;
    private ByteView input;
    private int at;
    private boolean inBody;
    private long length;
    private long left;
    private int opcode;
    private boolean last;
    private boolean masked;
    private int mask;
    private boolean lost;

    void give(ByteView bytes) {
        input = bytes;
        at = 0;
    }

    /** Bytes are missing; where they are not all of one message's payload, frames cannot be told any more. */
    void gap(long bytes) {
        if (!lost && inBody && !isControl() && left >= bytes) {
            left -= bytes;
        } else {
            lost = true;
        }
    }

    /** Whether it is not known any more where frames begin. */
    boolean isLost() {
        return lost;
    }

    /** Goes to the end of the next frame; false where that takes more bytes. */
    boolean next() {
        if (lost || !inBody && !begin()) {
            return false;
        }
        int taken = (int) Math.min(left, input.length() - at);
        if (isControl()) {
            int offset = (int) (length - left);
            for (int i = 0; i < taken; i++) {
                int octet = input.u8(at + i) ^ (masked ? mask >>> 24 - 8 * (offset + i & 3) : 0);
                control[offset + i] = (byte) octet;
            }
        }
        at += taken;
        left -= taken;
        inBody = left > 0;
        return !inBody;
    }

    private boolean begin() {
        while (at < input.length()) {
            header[headerBytes++] = (byte) input.u8(at++);
            if (headerBytes >= 2 && headerBytes == headerLength()) {
                headerBytes = 0;
                return read();
            }
        }
        return false;
    }

    private int headerLength() {
        int code = header[1] & 0x7f;
        return 2 + (code == 126 ? 2 : code == 127 ? 8 : 0) + ((header[1] & MASKED) != 0 ? 4 : 0);
    }

    private boolean read() {
        int first = headerView.u8(0);
        int code = headerView.u8(1) & 0x7f;
        last = (first & FIN) != 0;
        opcode = first & 0x0f;
        masked = (headerView.u8(1) & MASKED) != 0;
        length = code == 126 ? headerView.u16be(2) : code == 127 ? headerView.i64be(2) : code;
        int keyAt = 2 + (code == 126 ? 2 : code == 127 ? 8 : 0);
        mask = masked ? headerView.i32be(keyAt) : 0;
        left = length;
        boolean known = opcode <= BINARY || opcode >= CLOSE && opcode <= PONG;
        // The first reserved bit is permessage-deflate (RFC 7692); the others mean nothing that anybody uses.
        boolean sound = known && (first & RESERVED_23) == 0 && length >= 0 && (!isControl() || length <= MAX_CONTROL && last);
        lost = !sound;
        inBody = sound;
        return sound;
    }

    boolean isControl() {
        return opcode >= CLOSE;
    }

    int opcode() {
        return opcode;
    }

    /** Whether it ends its message. */
    boolean isLast() {
        return last;
    }

    boolean isMasked() {
        return masked;
    }

    /** Bytes of its payload. */
    int length() {
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** The payload of a control frame, unmasked; valid until the next one. */
    byte[] control() {
        return control;
    }
}
