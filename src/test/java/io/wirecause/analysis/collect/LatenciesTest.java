package io.wirecause.analysis.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    private static Latencies of(long... nanos) {
        Latencies latencies = new Latencies();
        for (long each : nanos) {
            latencies.add(each);
        }
        return latencies;
    }

    @Test
    void shouldHaveNoSummaryWhenEmpty() {
        assertNull(new Latencies().summary());
    }

    @Test
    void shouldGiveTheOneValueWhenThereIsOne() {
        assertEquals(new Latencies.Summary(1, 1.234567, 1.234567, 1.234567, 1.234567), of(1_234_567).summary());
    }

    @Test
    void shouldGiveNearestRanksWhenFew() {
        long[] nanos = new long[20];
        Arrays.setAll(nanos, i -> (20 - i) * 1_000_000L);
        assertEquals(new Latencies.Summary(20, 1, 10, 19, 20), of(nanos).summary());
    }

    @Test
    void shouldCountAsZeroWhenTheClockWentBackwards() {
        assertEquals(new Latencies.Summary(2, 0, 0, 3, 3), of(-5, 3_000_000).summary());
    }

    @Test
    void shouldStayWithinOnePercentWhenThereAreMany() {
        Random random = new Random(7);
        long[] nanos = random.longs(50_000, 100_000, 9_000_000_000L).toArray();
        Latencies.Summary summary = of(nanos).summary();
        Arrays.sort(nanos);
        assertEquals(nanos.length, summary.count());
        assertEquals(nanos[0] / 1e6, summary.minMs(), 0.001);
        assertEquals(nanos[nanos.length - 1] / 1e6, summary.maxMs(), 0.001);
        assertEquals(nanos[nanos.length / 2 - 1] / 1e6, summary.medianMs(), nanos[nanos.length / 2] / 1e8);
        assertEquals(nanos[47_499] / 1e6, summary.p95Ms(), nanos[47_499] / 1e8);
    }

    @Test
    void shouldLoseNoneWhenTheHistogramTakesOver() {
        Latencies latencies = new Latencies();
        for (int i = 0; i <= Latencies.EXACT; i++) {
            latencies.add(5_000_000);
        }
        assertEquals(Latencies.EXACT + 1, latencies.summary().count());
        assertEquals(5, latencies.summary().medianMs(), 0.0);
        assertEquals(5, latencies.summary().p95Ms(), 0.0);
    }
}
