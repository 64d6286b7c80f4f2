package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnoopTest {
    @TempDir
    Path folder;

    private static ByteBuffer header(int version, int datalink) {
        return ByteBuffer.allocate(200).put("snoop\0\0\0".getBytes(StandardCharsets.US_ASCII)).putInt(version).putInt(datalink);
    }

    private static ByteBuffer record(ByteBuffer file, int wire, int captured, int length, int dropped) {
        return file.putInt(wire).putInt(captured).putInt(length).putInt(dropped).putInt(1_700_000_000).putInt(5);
    }

    private Capture open(ByteBuffer file) throws Exception {
        byte[] bytes = java.util.Arrays.copyOf(file.array(), file.position());
        return Capture.open(Files.write(folder.resolve("file"), bytes));
    }

    private void check(ByteBuffer file, int frames, String damage) throws Exception {
        try (Capture capture = open(file)) {
            FrameCursor cursor = capture.frames();
            int count = 0;
            while (cursor.next()) {
                count++;
            }
            assertEquals(frames, count);
            assertTrue(cursor.damage() != null && cursor.damage().contains(damage), cursor.damage());
            assertEquals(capture.size(), cursor.position());
        }
    }

    @Test
    void shouldReadCutFramesPaddingAndDrops() throws Exception {
        ByteBuffer file = header(2, 4);
        record(file, 60, 3, 28, 0).put(new byte[] {1, 2, 3, 0});
        record(file, 4, 4, 28, 7).put(new byte[] {5, 6, 7, 8});
        try (Capture capture = open(file)) {
            FrameCursor frames = capture.frames();
            assertTrue(frames.next());
            assertEquals(60, frames.frame().wireLength());
            assertEquals(3, frames.frame().capturedLength());
            assertEquals(1_700_000_000_000_005_000L, frames.frame().timestampNanos());
            assertTrue(frames.next());
            assertEquals(5, frames.frame().bytes().u8(0));
            assertEquals(false, frames.next());
            assertNull(frames.damage());
            assertEquals(7, frames.description().missing());
        }
    }

    @Test
    void shouldSayWhatItCannotRead() throws Exception {
        check(header(3, 4), 0, "version 3");
        check(header(2, 19), 0, "datalink type 19");
        check(ByteBuffer.allocate(12).put("snoop\0\0\0".getBytes(StandardCharsets.US_ASCII)), 0, "ends within its header");
        check(record(header(2, 4), 60, 60, 84, 0).put(new byte[10]), 0, "10 of its 60 captured bytes");
        check(record(header(2, 4), 60, 60, 30, 0).put(new byte[60]), 0, "in a record of 30");
        check(record(header(2, 4), 4, 4, 28, 0).put(new byte[9]), 1, "within the header of frame 2");
    }
}
