package io.wirecause.source.unpack;

import io.airlift.compress.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/**
 * The content of a zstd file (RFC 8878), frames in a row read as one, skippable frames skipped. The decoder keeps what
 * it decoded until its window is full, so that a frame which breaks would give nothing of its last megabytes. Asked for
 * a number of blocks, this stream therefore ends the frame after them as if it had been whole.
 */
final class ZstdInput extends InputStream {
    /** What all levels but those of {@code --ultra} and {@code --long} stay within; RFC 8878 section 3.1.1.1.2 asks for it. */
    static final long MAX_WINDOW = 8L << 20;
    /** All blocks, and every checksum looked at. */
    private static final long WHOLE = -1;

    private final Frames frames;
    private final InputStream plain;

    private ZstdInput(InputStream in, long maxBlocks) {
        frames = new Frames(in, maxBlocks);
        plain = new ZstdInputStream(frames);
    }

    /** Says in one sentence that a frame wants more memory than any gets here. */
    static final class WindowTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        WindowTooLarge(long window) {
            super("The zstd file needs a window of " + (window < 0 ? "more than 2^63" : window)
                    + " bytes to be unpacked; at most "
                    + MAX_WINDOW + " are used here. Unpack it with zstd -d --long=31, or pack it without --long and --ultra.");
        }
    }

    /** The whole content. */
    static ZstdInput whole(InputStream in) {
        return new ZstdInput(in, WHOLE);
    }

    /** The content of the first blocks, as far as they are there, without a look at checksums. */
    static ZstdInput upTo(InputStream in, long maxBlocks) {
        return new ZstdInput(in, maxBlocks);
    }

    /** Blocks given to the decoder. */
    long blocks() {
        return frames.blocks;
    }

    @Override
    public int read() throws IOException {
        return plain.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        return plain.read(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        plain.close();
    }

    /** Frames on their way to the decoder, piece by piece: a frame header, a block, a checksum. */
    private static final class Frames extends InputStream {
        private static final int MAGIC = 0xfd2fb528;
        private static final int SKIPPABLE = 0x184d2a50;
        private static final int SINGLE_SEGMENT = 1 << 5;
        private static final int CHECKSUM = 1 << 2;
        private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
        private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
        private static final int RUN = 1;
        private static final int MAX_BLOCK = 128 << 10;

        private final InputStream in;
        private final long maxBlocks;
        private final byte[] piece = new byte[3 + MAX_BLOCK];
        private int position;
        private int limit;
        private boolean inFrame;
        private boolean checksumNext;
        private boolean hasChecksum;
        private boolean ended;
        private long blocks;

        Frames(InputStream in, long maxBlocks) {
            this.in = in;
            this.maxBlocks = maxBlocks;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            while (position == limit) {
                if (ended) {
                    return -1;
                }
                nextPiece();
            }
            int count = Math.min(length, limit - position);
            System.arraycopy(piece, position, bytes, offset, count);
            position += count;
            return count;
        }

        private void nextPiece() throws IOException {
            position = 0;
            limit = 0;
            if (blocks == maxBlocks) {
                finish();
                return;
            }
            try {
                if (checksumNext) {
                    more(4);
                    checksumNext = false;
                    if (maxBlocks != WHOLE) {
                        limit = 0;
                    }
                } else if (inFrame) {
                    block();
                } else {
                    header();
                }
            } catch (EOFException e) {
                if (maxBlocks == WHOLE) {
                    throw e;
                }
                finish();
            }
        }

        /** Within a frame, gives a last block of no bytes. */
        private void finish() {
            limit = 0;
            if (inFrame) {
                piece[0] = 1;
                piece[1] = 0;
                piece[2] = 0;
                limit = 3;
            }
            ended = true;
        }

        private void more(int bytes) throws IOException {
            if (in.readNBytes(piece, limit, bytes) < bytes) {
                throw new EOFException("the zstd frame is not complete");
            }
            limit += bytes;
        }

        private int i32(int offset) {
            return piece[offset] & 0xff | (piece[offset + 1] & 0xff) << 8 | (piece[offset + 2] & 0xff) << 16
                    | piece[offset + 3] << 24;
        }

        private void header() throws IOException {
            int first = in.read();
            if (first < 0) {
                ended = true;
                return;
            }
            piece[0] = (byte) first;
            limit = 1;
            more(3);
            int magic = i32(0);
            if ((magic & ~0xf) == SKIPPABLE) {
                more(4);
                in.skipNBytes(Integer.toUnsignedLong(i32(4)));
                limit = 0;
                return;
            }
            if (magic != MAGIC) {
                throw new StreamCorruptedException("no zstd frame begins here");
            }
            more(1);
            int descriptor = piece[4];
            boolean single = (descriptor & SINGLE_SEGMENT) != 0;
            int sizeCode = descriptor >>> 6 & 3;
            more((single ? 0 : 1) + DICTIONARY_BYTES[descriptor & 3]
                    + (sizeCode == 0 && single ? 1 : CONTENT_SIZE_BYTES[sizeCode]));
            checkWindow(single, sizeCode, descriptor & 3);
            hasChecksum = (descriptor & CHECKSUM) != 0;
            if (maxBlocks != WHOLE) {
                piece[4] &= ~CHECKSUM;
            }
            inFrame = true;
        }

        /** Before the decoder sees the header, for it allocates what the header says. */
        private void checkWindow(boolean single, int sizeCode, int dictionaryCode) throws WindowTooLarge {
            long window = 0;
            if (single) {
                int bytes = sizeCode == 0 ? 1 : CONTENT_SIZE_BYTES[sizeCode];
                int at = 5 + DICTIONARY_BYTES[dictionaryCode];
                for (int i = bytes - 1; i >= 0; i--) {
                    window = window << 8 | piece[at + i] & 0xff;
                }
                window += sizeCode == 1 ? 256 : 0;
            } else {
                long base = 1L << 10 + ((piece[5] & 0xff) >>> 3);
                window = base + base / 8 * (piece[5] & 7);
            }
            if (window < 0 || window > MAX_WINDOW) {
                throw new WindowTooLarge(window);
            }
        }

        private void block() throws IOException {
            more(3);
            int header = piece[0] & 0xff | (piece[1] & 0xff) << 8 | (piece[2] & 0xff) << 16;
            int size = (header >>> 1 & 3) == RUN ? 1 : header >>> 3;
            if (size > MAX_BLOCK) {
                throw new StreamCorruptedException("a zstd block is larger than any may be");
            }
            more(size);
            blocks++;
            if ((header & 1) != 0) {
                inFrame = false;
                checksumNext = hasChecksum;
            }
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
