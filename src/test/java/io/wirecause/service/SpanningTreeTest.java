package io.wirecause.service;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.testing.Answered;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes that bridges tell of. */
class SpanningTreeTest {
    private static final String ONE = "1000020000000001";
    private static final String TWO = "2000020000000002";

    @TempDir
    private Path folder;
    private final ByteArrayOutputStream file = new ByteArrayOutputStream();
    private int seconds;

    SpanningTreeTest() {
        file.writeBytes(Hex.of("d4c3b2a1 02000400 00000000 00000000 ffff0000 01000000"));
    }

    private void bridge(int flags, String root) {
        byte[] frame = Hex.join(Hex.of("0180c2000000 020000000002 0026 424203 0000 00 00"), new byte[] {(byte) flags},
                Hex.of(root),
                Hex.of("00000004"), Hex.of(TWO), Hex.of("8001 0000 1400 0200 0f00 0000000000000000"));
        file.writeBytes(new byte[] {(byte) seconds++, 0, 0, 0, 0, 0, 0, 0, (byte) frame.length, 0, 0, 0, (byte) frame.length,
                0, 0, 0});
        file.writeBytes(frame);
    }

    private List<String> findings() throws Exception {
        Path capture = Files.write(folder.resolve("capture.pcap"), file.toByteArray());
        return Answered.of(ServiceAnswer.class, ServiceTool.TOOL, new ServiceArguments(Answered.CAPTURE, null, null, null, true,
                Answered.page(100)), capture).findings().stream().filter(f -> f.code().contains("topology"))
                .map(f -> f.severity() + ": " + f.title()).toList();
    }

    @Test
    void shouldCountChangesThatBeginInTheCapture() throws Exception {
        bridge(1, ONE);
        bridge(0, ONE);
        assertEquals(List.of(), findings());
        bridge(1, ONE);
        bridge(1, ONE);
        assertEquals(List.of("NOTE: The topology of the spanning tree changed 1 time"), findings());
        bridge(0, ONE);
        bridge(1, ONE);
        assertEquals(List.of("WARNING: The topology of the spanning tree changed 2 times"), findings());
    }

    @Test
    void shouldTellAnotherRoot() throws Exception {
        bridge(0, ONE);
        bridge(0, TWO);
        bridge(0, ONE);
        assertEquals(List.of("WARNING: The spanning tree has another root: 02:00:00:00:00:01, before 02:00:00:00:00:02"),
                findings());
    }
}
