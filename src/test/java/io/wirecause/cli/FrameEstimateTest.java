package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.testing.PcapBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameEstimateTest {
    @TempDir
    Path folder;

    @Test
    void shouldCountTheFramesOfASmallCaptureOfEitherKind() throws Exception {
        int seen = 0;
        for (Path capture : captures()) {
            long estimate = FrameEstimate.of(capture.toFile());
            if (estimate >= 0) {
                long frames = frames(capture);
                // In pcapng there are blocks beside those of frames.
                assertTrue(estimate >= frames && estimate <= frames + 20, capture + " " + estimate + " for " + frames);
                seen++;
            }
        }
        assertTrue(seen > 20, seen + " captures");
    }

    @Test
    void shouldCountByTheMeanLengthBeyondTheSample() throws Exception {
        PcapBuilder builder = new PcapBuilder();
        for (int i = 0; i < 30_000; i++) {
            builder.udp(1, 1_000, 2, 2_000, new byte[72]);
        }
        Path capture = builder.write(folder);
        assertEquals(30_000, FrameEstimate.of(capture.toFile()), 300);
    }

    @Test
    void shouldSayNothingOfOtherFiles() throws Exception {
        Path file = folder.resolve("file");
        byte[] words = "No capture at all, only some words.".getBytes(StandardCharsets.UTF_8);
        for (byte[] content : List.of(new byte[0], new byte[3], new byte[100], words)) {
            Files.write(file, content);
            assertEquals(-1, FrameEstimate.of(file.toFile()));
        }
    }

    @Test
    void shouldReturnHoweverACaptureIsCutOrDamaged() throws Exception {
        byte[] whole = Files.readAllBytes(Path.of("testdata", "http-clean.pcap"));
        Path file = folder.resolve("damaged.pcap");
        for (int length = 0; length < Math.min(whole.length, 200); length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertTrue(FrameEstimate.of(file.toFile()) >= -1);
        }
        for (int at = 0; at < Math.min(whole.length, 200); at++) {
            byte[] flipped = whole.clone();
            flipped[at] = -1;
            Files.write(file, flipped);
            assertTrue(FrameEstimate.of(file.toFile()) >= -1);
        }
    }

    private static List<Path> captures() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of("testdata"))) {
            return all.filter(path -> path.toString().matches(".*\\.(pcap|pcapng)"))
                    .filter(path -> path.toFile().length() < 1 << 20).sorted().toList();
        }
    }

    private static long frames(Path capture) throws Exception {
        try (Capture open = Capture.open(capture)) {
            FrameCursor cursor = open.frames();
            long frames = 0;
            while (cursor.next()) {
                frames++;
            }
            return frames;
        }
    }
}
