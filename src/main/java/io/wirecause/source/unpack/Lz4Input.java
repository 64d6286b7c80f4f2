package io.wirecause.source.unpack;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.StreamCorruptedException;
import org.apache.commons.codec.digest.XXHash32;

/**
 * The content of an LZ4 file (LZ4 frame format 1.6), frames in a row read as one, skippable frames skipped. Blocks may
 * copy from the ones before them. A block that breaks off gives what it holds.
 */
final class Lz4Input extends InputStream {
    private static final int MAGIC = 0x184d2204;
    private static final int SKIPPABLE = 0x184d2a50;
    private static final int VERSION_MASK = 0xc0;
    private static final int VERSION = 0x40;
    private static final int INDEPENDENT = 1 << 5;
    private static final int BLOCK_CHECKSUM = 1 << 4;
    private static final int CONTENT_SIZE = 1 << 3;
    private static final int CONTENT_CHECKSUM = 1 << 2;
    private static final int DICTIONARY = 1;
    private static final int MIN_SIZE_CODE = 4;
    private static final int PLAIN_BLOCK = 1 << 31;

    private final InputStream in;
    private final XXHash32 contentHash = new XXHash32();
    private boolean inFrame;
    private int flags;
    private int maxBlock;
    private byte[] packed = {};
    /** Up to {@link Lz4Block#REACH} bytes of earlier output, then a block. */
    private byte[] plain = {};
    private int position;
    private int limit;
    /** Told once what came before it has been read. */
    private IOException failure;

    Lz4Input(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        while (position == limit) {
            if (failure != null) {
                throw failure;
            }
            if (inFrame) {
                nextBlock();
            } else if (!startFrame()) {
                return -1;
            }
        }
        int count = Math.min(length, limit - position);
        System.arraycopy(plain, position, bytes, offset, count);
        position += count;
        return count;
    }

    private int u8() throws IOException {
        int value = in.read();
        if (value < 0) {
            throw new EOFException("the lz4 frame is not complete");
        }
        return value;
    }

    private int i32() throws IOException {
        return u8() | u8() << 8 | u8() << 16 | u8() << 24;
    }

    /** Whether there is one more frame; its header is read then. */
    private boolean startFrame() throws IOException {
        int first = in.read();
        if (first < 0) {
            return false;
        }
        int magic = first | u8() << 8 | u8() << 16 | u8() << 24;
        if ((magic & ~0xf) == SKIPPABLE) {
            in.skipNBytes(Integer.toUnsignedLong(i32()));
            return true;
        }
        if (magic != MAGIC) {
            throw new StreamCorruptedException("no lz4 frame begins here");
        }
        byte[] descriptor = new byte[10];
        flags = u8();
        int size = u8();
        descriptor[0] = (byte) flags;
        descriptor[1] = (byte) size;
        int length = 2;
        if ((flags & CONTENT_SIZE) != 0) {
            for (; length < 10; length++) {
                descriptor[length] = (byte) u8();
            }
        }
        int sizeCode = size >>> 4;
        if ((flags & VERSION_MASK) != VERSION || (flags & DICTIONARY) != 0 || sizeCode < MIN_SIZE_CODE || sizeCode > 7) {
            throw new StreamCorruptedException("an lz4 frame of another version, or with a dictionary");
        }
        if ((hash(descriptor, length) >>> 8 & 0xff) != u8()) {
            throw new StreamCorruptedException("the header of an lz4 frame is damaged");
        }
        begin(1 << 8 + 2 * sizeCode);
        return true;
    }

    private void begin(int blockSize) {
        maxBlock = blockSize;
        // Never smaller again: frames of changing sizes in a row would allocate megabytes for every few bytes.
        if (packed.length < blockSize) {
            packed = new byte[blockSize];
            plain = new byte[Lz4Block.REACH + blockSize];
        }
        position = 0;
        limit = 0;
        contentHash.reset();
        inFrame = true;
    }

    private static int hash(byte[] bytes, int length) {
        XXHash32 hash = new XXHash32();
        hash.update(bytes, 0, length);
        return (int) hash.getValue();
    }

    private void nextBlock() throws IOException {
        int header = i32();
        if (header == 0) {
            inFrame = false;
            if ((flags & CONTENT_CHECKSUM) != 0 && i32() != (int) contentHash.getValue()) {
                throw new StreamCorruptedException("the checksum of an lz4 frame is wrong");
            }
            return;
        }
        int size = header & ~PLAIN_BLOCK;
        if (size > maxBlock) {
            throw new StreamCorruptedException("an lz4 block is larger than its frame allows");
        }
        int there = in.readNBytes(packed, 0, size);
        if (there < size) {
            failure = new EOFException("the lz4 block is not complete");
        } else if ((flags & BLOCK_CHECKSUM) != 0 && i32() != hash(packed, size)) {
            throw new StreamCorruptedException("the checksum of an lz4 block is wrong");
        }
        decode(there, (header & PLAIN_BLOCK) != 0);
        contentHash.update(plain, position, limit - position);
    }

    private void decode(int size, boolean isPlain) {
        int history = (flags & INDEPENDENT) != 0 ? 0 : Math.min(limit, Lz4Block.REACH);
        System.arraycopy(plain, limit - history, plain, 0, history);
        position = history;
        if (isPlain) {
            System.arraycopy(packed, 0, plain, history, size);
            limit = history + size;
            return;
        }
        Lz4Block block = new Lz4Block(packed, size, plain, 0, history, history + maxBlock);
        boolean whole = block.decode();
        limit = block.end();
        if (!whole && failure == null) {
            failure = new StreamCorruptedException("an lz4 block is damaged");
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
