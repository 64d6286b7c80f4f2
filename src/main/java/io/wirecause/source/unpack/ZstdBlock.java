package io.wirecause.source.unpack;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/** Decodes the compressed blocks of a zstd frame (RFC 8878 section 3.1.1.3), which may go on with the codes of earlier ones. */
final class ZstdBlock {
    private static final int RAW = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;

    private final ZstdWindow window;
    private final byte[] decoded = new byte[ZstdWindow.MAX_BLOCK];
    private final ZstdSequences sequences = new ZstdSequences();
    private ZstdHuffman code;
    /** The literals of this block: where they are, decoded or in the block itself. */
    private byte[] literals;
    private int literalsStart;
    private int literalsCount;

    ZstdBlock(ZstdWindow window) {
        this.window = window;
    }

    /** Forgets what was kept of the blocks of another frame. */
    void beginFrame() {
        code = null;
        sequences.beginFrame();
    }

    /** Decodes a block in {@code bytes[0, length)}, which {@link ZstdBits#PADDING} bytes follow, into the window. */
    void decode(byte[] bytes, int length) throws IOException {
        int at = literals(bytes, length);
        sequences.execute(bytes, at, length, window, literals, literalsStart, literalsCount);
    }

    /** Gives where they end. */
    private int literals(byte[] bytes, int length) throws IOException {
        if (length == 0) {
            throw new StreamCorruptedException("a zstd block is empty");
        }
        int type = bytes[0] & 3;
        int format = bytes[0] >>> 2 & 3;
        if (type > RUN) {
            return packedLiterals(bytes, length, type == COMPRESSED, format);
        }
        int header = (format & 1) == 0 ? 1 : format == 1 ? 2 : 3;
        int value = bytes[0] & 0xff | (bytes[1] & 0xff) << 8 | (bytes[2] & 0xff) << 16;
        int count = header == 1 ? (value & 0xff) >>> 3 : (header == 2 ? value & 0xffff : value) >>> 4;
        int end = header + (type == RAW ? count : 1);
        if (count > ZstdWindow.MAX_BLOCK || end > length) {
            throw new StreamCorruptedException("a zstd block ends within its literals");
        }
        literalsCount = count;
        if (type == RAW) {
            literals = bytes;
            literalsStart = header;
        } else {
            Arrays.fill(decoded, 0, count, bytes[header]);
            literals = decoded;
            literalsStart = 0;
        }
        return end;
    }

    private int packedLiterals(byte[] bytes, int length, boolean ownCode, int format) throws IOException {
        int header = format < 2 ? 3 : format + 2;
        int width = format < 2 ? 10 : format * 4 + 6;
        long value = 0;
        for (int i = header - 1; i >= 0; i--) {
            value = value << 8 | bytes[i] & 0xff;
        }
        int mask = (1 << width) - 1;
        int count = (int) (value >>> 4) & mask;
        int end = header + ((int) (value >>> 4 + width) & mask);
        if (count > ZstdWindow.MAX_BLOCK || end > length) {
            throw new StreamCorruptedException("a zstd block ends within its literals");
        }
        int at = header;
        if (ownCode) {
            ZstdHuffman.Described described = ZstdHuffman.read(bytes, header, end);
            code = described.code();
            at = described.end();
        }
        if (code == null) {
            throw new StreamCorruptedException("a zstd block uses a Huffman code that there is not");
        }
        if (format == 0) {
            stream(bytes, at, end, 0, count);
        } else {
            fourStreams(bytes, at, end, count);
        }
        literals = decoded;
        literalsStart = 0;
        literalsCount = count;
        return end;
    }

    private void fourStreams(byte[] bytes, int start, int end, int count) throws IOException {
        int at = start + 6;
        int each = count + 3 >>> 2;
        if (at > end || 3 * each > count) {
            throw new StreamCorruptedException("a zstd block has no four streams of literals");
        }
        for (int i = 0; i < 3; i++) {
            int next = at + (bytes[start + 2 * i] & 0xff | (bytes[start + 2 * i + 1] & 0xff) << 8);
            if (next > end) {
                throw new StreamCorruptedException("a zstd block ends within its literals");
            }
            stream(bytes, at, next, i * each, (i + 1) * each);
            at = next;
        }
        stream(bytes, at, end, 3 * each, count);
    }

    private void stream(byte[] bytes, int start, int end, int from, int to) throws IOException {
        new ZstdBits(bytes, start, end).symbols(code.table(), code.width(), decoded, from, to);
    }
}
