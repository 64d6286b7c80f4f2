package io.wirecause.compare.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.collect.Distribution;
import org.junit.jupiter.api.Test;

class ChanceTest {
    @Test
    void shouldBeFishersExactTest() {
        // The lady tasting tea: 4 of 4 against 0 of 4 is one of 70.
        assertEquals(1 / 70.0, Chance.ofMore(0, 4, 4, 4), 1e-9);
        assertEquals(17 / 70.0, Chance.ofMore(1, 4, 3, 4), 1e-9);
        assertEquals(1, Chance.ofMore(3, 4, 1, 4));
        assertEquals(1, Chance.ofMore(1, 2, 5, 10));
        assertEquals(1, Chance.ofMore(0, 0, 5, 5));
    }

    @Test
    void shouldStayRightWhereThereAreMillions() {
        double chance = Chance.ofMore(1_000, 1_000_000, 1_100, 1_000_000);
        // A normal approximation gives 2.2 standard errors.
        assertTrue(chance > 0.01 && chance < 0.017, chance + "");
        assertTrue(Chance.ofMore(0, 10_000_000, 5_000_000, 10_000_000) < 1e-100);
    }

    @Test
    void shouldCountStandardErrorsOfRanks() {
        Distribution low = new Distribution();
        Distribution high = new Distribution();
        for (int i = 0; i < 10; i++) {
            low.add(i);
            high.add(100 + i);
        }
        assertEquals(0.5 / Math.sqrt(21 / 1200.0), Chance.errorsAbove(high, low), 1e-9);
        assertEquals(-0.5 / Math.sqrt(21 / 1200.0), Chance.errorsAbove(low, high), 1e-9);
        assertEquals(0, Chance.errorsAbove(low, new Distribution()));
    }
}
