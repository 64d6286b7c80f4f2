package io.wirecause.source.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;

/**
 * The content of a zstd file (RFC 8878), frames in a row read as one, skippable frames skipped. What a block gives can be read
 * before the next one is looked at, so that a file that breaks gives all blocks before. A window takes the memory that the
 * content fills, and what it may take is asked for before.
 */
final class ZstdInput extends InputStream {
    /** What {@code zstd -d} takes without further options: all levels, and {@code --long} as it is or up to 27. */
    static final long MAX_WINDOW = 128L << 20;

    private static final int MAGIC = 0xfd2fb528;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int SINGLE_SEGMENT = 1 << 5;
    private static final int RESERVED = 1 << 3;
    private static final int CHECKSUM = 1 << 2;
    private static final int[] DICTIONARY_BYTES = {0, 1, 2, 4};
    private static final int[] CONTENT_SIZE_BYTES = {0, 2, 4, 8};
    private static final int RAW = 0;
    private static final int RUN = 1;
    private static final int COMPRESSED = 2;

    private final InputStream in;
    private final WindowMemory memory;
    private final ZstdWindow window = new ZstdWindow();
    private final ZstdBlock decoder = new ZstdBlock(window);
    private final byte[] block = new byte[ZstdWindow.MAX_BLOCK + ZstdBits.PADDING];
    private boolean inFrame;
    private ZstdChecksum checksum;
    /** Bytes that the frame says it has; -1 where it does not. */
    private long contentSize;
    private int mostInBlock;
    /** Told once what came before it has been read. */
    private IOException failure;

    ZstdInput(InputStream in, WindowMemory memory) {
        this.in = in;
        this.memory = memory;
    }

    /** Says in one sentence that a frame wants more memory than it gets here. */
    static final class WindowTooLarge extends IOException {
        private static final long serialVersionUID = 1L;

        WindowTooLarge(long window) {
            super("The zstd file needs a window of " + (window < 0 ? "more than 2^63" : window)
                    + " bytes to be unpacked; at most " + MAX_WINDOW
                    + " are used here. Unpack it with zstd -d --long=31, or pack it with --long=27 at most.");
        }

        WindowTooLarge(long window, long most) {
            super("The zstd file needs a window of " + window + " bytes to be unpacked, and this Java has " + most
                    + " for that; give it more memory with -Xmx, or unpack the file with zstd -d.");
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (window.pending() == 0) {
            if (failure != null) {
                throw failure;
            }
            if (!inFrame && !startFrame()) {
                return -1;
            }
            if (inFrame) {
                nextBlock();
            }
        }
        return window.take(bytes, offset, length);
    }

    private long number(int bytes) throws IOException {
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("the zstd frame is not complete");
            }
            value |= (long) next << 8 * i;
        }
        return value;
    }

    /** Whether there is one more frame; it is skipped, or its header is read. */
    private boolean startFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int magic = (int) (first | number(3) << 8);
        if ((magic & ~0xf) == SKIPPABLE) {
            in.skipNBytes(number(4));
            return true;
        }
        if (magic != MAGIC) {
            throw new StreamCorruptedException("no zstd frame begins here");
        }
        int descriptor = (int) number(1);
        boolean single = (descriptor & SINGLE_SEGMENT) != 0;
        int windowCode = single ? 0 : (int) number(1);
        long dictionary = number(DICTIONARY_BYTES[descriptor & 3]);
        int sizeCode = descriptor >>> 6;
        int sizeBytes = sizeCode == 0 && single ? 1 : CONTENT_SIZE_BYTES[sizeCode];
        contentSize = sizeBytes == 0 ? -1 : number(sizeBytes) + (sizeCode == 1 ? 256 : 0);
        if (dictionary != 0 || (descriptor & RESERVED) != 0) {
            throw new StreamCorruptedException("a zstd frame needs a dictionary, or something of a later version");
        }
        long base = 1L << 10 + (windowCode >>> 3);
        long size = single ? contentSize : base + base / 8 * (windowCode & 7);
        if (size < 0 || size > MAX_WINDOW) {
            throw new WindowTooLarge(size);
        }
        // A frame cannot look further back than to its beginning.
        boolean known = sizeBytes > 0 && contentSize >= 0;
        int needed = (int) (known ? Math.min(size, contentSize) : size);
        memory.use(needed, window::release);
        window.begin(needed);
        mostInBlock = (int) Math.min(size, ZstdWindow.MAX_BLOCK);
        decoder.beginFrame();
        checksum = (descriptor & CHECKSUM) == 0 ? null : new ZstdChecksum();
        inFrame = true;
        return true;
    }

    private void nextBlock() throws IOException {
        int header = (int) number(3);
        int type = header >>> 1 & 3;
        int size = header >>> 3;
        if (type > COMPRESSED || size > mostInBlock) {
            throw new StreamCorruptedException("a zstd block is larger than any may be, or of no known type");
        }
        window.beginBlock();
        int packed = type == RUN ? 1 : size;
        int got = in.readNBytes(block, 0, packed);
        if (got < packed) {
            if (type == RAW) {
                window.literals(block, 0, got);
            }
            breaks(new EOFException("the zstd frame is not complete"));
            return;
        }
        try {
            switch (type) {
                case RAW -> window.literals(block, 0, size);
                case RUN -> window.run(block[0], size);
                default -> decoder.decode(block, size);
            }
        } catch (StreamCorruptedException e) {
            window.drop();
            breaks(e);
            return;
        }
        if (checksum != null) {
            window.hash(checksum);
        }
        if ((header & 1) != 0) {
            endFrame();
        }
    }

    private void endFrame() throws IOException {
        inFrame = false;
        if (contentSize >= 0 && window.produced() != contentSize) {
            breaks(new StreamCorruptedException("a zstd frame has another size than it says"));
        } else if (checksum != null) {
            try {
                if ((int) number(4) != checksum.value()) {
                    breaks(new StreamCorruptedException("a zstd frame has another checksum than it says"));
                }
            } catch (EOFException e) {
                breaks(e);
            }
        }
    }

    /** Ends the stream with this, once what is there has been read. */
    private void breaks(IOException cause) {
        failure = cause;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
