package io.pcaplens.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final long SECOND = 1_000_000_000L;
    private final Silence silence = new Silence();

    @Test
    void shouldFindTheLongestGapAndCountTheIdleOnes() {
        silence.segment(-5 * SECOND, 1);
        silence.segment(0, 3);
        silence.segment(SECOND, 4);
        silence.segment(3 * SECOND, 9);
        assertEquals(5 * SECOND, silence.longest());
        assertEquals(1, silence.longestAfter());
        assertEquals(3, silence.longestBefore());
        assertEquals(2, silence.idleTimes());
        assertEquals(7 * SECOND, silence.idleNanos());
    }

    @Test
    void shouldFindNoneWhenThereIsOneSegmentOrTheClockRunsBackwards() {
        silence.segment(5 * SECOND, 1);
        assertEquals(0, silence.longest());
        silence.segment(SECOND, 2);
        assertEquals(0, silence.longest());
        assertEquals(0, silence.idleTimes());
    }
}
