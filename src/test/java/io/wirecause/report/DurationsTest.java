package io.wirecause.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

class DurationsTest {
    @Test
    void shouldKeepNanosecondsWhenMeasured() {
        assertEquals(0.000020971, Durations.seconds(20_971));
        assertEquals(0.020971, Durations.millis(20_971L));
        assertEquals(-1.000000001, Durations.seconds(-1_000_000_001));
    }

    @Test
    void shouldKeepNanosecondsWhenTheDurationIsYears() {
        assertEquals(95_408_659.740920123, Durations.seconds(95_408_659_740_920_123L));
    }

    @Test
    void shouldRoundToNanosecondsWhenComputed() {
        assertEquals(0.000334, Durations.millis(1001 / 3.0));
    }

    @Test
    void shouldGiveNoneWhenTheDurationIsNotKnown() {
        assertNull(Durations.millisOrNull(-1));
        assertNull(Durations.secondsOrNull(-1));
        assertEquals(0.0, Durations.millisOrNull(0));
    }
}
