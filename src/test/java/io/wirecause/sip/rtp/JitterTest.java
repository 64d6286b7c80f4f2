package io.wirecause.sip.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;

class JitterTest {
    private static final long MILLI = 1_000_000;
    private final Jitter jitter = new Jitter();

    @Test
    void shouldBeNothingForAnEvenStreamAcrossTheWrapOfTimestamps() {
        for (int i = 0; i < 100; i++) {
            jitter.take(i * 20 * MILLI, -5_000 + i * 160, 8_000, false);
        }
        assertEquals(0, jitter.greatestMillis(), 1e-9);
    }

    @Test
    void shouldFollowTheFormula() {
        jitter.take(0, 0, 8_000, false);
        assertFalse(jitter.known());
        // 36 ms for 20 ms: D = 16, J = 16/16.
        jitter.take(36 * MILLI, 160, 8_000, false);
        assertEquals(1, jitter.greatestMillis(), 1e-9);
        // 20 ms for 20 ms: D = 0, J = 1 - 1/16.
        jitter.take(56 * MILLI, 320, 8_000, false);
        assertEquals(0.9375, jitter.lastMillis(), 1e-9);
        assertEquals((1 + 0.9375) / 2, jitter.meanMillis(), 1e-9);
    }

    @Test
    void shouldNotTakeANewBeginningForJitter() {
        jitter.take(0, 0, 8_000, false);
        jitter.take(20 * MILLI, 1_000_000_000, 8_000, false);
        jitter.take(40 * MILLI, 1_000_000_160, 8_000, false);
        assertEquals(0, jitter.greatestMillis(), 1e-9);
    }
}
