package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ThinkTimeTest {
    private final ThinkTime turns = new ThinkTime();

    @Test
    void shouldTellTheServersThinkingFromTheNetworkWhenItAnswers() {
        turns.first(true, 1_000, 3, 0, 1_050, 4);
        turns.data(false, true, -1, 200, 5_050, 6);
        turns.data(true, true, -1, 10, 9_060, 8);
        turns.data(false, true, -1, 200, 9_300, 9);
        assertEquals(50 + 4_000, turns.client().nanos());
        assertEquals(3_800 + 40, turns.server().nanos());
        assertEquals(2, turns.server().answers());
        assertEquals(1, turns.client().answers());
        assertEquals(3_800, turns.server().longest());
        assertEquals(4, turns.server().longestAfter());
        assertEquals(6, turns.server().longestBefore());
        assertEquals(6, turns.client().longestAfter());
        assertEquals(8, turns.client().longestBefore());
    }

    @Test
    void shouldChargeAGreetingToTheServerWhenItSpeaksFirst() {
        turns.first(false, 1_000, 3, 100, 2_000, 4);
        assertEquals(900, turns.server().nanos());
        assertEquals(0, turns.server().answers());
    }

    @Test
    void shouldCountFromTheRepetitionWhenTheRequestWasSentAgain() {
        turns.first(true, -1, 0, 0, 1_000, 1);
        turns.again(true, 4_000);
        turns.data(false, true, -1, 100, 4_150, 3);
        assertEquals(50, turns.server().nanos());
    }

    @Test
    void shouldChargeAPauseToItsSpeakerOnlyWhenAllWasAcknowledged() {
        turns.first(false, -1, 0, 0, 1_000, 1);
        turns.data(false, false, 1_200, 100, 5_000, 3);
        turns.data(false, false, -1, 100, 9_000, 4);
        assertEquals(3_700, turns.server().nanos());
    }

    @Test
    void shouldChargeNobodyWhenBothSpeakAtOnce() {
        turns.first(true, -1, 0, 0, 1_000, 1);
        turns.data(false, false, -1, 0, 1_500, 2);
        turns.data(true, false, -1, 0, 1_900, 3);
        assertEquals(0, turns.server().nanos() + turns.client().nanos());
        assertEquals(0, turns.server().answers());
    }
}
