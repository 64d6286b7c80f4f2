package io.wirecause.tls.quic;

import io.wirecause.bytes.ByteView;

/** A number of 1, 2, 4 or 8 bytes, of which the first two bits tell (RFC 9000, section 16); a flyweight. */
final class Varint {
    private static final long EIGHT = 0x3fffffffffffffffL;

    private long value;
    private int end;

    /**
     * Reads one.
     *
     * @return false where it reaches beyond the end; {@link #end} is then the end
     */
    boolean read(ByteView bytes, int at) {
        int length = at < bytes.length() ? 1 << (bytes.u8(at) >>> 6) : 1;
        if (at < 0 || length > bytes.length() - at) {
            end = bytes.length();
            value = 0;
            return false;
        }
        end = at + length;
        value = switch (length) {
            case 1 -> bytes.u8(at) & 0x3f;
            case 2 -> bytes.u16be(at) & 0x3fff;
            case 4 -> bytes.u32be(at) & 0x3fffffffL;
            default -> bytes.i64be(at) & EIGHT;
        };
        return true;
    }

    /** 0 to 2^62 - 1. */
    long value() {
        return value;
    }

    /** Where the next field is. */
    int end() {
        return end;
    }
}
