package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private final RoundTrips trips = new RoundTrips();

    @Test
    void shouldMeasureFromNewDataToItsFirstAcknowledgement() {
        trips.sent(0, 100, 0, 1_000);
        trips.sent(100, 200, 100, 1_500);
        assertFalse(trips.acknowledged(50, 2_000));
        assertTrue(trips.acknowledged(200, 9_000));
        assertFalse(trips.acknowledged(200, 9_500));
        assertEquals(1, trips.durations().count());
        assertEquals(8_000, trips.durations().min());
    }

    @Test
    void shouldNotMeasureWhenTheDataWasSentAgain() {
        trips.sent(0, 100, 0, 1_000);
        trips.sent(0, 100, 100, 2_000);
        assertFalse(trips.acknowledged(100, 3_000));
        assertEquals(0, trips.durations().count());
    }

    @Test
    void shouldNotMeasureWhenDataBeforeItWasMissing() {
        trips.sent(200, 300, 100, 1_000);
        assertFalse(trips.acknowledged(300, 3_000));
    }

    @Test
    void shouldGoOnMeasuringWhenDataBehindItIsSentAgain() {
        trips.sent(0, 100, 0, 1_000);
        trips.sent(100, 200, 100, 1_100);
        trips.sent(100, 200, 200, 1_200);
        assertTrue(trips.acknowledged(100, 3_000));
        assertEquals(2_000, trips.durations().max());
    }
}
