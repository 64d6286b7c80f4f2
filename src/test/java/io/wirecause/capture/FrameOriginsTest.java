package io.wirecause.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameOriginsTest {
    private static final List<CaptureFile> FILES = List.of(new CaptureFile("a", Path.of("a")),
            new CaptureFile("b", Path.of("b")));

    @Test
    void shouldFindTheStretchOfAFrame() {
        FrameOrigins origins = new FrameOrigins();
        assertNull(origins.of(1, FILES));
        origins.note(1, 0, 1);
        origins.note(11, 1, 1);
        origins.note(21, 0, 11);
        assertEquals("a#1", origins.of(1, FILES).toString());
        assertEquals("a#10", origins.of(10, FILES).toString());
        assertEquals("b#1", origins.of(11, FILES).toString());
        assertEquals("b#10", origins.of(20, FILES).toString());
        assertEquals("a#12", origins.of(22, FILES).toString());
        // A second cursor over the same set tells nothing new.
        origins.note(1, 0, 1);
        assertEquals("b#3", origins.of(13, FILES).toString());
    }

    @Test
    void shouldRatherTellNoOriginThanAWrongOneBeyondItsLimit() {
        FrameOrigins origins = new FrameOrigins();
        for (long i = 1; i <= CaptureLimits.MAX_STRETCHES + 10L; i++) {
            origins.note(i, (int) (i & 1), (i + 1) / 2);
        }
        assertEquals("b#1", origins.of(1, FILES).toString());
        assertEquals("b#500000", origins.of(999_999, FILES).toString());
        assertNull(origins.of(CaptureLimits.MAX_STRETCHES + 5L, FILES));
    }
}
