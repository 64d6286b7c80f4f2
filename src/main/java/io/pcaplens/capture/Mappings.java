package io.pcaplens.capture;

import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Maps pieces of files and gives them all back at once. Without giving back, a mapping lives until a garbage collection,
 * and on Windows a mapped file cannot be deleted or cut.
 *
 * <p>From Java 22 on the mappings lie in a shared {@code java.lang.foreign.Arena}: a read after {@link #close} is then
 * refused. Before that only {@code sun.misc.Unsafe} can unmap, where such a read would end the virtual machine; from
 * Java 24 on that way prints a warning. Both are reached by name, because this is compiled for Java 17. The arena
 * costs nothing per read (measured: 500 MB in strides of 64 bytes, no difference beyond noise).
 */
final class Mappings implements AutoCloseable {
    private static final Arenas ARENAS = Arenas.find();

    private final Object arena;
    private final List<ByteBuffer> mapped = new ArrayList<>();

    Mappings() {
        arena = ARENAS == null ? null : ARENAS.open();
    }

    /** Maps a piece of a file for reading; the mapping outlives the channel. */
    synchronized ByteBuffer map(FileChannel channel, long start, long length) throws IOException {
        if (arena != null) {
            return ARENAS.map(arena, channel, start, length);
        }
        ByteBuffer mapping = channel.map(FileChannel.MapMode.READ_ONLY, start, length);
        mapped.add(mapping);
        return mapping;
    }

    /** Gives all memory back. Nothing of it may be read afterwards. */
    @Override
    public synchronized void close() {
        if (arena != null) {
            ARENAS.close(arena);
        }
        mapped.forEach(Cleaner::unmap);
        mapped.clear();
    }

    /** What Java 22 and later have. */
    private record Arenas(MethodHandle opener, MethodHandle mapper, MethodHandle asBuffer, MethodHandle closer) {
        static Arenas find() {
            try {
                Class<?> arena = Class.forName("java.lang.foreign.Arena");
                Class<?> segment = Class.forName("java.lang.foreign.MemorySegment");
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                MethodType map = MethodType.methodType(segment, FileChannel.MapMode.class, long.class, long.class, arena);
                return new Arenas(lookup.findStatic(arena, "ofShared", MethodType.methodType(arena)),
                        lookup.findVirtual(FileChannel.class, "map", map),
                        lookup.findVirtual(segment, "asByteBuffer", MethodType.methodType(ByteBuffer.class)),
                        lookup.findVirtual(arena, "close", MethodType.methodType(void.class)));
            } catch (ReflectiveOperationException e) {
                // Java 17 to 21: there is no such class, or it is a preview.
                return null;
            }
        }

        Object open() {
            try {
                return opener.invoke();
            } catch (Throwable e) {
                throw new IllegalStateException("an arena cannot be opened", e);
            }
        }

        ByteBuffer map(Object arena, FileChannel channel, long start, long length) throws IOException {
            try {
                Object segment = mapper.invoke(channel, FileChannel.MapMode.READ_ONLY, start, length, arena);
                return (ByteBuffer) asBuffer.invoke(segment);
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new IOException(e);
            }
        }

        void close(Object arena) {
            try {
                closer.invoke(arena);
            } catch (Throwable e) {
                throw new IllegalStateException("an arena cannot be closed", e);
            }
        }
    }

    /** The only way to unmap in Java 17 to 21. */
    private static final class Cleaner {
        private static final MethodHandle INVOKE = find();

        private static MethodHandle find() {
            try {
                Class<?> type = Class.forName("sun.misc.Unsafe");
                Field unsafe = type.getDeclaredField("theUnsafe");
                unsafe.setAccessible(true);
                MethodType cleaner = MethodType.methodType(void.class, ByteBuffer.class);
                return MethodHandles.publicLookup().findVirtual(type, "invokeCleaner", cleaner).bindTo(unsafe.get(null));
            } catch (ReflectiveOperationException | RuntimeException e) {
                return null;
            }
        }

        static void unmap(ByteBuffer mapping) {
            if (INVOKE != null) {
                try {
                    INVOKE.invoke(mapping);
                } catch (Throwable e) {
                    // Left to the garbage collector.
                }
            }
        }
    }
}
