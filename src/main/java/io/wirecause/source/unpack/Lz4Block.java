package io.wirecause.source.unpack;

/**
 * One block of LZ4: sequences of literals and of copies from what was written before (LZ4 block format). A copy may
 * reach back 64 KiB, into earlier blocks where those lie before this one in the same array.
 *
 * <pre>
 * token: literals (4 bits) | copied - 4 (4 bits); 15 is continued by bytes that are added up, as long as they are 255
 * literals, copy distance (2 bytes, little-endian, at least 1), more of the length; the last sequence ends after literals
 * </pre>
 */
final class Lz4Block {
    /** How far back a copy can reach, in bytes. */
    static final int REACH = 64 << 10;
    private static final int MIN_COPY = 4;

    private final byte[] in;
    private final int inLimit;
    private final byte[] out;
    private final int outBase;
    private final int outLimit;
    private int at;
    private int written;

    /**
     * A block to be decoded once.
     *
     * @param inLength bytes of the block, from the start of {@code in}
     * @param outBase  where the earlier output begins that copies may reach
     * @param start    where to write
     * @param outLimit where the block must end at last
     */
    Lz4Block(byte[] in, int inLength, byte[] out, int outBase, int start, int outLimit) {
        this.in = in;
        this.inLimit = inLength;
        this.out = out;
        this.outBase = outBase;
        this.written = start;
        this.outLimit = outLimit;
    }

    /** Where the output ends, whether or not the block was whole. */
    int end() {
        return written;
    }

    /** Decodes as far as possible; false where the block breaks off or makes no sense. */
    boolean decode() {
        while (at < inLimit) {
            int token = in[at++] & 0xff;
            int literals = length(token >>> 4);
            if (literals < 0 || literals > outLimit - written) {
                return false;
            }
            int there = Math.min(literals, inLimit - at);
            System.arraycopy(in, at, out, written, there);
            at += there;
            written += there;
            if (there < literals) {
                return false;
            }
            if (at == inLimit) {
                return true;
            }
            if (!copy(token & 0xf)) {
                return false;
            }
        }
        return false;
    }

    private boolean copy(int lengthBits) {
        if (inLimit - at < 2) {
            return false;
        }
        int distance = in[at] & 0xff | (in[at + 1] & 0xff) << 8;
        at += 2;
        int length = length(lengthBits);
        if (length < 0 || length + MIN_COPY > outLimit - written || distance == 0 || distance > written - outBase) {
            return false;
        }
        length += MIN_COPY;
        if (distance >= length) {
            System.arraycopy(out, written - distance, out, written, length);
            written += length;
        } else {
            // The copy runs into what it writes: a pattern is repeated.
            for (int end = written + length; written < end; written++) {
                out[written] = out[written - distance];
            }
        }
        return true;
    }

    /** A length with its continuation; -1 where it breaks off or is larger than any block. */
    private int length(int bits) {
        if (bits < 15) {
            return bits;
        }
        int sum = bits;
        while (at < inLimit) {
            int more = in[at++] & 0xff;
            sum += more;
            if (more < 255) {
                return sum;
            }
            if (sum > outLimit) {
                return -1;
            }
        }
        return -1;
    }
}
