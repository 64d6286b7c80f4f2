package io.wirecause.tcp.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class RoundTripsTest {
    private final EndpointState trips = new EndpointState();

    @Test
    void shouldMeasureFromNewDataToItsFirstAcknowledgement() {
        RoundTrips.takeData(trips, 0, 100, 0, 1_000);
        RoundTrips.takeData(trips, 100, 200, 100, 1_500);
        assertFalse(RoundTrips.takeAcknowledgment(trips, 50, 2_000));
        assertTrue(RoundTrips.takeAcknowledgment(trips, 200, 9_000));
        assertFalse(RoundTrips.takeAcknowledgment(trips, 200, 9_500));
        assertEquals(1, RoundTrips.count(trips));
        assertEquals(8_000, RoundTrips.min(trips));
    }

    @Test
    void shouldNotMeasureWhenTheDataWasSentAgain() {
        RoundTrips.takeData(trips, 0, 100, 0, 1_000);
        RoundTrips.takeData(trips, 0, 100, 100, 2_000);
        assertFalse(RoundTrips.takeAcknowledgment(trips, 100, 3_000));
        assertEquals(0, RoundTrips.count(trips));
    }

    @Test
    void shouldNotMeasureWhenDataBeforeItWasMissing() {
        RoundTrips.takeData(trips, 200, 300, 100, 1_000);
        assertFalse(RoundTrips.takeAcknowledgment(trips, 300, 3_000));
    }

    @Test
    void shouldGoOnMeasuringWhenDataBehindItIsSentAgain() {
        RoundTrips.takeData(trips, 0, 100, 0, 1_000);
        RoundTrips.takeData(trips, 100, 200, 100, 1_100);
        RoundTrips.takeData(trips, 100, 200, 200, 1_200);
        assertTrue(RoundTrips.takeAcknowledgment(trips, 100, 3_000));
        assertEquals(2_000, RoundTrips.max(trips));
    }
}
