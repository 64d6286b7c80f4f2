package io.wirecause.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** The file that an input is written to, a new one for each so that no kept answer and no mapping outlives its input. */
final class Scratch implements AutoCloseable {
    private static final Path FOLDER = folder();
    private static final AtomicLong NAMES = new AtomicLong();

    private final Path file;

    /** A file with this content. */
    Scratch(byte[] content) {
        try {
            file = Files.write(FOLDER.resolve(NAMES.incrementAndGet() + ".bin"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        try {
            Path made = Files.createTempDirectory("fuzz-");
            Runtime.getRuntime().addShutdownHook(new Thread(() -> made.toFile().delete()));
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file() {
        return file;
    }

    @Override
    public void close() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
