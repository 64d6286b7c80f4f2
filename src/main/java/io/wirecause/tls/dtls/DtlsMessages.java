package io.wirecause.tls.dtls;

import io.wirecause.bytes.ByteView;
import io.wirecause.tls.message.HandshakeType;
import io.wirecause.tls.stream.HeldBytes;
import java.util.BitSet;

/**
 * Puts together the handshake messages that one side sends in fragments (RFC 6347, section 4.2.3). Keeps {@value #OPEN}
 * unfinished messages of at most {@value #MOST} bytes each.
 */
final class DtlsMessages {
    /** Type, length, message number, offset and length of the fragment. */
    static final int HEADER = 12;
    /** Bytes of a message that is kept; chains of certificates take a few thousand. */
    private static final int MOST = 32_768;
    private static final int OPEN = 6;
    private static final int LENGTH = 1;
    private static final int NUMBER = 4;
    private static final int OFFSET = 6;
    private static final int FRAGMENT = 9;
    private static final int MOST_TYPE = 25;

    private final Part[] open = new Part[OPEN];
    private final HeldBytes room;
    private int next;

    DtlsMessages(HeldBytes room) {
        this.room = room;
    }

    private static final class Part {
        private final int number;
        private final int type;
        private final byte[] bytes;
        /** One bit a byte that has come. */
        private final BitSet come;

        private Part(int number, int type, int length) {
            this.number = number;
            this.type = type;
            this.bytes = new byte[length];
            this.come = new BitSet(length);
        }
    }

    /** Whether a handshake message, or a fragment of one, may begin at this offset and lies before the end. */
    static boolean isAt(ByteView record, int at, int end) {
        if (end - at < HEADER || record.u8(at) > MOST_TYPE || !HandshakeType.known(record.u8(at))) {
            return false;
        }
        int fragment = record.u24be(at + FRAGMENT);
        return record.u24be(at + OFFSET) + fragment <= record.u24be(at + LENGTH);
    }

    static int type(ByteView record, int at) {
        return record.u8(at);
    }

    static int number(ByteView record, int at) {
        return record.u16be(at + NUMBER);
    }

    /** Whether the fragment begins the message. */
    static boolean isFirst(ByteView record, int at) {
        return record.u24be(at + OFFSET) == 0;
    }

    /** Bytes of the fragment behind its header. */
    static int fragmentLength(ByteView record, int at) {
        return record.u24be(at + FRAGMENT);
    }

    /** Takes in a fragment, where {@link #isAt}; the whole message without its header if it is complete by now, else null. */
    ByteView add(ByteView record, int at, int end) {
        int length = record.u24be(at + LENGTH);
        int offset = record.u24be(at + OFFSET);
        int fragment = Math.min(fragmentLength(record, at), end - at - HEADER);
        if (offset == 0 && fragment == length) {
            return record.slice(at + HEADER, length);
        }
        if (length > MOST) {
            return null;
        }
        Part part = part(number(record, at), type(record, at), length);
        if (part == null) {
            return null;
        }
        record.get(at + HEADER, part.bytes, offset, fragment);
        part.come.set(offset, offset + fragment);
        if (part.come.nextClearBit(0) < length) {
            return null;
        }
        for (int i = 0; i < OPEN; i++) {
            if (open[i] == part) {
                drop(i);
            }
        }
        return ByteView.of(part.bytes);
    }

    private Part part(int number, int type, int length) {
        for (Part part : open) {
            if (part != null && part.number == number && part.type == type && part.bytes.length == length) {
                return part;
            }
        }
        drop(next);
        if (!room.take(length)) {
            return null;
        }
        Part part = new Part(number, type, length);
        open[next] = part;
        next = (next + 1) % OPEN;
        return part;
    }

    private void drop(int place) {
        if (open[place] != null) {
            room.release(open[place].bytes.length);
            open[place] = null;
        }
    }

    /** Drops what is unfinished. */
    void drop() {
        for (int i = 0; i < OPEN; i++) {
            drop(i);
        }
    }
}
