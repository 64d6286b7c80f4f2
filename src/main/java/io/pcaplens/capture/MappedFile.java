package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of any size as memory. One mapping holds at most 2 GiB, so the file is mapped in windows that overlap by the
 * largest piece that is ever asked for; every piece then lies in one window. Safe for use by several threads.
 *
 * <p>Where another process cuts the file short, a read of what is gone throws {@link InternalError}, on Java 17 and 21
 * possibly a few instructions later; whoever loops over the file catches it (see {@code Capture#isCut}).
 */
final class MappedFile implements AutoCloseable {
    /** The largest piece that {@link #point} hands out: far above any frame, small against a window. */
    static final int MAX_PIECE = 32 << 20;
    private static final int WINDOW_SHIFT = 29;
    private static final long WINDOW = 1L << WINDOW_SHIFT;

    private final long size;
    private final Mappings mappings = new Mappings();
    private final ByteView[] windows;

    /** Maps the whole file, which takes no memory until it is read; the file itself is closed again at once. */
    MappedFile(Path path) throws IOException {
        // The path was resolved and checked: a symbolic link that stands there now was put there since.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
            size = channel.size();
            windows = new ByteView[(int) ((size + WINDOW - 1) >>> WINDOW_SHIFT)];
            for (int i = 0; i < windows.length; i++) {
                long start = (long) i << WINDOW_SHIFT;
                windows[i] = ByteView.of(mappings.map(channel, start, Math.min(WINDOW + MAX_PIECE, size - start)));
            }
        } catch (IOException | RuntimeException e) {
            mappings.close();
            throw e;
        }
    }

    /** Bytes in the file when it was opened. */
    long size() {
        return size;
    }

    /**
     * Points a view at a piece of the file.
     *
     * @throws IndexOutOfBoundsException where the piece is not in the file or longer than {@link #MAX_PIECE}
     */
    void point(ByteView view, long offset, int length) {
        if (offset < 0 || length < 0 || length > MAX_PIECE || offset + length > size) {
            throw new IndexOutOfBoundsException("bytes " + offset + "+" + length + " of a file of " + size);
        }
        if (length == 0) {
            view.point(view, 0, 0);
            return;
        }
        view.point(windows[(int) (offset >>> WINDOW_SHIFT)], (int) (offset & (WINDOW - 1)), length);
    }

    /** Gives the memory back. No view of this file may be read afterwards. */
    @Override
    public void close() {
        mappings.close();
    }
}
