package io.wirecause.service.directory;

import io.wirecause.bytes.ByteView;
import io.wirecause.service.decode.StreamDecoder;

/**
 * What a side sends after a login through SASL: buffers behind their length in four bytes (RFC 4422, section 3.7), if the two
 * agreed on a layer, else messages as before. A buffer that is only signed holds them in clear, behind or before a checksum:
 * those of NTLM ([MS-NLMP], section 2.2.2.9), of Kerberos (RFC 4121, section 4.2.4, and RFC 4757, section 7.3) and of DIGEST-MD5
 * (RFC 2831, section 2.3).
 */
final class SaslLayer {
    private static final int LENGTH = 4;
    private static final int HEAD = LENGTH + 72;
    private static final int LONGEST = 16 << 20;
    private static final int TOKEN = 16;
    private static final int KERBEROS = 0x0504;
    private static final int SEALED = 2;
    private static final int OLD_KERBEROS = 0x0201;
    private static final int OLD_TOKEN = 32;
    private static final int MOST_MISSES = 16;

    private final boolean fromClient;
    private final StreamDecoder plain;
    private final ByteView view = new ByteView();
    private Kind kind = Kind.UNKNOWN;
    private byte[] head;
    private int size;
    /** Bytes of the buffer, with its length; -1 where they are not known yet. */
    private long length = -1;
    private long seen;
    /** Where the messages stand in it. */
    private long from;
    private long to = -1;
    private int misses;

    private enum Kind { UNKNOWN, NONE, SIGNED, SECRET }

    /** Nothing yet; what is in clear goes on to this decoder. */
    SaslLayer(boolean fromClient, StreamDecoder plain) {
        this.fromClient = fromClient;
        this.plain = plain;
    }

    /** There is no layer, or not any more. */
    void reset() {
        kind = Kind.UNKNOWN;
        next();
    }

    private void next() {
        size = 0;
        length = -1;
        seen = 0;
        to = -1;
    }

    /** Whether the layer encrypts. */
    boolean isSecret() {
        return kind == Kind.SECRET;
    }

    /** The next bytes, at least one; whether to go on. */
    boolean data(ByteView bytes, long frame, long nanos) {
        if (kind == Kind.UNKNOWN && size == 0 && bytes.u8(0) == 0x30) {
            kind = Kind.NONE;
        }
        if (kind == Kind.NONE) {
            return plain.data(fromClient, bytes, frame, nanos);
        }
        int at = 0;
        while (at < bytes.length()) {
            int taken = to < 0 ? begin(bytes, at, frame, nanos) : content(bytes, at, frame, nanos);
            if (taken < 0) {
                return kind != Kind.SECRET && ++misses < MOST_MISSES;
            }
            at += taken;
            if (seen == length && to >= 0) {
                next();
            }
        }
        return true;
    }

    /** Takes bytes of a buffer's head; how many, -1 where what follows cannot be read. */
    private int begin(ByteView bytes, int at, long frame, long nanos) {
        if (head == null) {
            head = new byte[HEAD];
        }
        long wanted = length < 0 ? LENGTH : Math.min(HEAD, length);
        int count = (int) Math.min(wanted - size, bytes.length() - at);
        bytes.get(at, head, size, count);
        size += count;
        seen += count;
        view.point(head, 0, size);
        if (length < 0 && size == LENGTH) {
            long told = view.u32be(0);
            if (told == 0 || told > LONGEST) {
                next();
                return -1;
            }
            length = LENGTH + told;
        } else if (length >= 0 && size == Math.min(HEAD, length)) {
            if (!find()) {
                next();
                return -1;
            }
            int end = (int) Math.min(size, to);
            if (from < end) {
                plain.data(fromClient, view.slice((int) from, end - (int) from), frame, nanos);
            }
        }
        return count;
    }

    private int content(ByteView bytes, int at, long frame, long nanos) {
        int count = (int) Math.min(length - seen, bytes.length() - at);
        long begin = Math.max(from, seen);
        long end = Math.min(to, seen + count);
        if (begin < end) {
            plain.data(fromClient, bytes.slice(at + (int) (begin - seen), (int) (end - begin)), frame, nanos);
        }
        seen += count;
        return count;
    }

    /** Finds the messages in a buffer whose head is there; whether they are in clear. */
    private boolean find() {
        long content = length - LENGTH;
        from = LENGTH;
        to = length;
        if (content > TOKEN && view.u16be(LENGTH) == KERBEROS) {
            int checksum = view.u16be(LENGTH + 4);
            int rotated = view.u16be(LENGTH + 6);
            boolean known = rotated == 0 || rotated == checksum;
            from = LENGTH + TOKEN + rotated;
            to = length - (rotated == 0 ? checksum : 0);
            if ((view.u8(LENGTH + 2) & SEALED) != 0 || !known) {
                to = -1;
            }
        } else if (content > OLD_TOKEN && view.u8(LENGTH) == 0x60) {
            // An identifier stands before the token; of its two algorithms the second one would seal.
            int first = view.u8(LENGTH + 1);
            int at = LENGTH + 2 + (first < 0x80 ? 0 : first & 3);
            at += 2 + view.u8(at + 1);
            boolean clear = at + OLD_TOKEN < size && view.u16be(at) == OLD_KERBEROS && view.u16be(at + 4) == 0xffff;
            from = at + OLD_TOKEN;
            to = clear ? length - 1 : -1;
        } else if (content > TOKEN && view.i32le(LENGTH) == 1) {
            from = LENGTH + TOKEN;
        } else {
            to = length - TOKEN;
        }
        if (to >= from && kind == Kind.UNKNOWN) {
            boolean message = from < size && Ldap.operation(view.slice((int) from, size - (int) from)) >= 0;
            kind = message ? Kind.SIGNED : Kind.SECRET;
        } else if (to < from) {
            kind = kind == Kind.UNKNOWN ? Kind.SECRET : kind;
        }
        return kind == Kind.SIGNED && to >= from;
    }

    /** Bytes are missing; whether to go on. */
    boolean gap(long bytes) {
        if (kind == Kind.SIGNED && to >= 0 && length - seen > bytes) {
            seen += bytes;
        } else {
            next();
        }
        return true;
    }
}
