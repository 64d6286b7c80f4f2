package io.wirecause.source.unpack;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A bit stream that is read from its end to its beginning (RFC 8878 section 4.1). The array goes on for eight bytes at least
 * behind the stream, so that a whole word can be fetched at any of its bytes.
 */
final class ZstdBits {
    /** Bytes that have to follow any stream. */
    static final int PADDING = 8;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bits that one word holds for sure, wherever in a byte it is entered. */
    private static final int MOST = 56;

    private final byte[] bytes;
    private final int start;
    private int left;

    /**
     * The stream in these bytes.
     *
     * @throws StreamCorruptedException where its end is not marked
     */
    ZstdBits(byte[] bytes, int start, int end) throws StreamCorruptedException {
        int last = end > start ? bytes[end - 1] & 0xff : 0;
        if (last == 0) {
            throw new StreamCorruptedException("a zstd bit stream has no end");
        }
        this.bytes = bytes;
        this.start = start;
        this.left = (end - start) * 8 - 1 - Integer.numberOfLeadingZeros(last << 24);
    }

    /** Bits that are left; negative where more was read than there was, which gave zeros. */
    int left() {
        return left;
    }

    /** The next bits, 56 at most, as a number. */
    long read(int count) {
        left -= count;
        return at(left) & (1L << count) - 1;
    }

    /** As many bits, which stay. */
    int peek(int count) {
        return (int) (at(left - count) & (1L << count) - 1);
    }

    /** Passes over bits. */
    void skip(int count) {
        left -= count;
    }

    private long at(int position) {
        if (position >= 0) {
            return (long) WORD.get(bytes, start + (position >>> 3)) >>> (position & 7);
        }
        return position <= -Long.SIZE ? 0 : (long) WORD.get(bytes, start) << -position;
    }

    /**
     * Decodes symbols by a table that knows how many bits each takes.
     *
     * @param table  entries of a symbol and, above its eight bits, how many bits it takes
     * @param width  bits that an index into the table has, 11 at most
     * @throws IOException where the stream does not hold exactly these symbols
     */
    void symbols(short[] table, int width, byte[] out, int from, int to) throws IOException {
        int at = from;
        int mask = (1 << width) - 1;
        while (to - at >= 5 && left >= Long.SIZE) {
            long word = (long) WORD.get(bytes, start + (left >>> 3) - 7);
            int unread = MOST + (left & 7);
            int before = unread;
            for (int i = 0; i < 5; i++) {
                short entry = table[(int) (word >>> unread - width) & mask];
                out[at++] = (byte) entry;
                unread -= entry >>> 8;
            }
            left -= before - unread;
        }
        while (at < to) {
            short entry = table[peek(width)];
            out[at++] = (byte) entry;
            left -= entry >>> 8;
        }
        if (left != 0) {
            throw new StreamCorruptedException("a zstd literals stream has another length than it says");
        }
    }
}
