package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class IdleGapsTest {
    private static final long SECOND = 1_000_000_000L;
    private final IdleGaps silence = new IdleGaps();

    @Test
    void shouldFindTheLongestGapAndCountTheIdleOnes() {
        silence.gap(5 * SECOND, 1, 3);
        silence.gap(SECOND, 3, 4);
        silence.gap(2 * SECOND, 4, 9);
        assertEquals(5 * SECOND, silence.longest());
        assertEquals(1, silence.longestAfter());
        assertEquals(3, silence.longestBefore());
        assertEquals(2, silence.idleTimes());
        assertEquals(7 * SECOND, silence.idleNanos());
    }

    @Test
    void shouldFindNoneWhenTheClockRunsBackwards() {
        silence.gap(-4 * SECOND, 1, 2);
        assertEquals(0, silence.longest());
        assertEquals(0, silence.idleTimes());
    }

    @Test
    void shouldTellFramesAsLargeAsWiresharkNumbersThem() {
        silence.gap(SECOND, 4_294_967_294L, 4_294_967_295L);
        assertEquals(4_294_967_294L, silence.longestAfter());
        assertEquals(4_294_967_295L, silence.longestBefore());
    }
}
