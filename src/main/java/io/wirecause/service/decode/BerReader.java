package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;

/**
 * Walks through the elements of ASN.1's basic encoding (X.690, section 8), as LDAP, SNMP and Kerberos have them: tags of one
 * byte,
 * definite lengths. What a message lacks at its end, as only its first bytes are kept, is not there; reading it throws {@link
 * IndexOutOfBoundsException}.
 */
public final class BerReader {
    /** INTEGER. */
    public static final int INTEGER = 0x02;
    /** OCTET STRING. */
    public static final int OCTETS = 0x04;
    /** OBJECT IDENTIFIER. */
    public static final int OBJECT = 0x06;
    /** ENUMERATED. */
    public static final int ENUMERATED = 0x0a;
    /** SEQUENCE. */
    public static final int SEQUENCE = 0x30;
    private static final int LONG_FORM = 0x80;
    private static final int LONG_TAG = 0x1f;
    private static final int MOST_LENGTH_BYTES = 4;
    private static final int MOST_NUMBER_BYTES = 8;

    private ByteView bytes;
    private int next;
    private int limit;
    private int tag;
    private int start;
    private int end;

    /** Goes to the beginning of these bytes. */
    public BerReader over(ByteView view) {
        return over(view, 0, view.length());
    }

    /** Goes to the beginning of this part of the bytes. */
    public BerReader over(ByteView view, int from, int to) {
        bytes = view;
        next = from;
        limit = Math.min(to, view.length());
        tag = -1;
        start = from;
        end = from;
        return this;
    }

    /**
     * Goes to the next element.
     *
     * @return whether there is one
     */
    public boolean next() {
        if (next < 0 || next >= limit) {
            tag = -1;
            return false;
        }
        tag = bytes.u8(next);
        int first = bytes.u8(next + 1);
        start = next + 2;
        long length = first;
        if (first >= LONG_FORM) {
            int count = first - LONG_FORM;
            if (count == 0 || count > MOST_LENGTH_BYTES) {
                throw new IndexOutOfBoundsException("no definite length");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = length << 8 | bytes.u8(start++);
            }
        }
        if ((tag & LONG_TAG) == LONG_TAG || length > Integer.MAX_VALUE - start) {
            throw new IndexOutOfBoundsException("no element");
        }
        end = start + (int) length;
        next = end;
        return true;
    }

    /** Goes to the next element, which has to be one with this tag. */
    public BerReader expect(int wanted) {
        if (!next() || tag != wanted) {
            throw new IndexOutOfBoundsException("another element");
        }
        return this;
    }

    /** Goes on to an element with this tag among those that follow; whether there is one. */
    public boolean find(int wanted) {
        while (next()) {
            if (tag == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Goes into the element: those that it consists of come next, and none behind it. */
    public BerReader enter() {
        limit = Math.min(limit, end);
        next = start;
        return this;
    }

    /** The tag of the element; -1 where there is none. */
    public int tag() {
        return tag;
    }

    /** Where its content begins. */
    public int start() {
        return start;
    }

    /** Where its content ends, perhaps behind what is kept. */
    public int end() {
        return end;
    }

    /** Bytes of its content. */
    public int length() {
        return end - start;
    }

    /** Its content as a signed number of at most eight bytes. */
    public long number() {
        if (end == start || end - start > MOST_NUMBER_BYTES) {
            throw new IndexOutOfBoundsException("no number");
        }
        long value = (byte) bytes.u8(start);
        for (int i = start + 1; i < end; i++) {
            value = value << 8 | bytes.u8(i);
        }
        return value;
    }

    /** Its content as text, as far as it is kept and not longer than this many bytes; hostile until cleaned. */
    public String text(int most) {
        return Words.text(bytes, start, Math.max(0, Math.min(most, Math.min(end, bytes.length()) - start)));
    }

    /** Whether its content begins with these characters. */
    public boolean isText(String ascii) {
        return end - start == ascii.length() && start + ascii.length() <= bytes.length() && bytes.startsWith(start, ascii);
    }

    /**
     * How long an element is, from its first bytes, for {@link BinaryDecoder#length}.
     *
     * @return bytes of tag, length and content; -1 where no definite length of at most four bytes stands there
     */
    public static long whole(ByteView header, int at) {
        int first = header.u8(at + 1);
        if (first < LONG_FORM) {
            return 2L + first;
        }
        int count = first - LONG_FORM;
        if (count == 0 || count > MOST_LENGTH_BYTES) {
            return -1;
        }
        long length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | header.u8(at + 2 + i);
        }
        return 2L + count + length;
    }
}
