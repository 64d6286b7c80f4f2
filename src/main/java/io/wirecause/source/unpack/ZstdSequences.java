package io.wirecause.source.unpack;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/** The sequences of a zstd block: so many literals, then a copy of what came so long before (RFC 8878 section 3.1.1.3.2). */
final class ZstdSequences {
    private static final int[] LITERALS_BASE = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 20, 22, 24, 28, 32,
        40, 48, 64, 128, 256, 512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536};
    private static final int[] LITERALS_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 6, 7,
        8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final int[] MATCH_BASE = {3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24,
        25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 37, 39, 41, 43, 47, 51, 59, 67, 83,
        99, 131, 259, 515, 1027, 2051, 4099, 8195, 16_387, 32_771, 65_539};
    private static final int[] MATCH_BITS = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 3, 3, 4, 4, 5, 7, 8, 9, 10, 11, 12, 13, 14, 15,
        16};
    private static final int MOST_OFFSET_CODE = 31;
    private static final int RUN = 1;
    private static final int OWN = 2;
    private static final int PREDEFINED = 0;
    private static final int LONG_COUNT = 0x7f00;

    /** The three things that each sequence says, in the order of their codes in a block. */
    private enum Part {
        LITERALS(9, LITERALS_BASE.length - 1, 6, 4, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 2, 2, 2, 2, 2, 2, 2,
                2, 2, 3, 2, 1, 1, 1, 1, 1, -1, -1, -1, -1),
        OFFSET(8, MOST_OFFSET_CODE, 5, 1, 1, 1, 1, 1, 1, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1,
                -1, -1, -1),
        MATCH(9, MATCH_BASE.length - 1, 6, 1, 4, 3, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1,
                1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1);

        private final int mostLog;
        private final int mostSymbol;
        private final ZstdFse predefined;

        Part(int mostLog, int mostSymbol, int log, int... counts) {
            this.mostLog = mostLog;
            this.mostSymbol = mostSymbol;
            short[] shorts = new short[counts.length];
            for (int i = 0; i < counts.length; i++) {
                shorts[i] = (short) counts[i];
            }
            try {
                predefined = ZstdFse.of(log, shorts);
            } catch (StreamCorruptedException e) {
                throw new IllegalStateException("the RFC's own distribution", e);
            }
        }
    }

    private final ZstdFse[] tables = new ZstdFse[3];
    private long last;
    private long lastButOne;
    private long lastButTwo;

    void beginFrame() {
        Arrays.fill(tables, null);
        last = 1;
        lastButOne = 4;
        lastButTwo = 8;
    }

    /** Puts literals and copies into the window, as the section in {@code bytes[start, end)} says. */
    void execute(byte[] bytes, int start, int end, ZstdWindow window, byte[] literals, int literalsStart, int literalsCount)
            throws IOException {
        int at = start;
        int literalsAt = literalsStart;
        int literalsEnd = literalsStart + literalsCount;
        int first = at < end ? bytes[at++] & 0xff : -1;
        int count = first;
        if (first >= 128 && first < 255) {
            count = (first - 128 << 8) + (bytes[at++] & 0xff);
        } else if (first == 255) {
            count = (bytes[at] & 0xff) + ((bytes[at + 1] & 0xff) << 8) + LONG_COUNT;
            at += 2;
        }
        if (count > 0) {
            ZstdBits in = new ZstdBits(bytes, tables(bytes, at, end), end);
            ZstdFse lengths = tables[0];
            ZstdFse offsets = tables[1];
            ZstdFse matches = tables[2];
            int length = (int) in.read(lengths.log());
            int offset = (int) in.read(offsets.log());
            int match = (int) in.read(matches.log());
            for (int i = 0; i < count; i++) {
                int offsetCode = offsets.symbols()[offset];
                int matchCode = matches.symbols()[match];
                int lengthCode = lengths.symbols()[length];
                long offsetValue = (1L << offsetCode) + in.read(offsetCode);
                int copied = MATCH_BASE[matchCode] + (int) in.read(MATCH_BITS[matchCode]);
                int plain = LITERALS_BASE[lengthCode] + (int) in.read(LITERALS_BITS[lengthCode]);
                if (i + 1 < count) {
                    length = lengths.next(length, in);
                    match = matches.next(match, in);
                    offset = offsets.next(offset, in);
                }
                if (in.left() < 0 || plain > literalsEnd - literalsAt) {
                    throw new StreamCorruptedException("a zstd block ends within its sequences");
                }
                window.literals(literals, literalsAt, plain);
                literalsAt += plain;
                window.match(distance(offsetValue, plain), copied);
            }
            if (in.left() != 0) {
                throw new StreamCorruptedException("a zstd block has more sequences than it says");
            }
        } else if (first < 0 || at != end) {
            throw new StreamCorruptedException("a zstd block goes on behind its literals");
        }
        window.literals(literals, literalsAt, literalsEnd - literalsAt);
    }

    /** Gives where they end. */
    private int tables(byte[] bytes, int start, int end) throws IOException {
        int at = start + 1;
        int modes = bytes[start] & 0xff;
        if (at > end || (modes & 3) != 0) {
            throw new StreamCorruptedException("a zstd block describes its sequences in no known way");
        }
        for (Part part : Part.values()) {
            int mode = modes >>> 6 - 2 * part.ordinal() & 3;
            if (mode == PREDEFINED) {
                tables[part.ordinal()] = part.predefined;
            } else if (mode == RUN) {
                int symbol = bytes[at++] & 0xff;
                if (at > end || symbol > part.mostSymbol) {
                    throw new StreamCorruptedException("a zstd block has a code that there is not");
                }
                tables[part.ordinal()] = ZstdFse.of(symbol);
            } else if (mode == OWN) {
                ZstdFse.Described described = ZstdFse.read(bytes, at, end, part.mostLog, part.mostSymbol);
                tables[part.ordinal()] = described.table();
                at = described.end();
            } else if (tables[part.ordinal()] == null) {
                throw new StreamCorruptedException("a zstd block repeats a code that there is not");
            }
        }
        return at;
    }

    /** How far back a copy begins; the last three distances have short names (RFC 8878 section 3.1.1.5). */
    private long distance(long value, int literals) {
        if (value > 3) {
            lastButTwo = lastButOne;
            lastButOne = last;
            last = value - 3;
            return last;
        }
        int which = (int) value - (literals == 0 ? 0 : 1);
        if (which == 0) {
            return last;
        }
        long distance = which == 1 ? lastButOne : which == 2 ? lastButTwo : last - 1;
        if (which > 1) {
            lastButTwo = lastButOne;
        }
        lastButOne = last;
        last = distance;
        return distance;
    }
}
