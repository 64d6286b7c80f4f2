package io.wirecause.capture;

import io.wirecause.bytes.ByteView;

/**
 * A part of a file in memory, which moves as pieces are asked for. For use by one thread.
 *
 * <p>Plain reads into an array that stays in the processor's cache: a gigabyte takes 0.06 s so, where mapping it took 0.13 s
 * for the page faults, needed a thread to touch pages ahead, and failed with an {@link InternalError} at any time when the
 * file was cut short.
 */
final class FileWindow {
    /** The largest piece that {@link #point} hands out: far above any frame. */
    static final int MAX_PIECE = 32 << 20;

    /** A larger array is given back as soon as the next piece is none that needs it. */
    private static final int MOST_KEPT = 1 << 20;

    private final FileBytes file;
    private final int usual;
    private byte[] bytes = new byte[0];
    private long start;
    private int filled;

    FileWindow(FileBytes file, int usual) {
        this.file = file;
        this.usual = usual;
    }

    /** Bytes in the file when it was opened. */
    long size() {
        return file.size();
    }

    /**
     * Points a view at a piece of the file. All views that were pointed before may show other bytes from now on.
     *
     * @throws IndexOutOfBoundsException      where the piece is not in the file or longer than {@link #MAX_PIECE}
     * @throws UnreadableException where the file has become too short, or its disk is gone
     */
    void point(ByteView view, long offset, int length) {
        long at = offset - start;
        if (at < 0 || at > filled - length) {
            move(offset, length);
            at = 0;
        }
        view.point(bytes, (int) at, length);
    }

    private void move(long offset, int length) {
        if (offset < 0 || length < 0 || length > MAX_PIECE || offset > size() - length) {
            throw new IndexOutOfBoundsException("bytes " + offset + "+" + length + " of a file of " + size());
        }
        // Nothing counts as read if there is no memory for it, or the read fails.
        filled = 0;
        start = offset;
        if (bytes.length < Math.max(usual, length) || bytes.length > MOST_KEPT) {
            bytes = new byte[Math.max(usual, length)];
        }
        filled = (int) Math.min(file.read(offset, bytes, length), size() - offset);
    }
}
