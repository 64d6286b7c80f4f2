package io.wirecause.source.unpack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceWatch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class WindowMemoryTest {
    private static final int MEBI = 1 << 20;

    private final WindowMemory.Shared shared = new WindowMemory.Shared(100 * MEBI);
    private final List<String> told = new ArrayList<>();

    @Test
    void shouldLeaveSmallWindowsAlone() throws Exception {
        try (WindowMemory all = new WindowMemory(shared, SourceWatch.NONE);
                WindowMemory small = new WindowMemory(shared, SourceWatch.NONE)) {
            all.use(100 * MEBI, () -> told.add("given back"));
            small.use(8 * MEBI, () -> told.add("small gives back"));
        }
        assertEquals(List.of("given back"), told);
    }

    @Test
    void shouldSayThatJavaNeedsMoreMemory() {
        try (WindowMemory one = new WindowMemory(shared, SourceWatch.NONE)) {
            String said = assertThrows(ZstdInput.WindowTooLarge.class, () -> one.use(101 * MEBI, () -> { })).getMessage();
            assertTrue(said.contains("this Java has 104857600 for that; give it more memory with -Xmx"), said);
        }
    }

    @Test
    void shouldWaitWithoutAPlaceAndEndWhenTheWatchSaysSo() throws Exception {
        SourceWatch watch = new SourceWatch() {
            @Override
            public void waits() {
                told.add("waits");
            }

            @Override
            public void reached(long done, long total) throws UserFacingException {
                throw new UserFacingException("cancelled");
            }
        };
        try (WindowMemory second = new WindowMemory(shared, watch)) {
            try (WindowMemory first = new WindowMemory(shared, SourceWatch.NONE)) {
                first.use(60 * MEBI, () -> { });
                assertEquals("cancelled", assertThrows(PackedInput.Stopped.class, () -> second.use(60 * MEBI, () -> { })).reason()
                        .getMessage());
                assertEquals(List.of("waits"), told);
            }
            second.use(60 * MEBI, () -> { });
            // What it has is enough for less, and is given back before more is asked for.
            second.use(20 * MEBI, () -> told.add("not needed"));
            second.use(90 * MEBI, () -> told.add("given back"));
            assertEquals(List.of("waits", "given back"), told);
        }
    }
}
