package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WindowsTest {
    private static final int MSS = 1_000;
    private final Windows windows = new Windows();

    @Test
    void shouldTellHowOftenAndHowLongTheWindowWasZero() {
        windows.offered(500, 10, 1);
        windows.offered(0, 20, 2);
        windows.offered(0, 30, 3);
        windows.offered(700, 50, 4);
        windows.offered(0, 90, 5);
        assertEquals(0, windows.least());
        assertEquals(700, windows.greatest());
        assertEquals(2, windows.zeroTimes());
        assertEquals(2, windows.zeroFrame());
        assertEquals(30 + 10, windows.zeroNanos(100));
    }

    @Test
    void shouldCountTheSenderAsLimitedWhenItGoesOnAsSoonAsTheWindowOpens() {
        windows.sent(4_500, 100);
        windows.standing(4_500, 5_000, MSS, 100);
        windows.standing(0, 5_000, MSS, 600);
        windows.sent(1_000, 650);
        assertEquals(1, windows.limitedTimes());
        assertEquals(500, windows.limitedNanos());
        assertEquals(4_500, windows.maxInFlight());
    }

    @Test
    void shouldNotCountTheSenderAsLimitedWhenItHadNoMoreToSend() {
        windows.sent(4_500, 100);
        windows.standing(4_500, 5_000, MSS, 100);
        windows.standing(0, 5_000, MSS, 600);
        windows.sent(1_000, 1_000_000);
        assertEquals(0, windows.limitedTimes());
    }

    @Test
    void shouldCountAClosedWindowWhenItOpensAgain() {
        windows.standing(4_500, 5_000, MSS, 100);
        windows.standing(0, 0, MSS, 200);
        windows.standing(0, 5_000, MSS, 900);
        windows.sent(1_000, 950);
        assertEquals(1, windows.limitedTimes());
        assertEquals(800, windows.limitedNanos());
    }

    @Test
    void shouldJudgeNothingWhenTheWindowIsNotKnown() {
        windows.standing(100_000, -1, MSS, 100);
        windows.standing(0, -1, MSS, 200);
        windows.sent(1_000, 210);
        assertEquals(0, windows.limitedTimes());
    }
}
