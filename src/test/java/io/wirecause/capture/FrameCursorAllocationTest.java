package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.testing.Allocated;
import io.wirecause.testing.PcapngBuilder;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A frame costs no memory, in no format and not in a set of files. */
class FrameCursorAllocationTest {
    private static final int FRAMES = 20_000;
    private static final long MICROS = 1_700_000_000_000_000L;
    /** For what the first call of a method may load. */
    private static final long SLACK = 20_000;

    @TempDir
    Path folder;

    private static long allocatedBy(FrameCursor frames) {
        for (int i = 0; i < 100; i++) {
            frames.next();
        }
        long before = Allocated.bytes();
        long sum = 0;
        int count = 100;
        while (frames.next()) {
            sum += frames.frame().bytes().u8(0) + frames.frame().timestampNanos();
            count++;
        }
        long allocated = Allocated.bytes() - before;
        assertEquals(FRAMES, count);
        assertTrue(sum != 0);
        return allocated;
    }

    private static PcapngBuilder pcapng(int from, int step) {
        PcapngBuilder b = new PcapngBuilder(ByteOrder.LITTLE_ENDIAN).section().on(1, 0);
        for (int i = from; i < FRAMES; i += step) {
            b.packet(0, MICROS + i, new byte[60]);
        }
        return b;
    }

    @Test
    void shouldNotAllocatePerFrameInPcapng() throws Exception {
        try (Capture capture = Capture.open(pcapng(0, 1).write(folder))) {
            assertTrue(allocatedBy(capture.frames()) < SLACK);
        }
    }

    @Test
    void shouldNotAllocatePerFrameInPcap() throws Exception {
        byte[] one = Files.readAllBytes(Path.of("testdata/files/formats/pcap.cap"));
        Path file = folder.resolve("many.pcap");
        try (var out = new java.io.BufferedOutputStream(Files.newOutputStream(file))) {
            out.write(one, 0, 24);
            for (int i = 0; i < FRAMES; i++) {
                // The first record: 16 bytes of header, the frame behind.
                out.write(one, 24, 16 + (one[32] & 0xff));
            }
        }
        try (Capture capture = Capture.open(file)) {
            assertTrue(allocatedBy(capture.frames()) < SLACK);
        }
    }

    @Test
    void shouldNotAllocatePerFrameInASetOfFiles() throws Exception {
        List<CaptureFile> files = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            files.add(new CaptureFile("file" + i, pcapng(i, 10).write(folder)));
        }
        try (Capture capture = Capture.open(files, List.of())) {
            // Each frame starts a stretch here, the worst case: 24 bytes a stretch, in arrays that double.
            assertTrue(allocatedBy(capture.frames()) < SLACK + 4L * 24 * FRAMES);
        }
    }
}
