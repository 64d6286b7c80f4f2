package io.wirecause.source.unpack;

import java.io.IOException;
import java.io.StreamCorruptedException;

/**
 * A Huffman code of literals (RFC 8878 section 4.2).
 *
 * @param width bits of the longest code
 * @param table by the next {@code width} bits, a symbol and, above its eight bits, how many bits its code has
 */
record ZstdHuffman(int width, short[] table) {
    private static final int MOST_WIDTH = 11;
    private static final int MOST_WEIGHTS = 255;
    private static final int WEIGHTS_LOG = 6;
    /** From here on, the first byte says how many weights follow plainly. */
    private static final int PLAIN = 128;

    /** A code as a block describes it, and the byte behind the description. */
    record Described(ZstdHuffman code, int end) {
    }

    static Described read(byte[] bytes, int start, int end) throws IOException {
        int first = start < end ? bytes[start] & 0xff : 0;
        byte[] weights = new byte[MOST_WEIGHTS + 1];
        int count;
        int behind;
        if (first >= PLAIN) {
            count = first - PLAIN + 1;
            behind = start + 1 + (count + 1 >>> 1);
            for (int i = 0; i < count && behind <= end; i++) {
                weights[i] = (byte) (bytes[start + 1 + (i >>> 1)] >>> ((i & 1) == 0 ? 4 : 0) & 0xf);
            }
        } else {
            behind = start + 1 + first;
            count = behind <= end ? packedWeights(bytes, start + 1, behind, weights) : 0;
        }
        if (behind > end) {
            throw new StreamCorruptedException("a zstd block ends within its Huffman code");
        }
        return new Described(of(weights, count), behind);
    }

    /** Gives how many there are. */
    private static int packedWeights(byte[] bytes, int start, int end, byte[] weights) throws IOException {
        if (start == end) {
            throw new StreamCorruptedException("a zstd Huffman code has no weights");
        }
        ZstdFse.Described described = ZstdFse.read(bytes, start, end, WEIGHTS_LOG, MOST_WIDTH + 1);
        ZstdFse table = described.table();
        ZstdBits in = new ZstdBits(bytes, described.end(), end);
        int[] states = {(int) in.read(table.log()), (int) in.read(table.log())};
        int count = 0;
        for (int turn = 0; count < MOST_WEIGHTS - 1; turn ^= 1) {
            weights[count++] = table.symbols()[states[turn]];
            if (in.left() < table.bits()[states[turn]]) {
                weights[count++] = table.symbols()[states[turn ^ 1]];
                return count;
            }
            states[turn] = table.next(states[turn], in);
        }
        throw new StreamCorruptedException("a zstd Huffman code has too many weights");
    }

    /** The last weight is not written: it is what makes the code complete. */
    private static ZstdHuffman of(byte[] weights, int count) throws StreamCorruptedException {
        int sum = 0;
        for (int i = 0; i < count; i++) {
            if (weights[i] > MOST_WIDTH) {
                throw new StreamCorruptedException("a zstd Huffman code is longer than any may be");
            }
            sum += weights[i] == 0 ? 0 : 1 << weights[i] - 1;
        }
        int width = Integer.SIZE - Integer.numberOfLeadingZeros(sum);
        int rest = (1 << width) - sum;
        if (sum == 0 || width > MOST_WIDTH || Integer.bitCount(rest) != 1) {
            throw new StreamCorruptedException("a zstd Huffman code is not complete");
        }
        weights[count] = (byte) (Integer.numberOfTrailingZeros(rest) + 1);
        short[] table = new short[1 << width];
        int at = 0;
        for (int weight = 1; weight <= width; weight++) {
            for (int symbol = 0; symbol <= count; symbol++) {
                for (int i = weights[symbol] == weight ? 1 << weight - 1 : 0; i > 0; i--) {
                    table[at++] = (short) (width + 1 - weight << 8 | symbol);
                }
            }
        }
        return new ZstdHuffman(width, table);
    }
}
