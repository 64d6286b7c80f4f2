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

    @Test
    void shouldTellDurationsWithThreeDigits() {
        assertEquals("0 us", Durations.words(-5));
        assertEquals("40 us", Durations.words(40_020));
        assertEquals("0.42 ms", Durations.words(420_000));
        assertEquals("10 ms", Durations.words(9_999_000));
        assertEquals("999 ms", Durations.words(999_400_000));
        assertEquals("1 s", Durations.words(999_600_000));
        assertEquals("3.05 s", Durations.words(3_050_000_000L));
        assertEquals("62.4 s", Durations.words(62_390_000_000L));
        assertEquals("3600 s", Durations.words(3_600_000_000_000L));
    }
}
