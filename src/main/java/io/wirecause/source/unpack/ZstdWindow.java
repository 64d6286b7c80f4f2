package io.wirecause.source.unpack;

import java.io.IOException;
import java.io.StreamCorruptedException;
import java.util.Arrays;

/**
 * What a zstd frame gave last, as far back as its blocks may copy from, and what of it is still to be taken. A ring that grows
 * with the frame up to the size of the window and one block, so that a window costs what is put into it.
 */
final class ZstdWindow {
    /** Bytes that one block gives at most (RFC 8878 section 3.1.1.2.4). */
    static final int MAX_BLOCK = 128 << 10;

    private byte[] ring = new byte[2 * MAX_BLOCK];
    private int target = ring.length;
    private int window;
    private int head;
    /** Bytes that the frame gave. */
    private long produced;
    private int pending;
    private int room;

    /** Begins a frame; what the one before gave has been taken. */
    void begin(int windowBytes) {
        window = windowBytes;
        target = windowBytes + MAX_BLOCK;
        head = 0;
        produced = 0;
    }

    /** Gives back the memory. */
    void release() {
        ring = new byte[2 * MAX_BLOCK];
    }

    /** Makes room for a block; what came before has been taken. */
    void beginBlock() {
        room = Math.min(MAX_BLOCK, Math.max(window, 1));
        // It may not wrap before it has its full size.
        if (ring.length < target && ring.length - head <= MAX_BLOCK) {
            ring = Arrays.copyOf(ring, (int) Math.min(target, 2L * ring.length));
        }
    }

    long produced() {
        return produced;
    }

    int pending() {
        return pending;
    }

    /** Hands over what is pending, as far as it fits. */
    int take(byte[] out, int offset, int length) {
        int from = head - pending + (head < pending ? ring.length : 0);
        int count = Math.min(Math.min(length, pending), ring.length - from);
        System.arraycopy(ring, from, out, offset, count);
        pending -= count;
        return count;
    }

    /** Adds bytes. */
    void literals(byte[] bytes, int offset, int length) throws IOException {
        claim(length);
        int first = Math.min(length, ring.length - head);
        System.arraycopy(bytes, offset, ring, head, first);
        System.arraycopy(bytes, offset + first, ring, 0, length - first);
        advance(length);
    }

    /** Adds one byte so many times. */
    void run(byte value, int length) throws IOException {
        claim(length);
        int first = Math.min(length, ring.length - head);
        Arrays.fill(ring, head, head + first, value);
        Arrays.fill(ring, 0, length - first, value);
        advance(length);
    }

    /** Adds a copy of what came a distance before, which may reach into itself. */
    void match(long distance, int length) throws IOException {
        if (distance <= 0 || distance > produced || distance > window) {
            throw new StreamCorruptedException("a zstd block copies from before its window");
        }
        claim(length);
        int from = head - (int) distance;
        if (from >= 0 && ring.length - head >= length) {
            int count = Math.min((int) distance, length);
            System.arraycopy(ring, from, ring, head, count);
            // What is there already is a whole number of repetitions: each copy doubles it.
            for (int done = count; done < length; done += count) {
                count = Math.min(done, length - done);
                System.arraycopy(ring, head, ring, head + done, count);
            }
        } else {
            int to = head;
            from += from < 0 ? ring.length : 0;
            for (int i = 0; i < length; i++) {
                ring[to] = ring[from];
                to = to + 1 == ring.length ? 0 : to + 1;
                from = from + 1 == ring.length ? 0 : from + 1;
            }
        }
        advance(length);
    }

    private void claim(int length) throws IOException {
        room -= length;
        if (room < 0) {
            throw new StreamCorruptedException("a zstd block gives more than any may");
        }
    }

    private void advance(int length) {
        head += length;
        head -= head >= ring.length ? ring.length : 0;
        produced += length;
        pending += length;
    }

    /** Forgets what is pending. */
    void drop() {
        pending = 0;
    }

    /** Takes what is pending into a checksum. */
    void hash(ZstdChecksum checksum) {
        int from = head - pending + (head < pending ? ring.length : 0);
        int first = Math.min(pending, ring.length - from);
        checksum.update(ring, from, first);
        checksum.update(ring, 0, pending - first);
    }
}
