package io.pcaplens.capture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadAheadTest {
    @TempDir
    Path folder;

    private static boolean running() {
        return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("read-ahead"));
    }

    /** Sparse, so that it takes no room. */
    private Path file(long size) throws IOException {
        Path path = folder.resolve("file");
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(size);
        }
        return path;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 65_535, 65_536, 65_537, 40_000_000})
    void shouldEndWithTheFileHoweverLargeItIs(long size) throws IOException {
        try (MappedFile mapped = new MappedFile(file(size)); ReadAhead ahead = ReadAhead.of(mapped)) {
            for (long position = 0; position < size; position += 5_000_000) {
                ahead.reached(position);
            }
            ahead.reached(size);
        }
        assertFalse(running());
    }

    @Test
    void shouldEndWhenItIsClosedBeforeTheReaderHasMoved() throws IOException {
        try (MappedFile mapped = new MappedFile(file(100_000_000))) {
            ReadAhead ahead = ReadAhead.of(mapped);
            assertTrue(running());
            ahead.close();
            assertFalse(running());
        }
    }

    @Test
    void shouldDoNothingForASmallCapture() throws Exception {
        byte[] header = Files.readAllBytes(Path.of("testdata", "http-clean.pcap"));
        try (Capture capture = Capture.open(Files.write(folder.resolve("small.pcap"), header))) {
            assertSame(ReadAhead.NONE, capture.readAhead());
        }
    }
}
