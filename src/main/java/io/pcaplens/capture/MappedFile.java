package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file of any size as memory. One mapping holds at most 2 GiB, so the file is mapped in windows that overlap by the
 * largest piece that is ever asked for; every piece then lies in one window.
 */
final class MappedFile implements AutoCloseable {
    /** The largest piece that {@link #point} hands out: far above any frame, small against a window. */
    static final int MAX_PIECE = 32 << 20;
    private static final int WINDOW_SHIFT = 29;
    private static final long WINDOW = 1L << WINDOW_SHIFT;

    private final FileChannel channel;
    private final long size;
    private final ByteBuffer[] mappings;
    private final ByteView[] windows;

    MappedFile(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
        size = channel.size();
        int count = (int) ((size + WINDOW - 1) >>> WINDOW_SHIFT);
        mappings = new ByteBuffer[count];
        windows = new ByteView[count];
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
        int index = (int) (offset >>> WINDOW_SHIFT);
        view.point(window(index), (int) (offset & (WINDOW - 1)), length);
    }

    private synchronized ByteView window(int index) {
        if (windows[index] == null) {
            long start = (long) index << WINDOW_SHIFT;
            try {
                mappings[index] = channel.map(FileChannel.MapMode.READ_ONLY, start, Math.min(WINDOW + MAX_PIECE, size - start));
            } catch (IOException e) {
                throw new UncheckedIOException("the capture cannot be mapped into memory", e);
            }
            windows[index] = ByteView.of(mappings[index]);
        }
        return windows[index];
    }

    /** Gives the memory back. No view of this file may be read afterwards. */
    @Override
    public void close() throws IOException {
        channel.close();
        for (int i = 0; i < mappings.length; i++) {
            if (mappings[i] != null) {
                Unmapper.unmap(mappings[i]);
                mappings[i] = null;
                windows[i] = null;
            }
        }
    }

    /**
     * Java 17 has no public way to unmap: without this a mapping lives until the next garbage collection, and on Windows
     * a mapped file cannot be deleted.
     */
    private static final class Unmapper {
        private static final Object UNSAFE;
        private static final Method INVOKE_CLEANER;

        static {
            Object unsafe = null;
            Method cleaner = null;
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                var field = type.getDeclaredField("theUnsafe");
                field.setAccessible(true);
                unsafe = field.get(null);
                cleaner = type.getMethod("invokeCleaner", ByteBuffer.class);
            } catch (ReflectiveOperationException | RuntimeException e) {
                // Left to the garbage collector.
                cleaner = null;
            }
            UNSAFE = unsafe;
            INVOKE_CLEANER = cleaner;
        }

        static void unmap(ByteBuffer mapping) {
            if (INVOKE_CLEANER != null) {
                try {
                    INVOKE_CLEANER.invoke(UNSAFE, mapping);
                } catch (ReflectiveOperationException e) {
                    // Left to the garbage collector.
                }
            }
        }
    }
}
