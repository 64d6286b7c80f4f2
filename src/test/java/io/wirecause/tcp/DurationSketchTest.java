package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DurationSketchTest {
    @Test
    void shouldKnowNothingWhenThereWereNone() {
        DurationSketch durations = new DurationSketch();
        durations.add(-5);
        assertEquals(0, durations.count());
        assertEquals(-1, durations.min());
        assertEquals(-1, durations.max());
        assertEquals(-1, durations.quantile(0.5));
    }

    @Test
    void shouldBeExactWhenThereAreFew() {
        DurationSketch durations = new DurationSketch();
        for (int i = DurationSketch.EXACT; i > 0; i--) {
            durations.add(i * 1_000L);
        }
        assertEquals(1_000, durations.min());
        assertEquals(64_000, durations.max());
        assertEquals(32_000, durations.quantile(0.5));
        assertEquals(61_000, durations.quantile(0.95));
        assertEquals(64_000, durations.quantile(1));
    }

    @Test
    void shouldBeRightToSevenPercentWhenThereAreMany() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            DurationSketch durations = new DurationSketch();
            long[] all = new long[65 + random.nextInt(200_000)];
            for (int i = 0; i < all.length; i++) {
                all[i] = (long) (10_000 * Math.exp(random.nextDouble() * 13));
                durations.add(all[i]);
            }
            Arrays.sort(all);
            assertEquals(all[0], durations.min());
            assertEquals(all[all.length - 1], durations.max());
            for (double share : new double[] {0.5, 0.95}) {
                double exact = all[(int) Math.ceil(share * all.length) - 1];
                assertEquals(1, durations.quantile(share) / exact, 0.07, "seed " + seed);
            }
        }
    }

    @Test
    void shouldKeepItsQuantilesWhenABucketOverflows() {
        DurationSketch durations = new DurationSketch();
        for (int i = 0; i < 300_000; i++) {
            durations.add(i % 10 == 0 ? 50_000_000 : 1_000_000);
        }
        assertEquals(300_000, durations.count());
        assertEquals(1, durations.quantile(0.5) / 1e6, 0.07);
        assertEquals(1, durations.quantile(0.95) / 5e7, 0.07);
    }

    @Test
    void shouldStayWithinItsBoundsWhenDurationsAreBeyondTheBuckets() {
        DurationSketch durations = new DurationSketch();
        for (int i = 0; i < 100; i++) {
            durations.add(i % 2 == 0 ? 0 : 1L << 50);
        }
        assertEquals(0, durations.min());
        assertTrue(durations.quantile(0.5) <= 8_192);
        assertTrue(durations.quantile(1) <= 1L << 50);
    }
}
