package io.wirecause.tcp.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationSketchTest {
    @Test
    void shouldKnowNothingWhenThereWereNone() {
        EndpointState durations = new EndpointState();
        DurationSketch.add(durations, -5);
        assertEquals(0, RoundTrips.count(durations));
        assertEquals(-1, RoundTrips.min(durations));
        assertEquals(-1, RoundTrips.max(durations));
        assertEquals(-1, DurationSketch.quantile(durations, 0.5));
    }

    @Test
    void shouldBeExactWhenThereAreFew() {
        EndpointState durations = new EndpointState();
        for (int i = DurationSketch.EXACT; i > 0; i--) {
            DurationSketch.add(durations, i * 1_000L);
        }
        assertEquals(1_000, RoundTrips.min(durations));
        assertEquals(64_000, RoundTrips.max(durations));
        assertEquals(32_000, DurationSketch.quantile(durations, 0.5));
        assertEquals(61_000, DurationSketch.quantile(durations, 0.95));
        assertEquals(64_000, DurationSketch.quantile(durations, 1));
    }

    @Test
    void shouldKeepNanosecondsAndMicrosecondsOfLongOnes() {
        EndpointState durations = new EndpointState();
        for (long nanos : new long[] {250_017_003, 2_147_483_647, 2_147_484_123L, 3_600_000_000_000L}) {
            DurationSketch.add(durations, nanos);
        }
        assertEquals(250_017_003, DurationSketch.quantile(durations, 0.25));
        assertEquals(2_147_483_647, DurationSketch.quantile(durations, 0.5));
        assertEquals(2_147_484_000L, DurationSketch.quantile(durations, 0.75));
        assertEquals(2_147_483_647_000L, DurationSketch.quantile(durations, 1));
    }

    @Test
    void shouldBeRightToSevenPercentWhenThereAreMany() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            EndpointState durations = new EndpointState();
            long[] all = new long[65 + random.nextInt(200_000)];
            for (int i = 0; i < all.length; i++) {
                all[i] = (long) (10_000 * Math.exp(random.nextDouble() * 13));
                DurationSketch.add(durations, all[i]);
            }
            Arrays.sort(all);
            assertEquals(all[0], RoundTrips.min(durations));
            assertEquals(all[all.length - 1], RoundTrips.max(durations));
            for (double share : new double[] {0.5, 0.95}) {
                double exact = all[(int) Math.ceil(share * all.length) - 1];
                assertEquals(1, DurationSketch.quantile(durations, share) / exact, 0.07, "seed " + seed);
            }
        }
    }

    @Test
    void shouldKeepItsQuantilesWhenABucketOverflows() {
        EndpointState durations = new EndpointState();
        for (int i = 0; i < 300_000; i++) {
            DurationSketch.add(durations, i % 10 == 0 ? 50_000_000 : 1_000_000);
        }
        assertEquals(300_000, RoundTrips.count(durations));
        assertEquals(1, DurationSketch.quantile(durations, 0.5) / 1e6, 0.07);
        assertEquals(1, DurationSketch.quantile(durations, 0.95) / 5e7, 0.07);
    }

    @Test
    void shouldStayWithinItsBoundsWhenDurationsAreBeyondTheBuckets() {
        EndpointState durations = new EndpointState();
        for (int i = 0; i < 100; i++) {
            DurationSketch.add(durations, i % 2 == 0 ? 0 : 1L << 50);
        }
        assertEquals(0, RoundTrips.min(durations));
        assertTrue(DurationSketch.quantile(durations, 0.5) <= 8_192);
        assertTrue(DurationSketch.quantile(durations, 1) <= 1L << 50);
    }
}
