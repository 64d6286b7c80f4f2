package io.wirecause.analysis.collect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DistributionTest {
    private static Distribution of(long... values) {
        Distribution distribution = new Distribution();
        for (long value : values) {
            distribution.add(value);
        }
        return distribution;
    }

    @Test
    void shouldBeExactWhileThereAreFew() {
        Distribution some = of(9, 1, 5, 3, 7);
        assertEquals(5, some.count());
        assertEquals(5, some.quantile(0.5));
        assertEquals(9, some.quantile(0.95));
        assertEquals(2, some.above(5));
        assertEquals(-1, new Distribution().quantile(0.5));
        assertEquals(0, of(-4).quantile(1));
    }

    @Test
    void shouldKeepQuantilesWithinThreePercent() {
        Random random = new Random(7);
        long[] values = random.doubles(20_000, 10, 40).mapToLong(power -> (long) Math.pow(2, power)).toArray();
        Distribution many = of(values);
        Arrays.sort(values);
        assertEquals(20_000, many.count());
        for (double share : new double[] {0.01, 0.25, 0.5, 0.95, 0.999, 1}) {
            double exact = values[(int) Math.ceil(share * values.length) - 1];
            assertEquals(exact, many.quantile(share), 0.035 * exact);
        }
    }

    @Test
    void shouldKeepTheSmallestValuesApart() {
        Distribution small = new Distribution();
        small.add(1, 300);
        small.add(2, 300);
        small.add(3, 300);
        assertEquals(1, small.quantile(0.3));
        assertEquals(2, small.quantile(0.6));
        assertEquals(3, small.quantile(0.9));
    }

    @Test
    void shouldCompareByRank() {
        assertEquals(1, of(5, 6, 7).exceeds(of(1, 2, 3)));
        assertEquals(0, of(1, 2).exceeds(of(3, 4)));
        assertEquals(0.5, of(1, 2, 3).exceeds(of(1, 2, 3)), 1e-9);
        // Of the six pairs 2 beats 1, 9 beats all three, and one is equal.
        assertEquals(4.5 / 6, of(2, 9).exceeds(of(1, 2, 3)), 1e-9);
        assertEquals(0.5, new Distribution().exceeds(of(1)));
        Distribution many = new Distribution();
        many.add(1_000_000, 5_000);
        assertEquals(1, of(1_100_000).exceeds(many));
        assertEquals(0, many.exceeds(of(1_100_000)));
    }

    @Test
    void shouldAddUpFewAndMany() {
        Distribution all = of(1, 2, 3);
        Distribution many = new Distribution();
        many.add(1 << 20, 1_000);
        all.addAll(many);
        assertEquals(1_003, all.count());
        assertEquals(3, all.quantile(3 / 1_003.0));
        assertTrue(Math.abs(all.quantile(0.9) - (1 << 20)) <= (1 << 15));
    }
}
