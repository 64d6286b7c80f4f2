package io.wirecause.source.unpack;

import java.io.StreamCorruptedException;

/**
 * A table of a finite state entropy code (RFC 8878 section 4.1): each state stands for a symbol and says where the next state
 * is read.
 *
 * @param log     the state has this many bits
 * @param symbols by state
 * @param bits    to be read for the next state, by state
 * @param bases   added to them, by state
 */
record ZstdFse(int log, byte[] symbols, byte[] bits, short[] bases) {
    private static final int LEAST_LOG = 5;
    private static final int MOST_SYMBOLS = 256;

    /** A distribution as it stands in a block, and the byte behind it. */
    record Described(ZstdFse table, int end) {
    }

    /** A code of one symbol, which takes no bits. */
    static ZstdFse of(int symbol) {
        return new ZstdFse(0, new byte[] {(byte) symbol}, new byte[1], new short[1]);
    }

    /**
     * The code of a distribution.
     *
     * @param counts of states, by symbol; -1 for a symbol rarer than one state. They add up to 2^log, -1 counting as one
     */
    static ZstdFse of(int log, short... counts) throws StreamCorruptedException {
        int size = 1 << log;
        byte[] symbols = new byte[size];
        int[] next = new int[counts.length];
        int high = size;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            next[symbol] = Math.abs(counts[symbol]);
            if (counts[symbol] < 0) {
                symbols[--high] = (byte) symbol;
            }
        }
        int step = (size >> 1) + (size >> 3) + 3;
        int at = 0;
        for (int symbol = 0; symbol < counts.length; symbol++) {
            for (int i = 0; i < counts[symbol]; i++) {
                symbols[at] = (byte) symbol;
                do {
                    at = at + step & size - 1;
                } while (at >= high);
            }
        }
        if (at != 0) {
            throw new StreamCorruptedException("a zstd distribution does not fill its table");
        }
        byte[] bits = new byte[size];
        short[] bases = new short[size];
        for (int state = 0; state < size; state++) {
            int rank = next[symbols[state] & 0xff]++;
            bits[state] = (byte) (log - 31 + Integer.numberOfLeadingZeros(rank));
            bases[state] = (short) ((rank << bits[state]) - size);
        }
        return new ZstdFse(log, symbols, bits, bases);
    }

    /**
     * Reads a distribution (RFC 8878 section 4.1.1).
     *
     * @param end        of what may be read; eight bytes more can be looked at
     * @param mostLog    the accuracy that is allowed
     * @param mostSymbol the greatest symbol there is
     */
    static Described read(byte[] bytes, int start, int end, int mostLog, int mostSymbol) throws StreamCorruptedException {
        int log = (bytes[start] & 0xf) + LEAST_LOG;
        if (start >= end || log > mostLog) {
            throw new StreamCorruptedException("a zstd distribution is more accurate than any may be");
        }
        short[] counts = new short[Math.min(MOST_SYMBOLS, mostSymbol + 1)];
        int position = 4;
        int left = 1 << log;
        int symbol = 0;
        while (left > 0 && symbol < counts.length) {
            int width = Integer.SIZE - Integer.numberOfLeadingZeros(left + 1);
            int value = forward(bytes, start, end, position, width);
            int low = (1 << width - 1) - 1;
            int spare = (1 << width) - 1 - (left + 1);
            if ((value & low) < spare) {
                value &= low;
                position += width - 1;
            } else {
                value -= value > low ? spare : 0;
                position += width;
            }
            counts[symbol] = (short) (value - 1);
            left -= Math.abs(counts[symbol++]);
            for (int zeros = 3; value == 1 && zeros == 3; position += 2) {
                zeros = forward(bytes, start, end, position, 2);
                symbol += zeros;
            }
        }
        int read = start + (position + 7 >>> 3);
        if (left != 0 || symbol > counts.length || read > end) {
            throw new StreamCorruptedException("a zstd distribution does not add up");
        }
        return new Described(of(log, counts), read);
    }

    private static int forward(byte[] bytes, int start, int end, int position, int width) {
        int value = 0;
        for (int i = 0; i < width; i++) {
            int at = start + (position + i >>> 3);
            value |= at < end ? (bytes[at] >>> (position + i & 7) & 1) << i : 0;
        }
        return value;
    }

    /** The state after this one. */
    int next(int state, ZstdBits in) {
        return (bases[state] & 0xffff) + (int) in.read(bits[state]);
    }
}
