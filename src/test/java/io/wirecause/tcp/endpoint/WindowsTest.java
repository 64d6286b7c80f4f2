package io.wirecause.tcp.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final int MSS = 1_000;
    private final EndpointState receiver = new EndpointState();

    @Test
    void shouldTellHowOftenAndHowLongTheWindowWasZero() {
        Windows.takeField(receiver, 500, 10, 1);
        Windows.takeField(receiver, 0, 20, 2);
        Windows.takeField(receiver, 0, 30, 3);
        Windows.takeField(receiver, 700, 50, 4);
        Windows.takeField(receiver, 0, 90, 5);
        assertEquals(0, Windows.least(receiver));
        assertEquals(700, Windows.greatest(receiver));
        assertEquals(2, Windows.zeroTimes(receiver));
        assertEquals(2, Windows.zeroFrame(receiver));
        assertEquals(30 + 10, Windows.zeroNanos(receiver, 100));
    }

    @Test
    void shouldCountTheSenderAsLimitedWhenItGoesOnAsSoonAsTheWindowOpens() {
        Windows.takeNewData(receiver, 4_500, 100, 7);
        Windows.compare(receiver, 4_500, 5_000, MSS, 100);
        Windows.compare(receiver, 0, 5_000, MSS, 600);
        Windows.takeNewData(receiver, 1_000, 650, 7);
        assertEquals(1, Windows.limitedTimes(receiver));
        assertEquals(500, Windows.limitedNanos(receiver));
        assertEquals(4_500, Windows.maxInFlight(receiver));
    }

    @Test
    void shouldNotCountTheSenderAsLimitedWhenItHadNoMoreToSend() {
        Windows.takeNewData(receiver, 4_500, 100, 7);
        Windows.compare(receiver, 4_500, 5_000, MSS, 100);
        Windows.compare(receiver, 0, 5_000, MSS, 600);
        Windows.takeNewData(receiver, 1_000, 1_000_000, 7);
        assertEquals(0, Windows.limitedTimes(receiver));
    }

    @Test
    void shouldCountAClosedWindowWhenItOpensAgain() {
        Windows.compare(receiver, 4_500, 5_000, MSS, 100);
        Windows.compare(receiver, 0, 0, MSS, 200);
        Windows.compare(receiver, 0, 5_000, MSS, 900);
        Windows.takeNewData(receiver, 1_000, 950, 7);
        assertEquals(1, Windows.limitedTimes(receiver));
        assertEquals(800, Windows.limitedNanos(receiver));
    }

    @Test
    void shouldJudgeNothingWhenTheWindowIsNotKnown() {
        Windows.compare(receiver, 100_000, -1, MSS, 100);
        Windows.compare(receiver, 0, -1, MSS, 200);
        Windows.takeNewData(receiver, 1_000, 210, 7);
        assertEquals(0, Windows.limitedTimes(receiver));
    }
}
