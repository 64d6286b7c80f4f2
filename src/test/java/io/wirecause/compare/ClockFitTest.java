package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.compare.clock.ClockFit;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ClockFitTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long MILLI = 1_000_000L;
    private static final long START = 1_700_000_000L * SECOND;

    /** Packets each way for an hour, 4 ms there and 6 ms back at least, each with up to 30 ms of queueing. */
    private static ClockFit.Line fit(long seconds, long ahead, double drift) {
        Random random = new Random(7);
        ClockFit fit = new ClockFit(START, START + seconds * SECOND);
        for (int i = 0; i < 20_000; i++) {
            long at = START + (long) (random.nextDouble() * seconds * SECOND);
            boolean there = random.nextBoolean();
            long queueing = (long) (30 * MILLI * random.nextDouble() * random.nextDouble());
            long delay = (there ? 4 * MILLI : 6 * MILLI) + queueing;
            long offset = ahead + Math.round(drift * (at - START));
            fit.add(at, there ? delay + offset : offset - delay, there);
        }
        return fit.line();
    }

    @Test
    void shouldFindOffsetAndDriftWithinTheirUncertainty() {
        ClockFit.Line line = fit(3600, 5_000 * SECOND, 100e-6);
        assertEquals(100e-6, line.slope(), 2e-6);
        assertEquals(5_000.0 * SECOND, line.offset(), line.uncertainty() + MILLI);
        assertEquals(5 * MILLI, line.uncertainty(), MILLI);
        assertEquals(5_000L * SECOND + 360 * MILLI, line.at(START + 3600 * SECOND), line.uncertainty() + 2 * MILLI);
        assertFalse(line.agree());
    }

    @Test
    void shouldNotSeeADriftWhereThereIsNone() {
        ClockFit.Line line = fit(3600, -3 * SECOND, 0);
        assertEquals(0, line.slope());
        assertEquals(-3.0 * SECOND, line.offset(), line.uncertainty() + MILLI);
    }

    @Test
    void shouldTakeClocksForOneWhereThatFits() {
        ClockFit.Line line = fit(60, MILLI, 0);
        assertTrue(line.agree());
        assertEquals(0, line.at(START + SECOND));
    }

    @Test
    void shouldSayThatOneDirectionTellsNoDelay() {
        ClockFit fit = new ClockFit(START, START + SECOND);
        fit.add(START, 50 * MILLI, true);
        fit.add(START + 1, 40 * MILLI, true);
        assertEquals(-1, fit.line().uncertainty());
        assertEquals(40 * MILLI, fit.line().at(START));
    }

    @Test
    void shouldHaveNothingToSayWithoutPackets() {
        assertNull(new ClockFit(START, START).line());
    }

    @Test
    void shouldSeeTheDriftInOneDirectionAlone() {
        Random random = new Random(3);
        ClockFit fit = new ClockFit(START, START + 3600 * SECOND);
        for (int i = 0; i < 20_000; i++) {
            long at = START + (long) (random.nextDouble() * 3600 * SECOND);
            fit.add(at, 7 * MILLI + Math.round(60e-6 * (at - START)) + (long) (30 * MILLI * random.nextDouble()), true);
        }
        ClockFit.Line line = fit.line();
        assertEquals(-1, line.uncertainty());
        assertEquals(60e-6, line.slope(), 1e-6);
        assertEquals(7 * MILLI, line.offset(), MILLI);
    }
}
