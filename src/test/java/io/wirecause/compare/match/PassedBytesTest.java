package io.wirecause.compare.match;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PassedBytesTest {
    @Test
    void shouldNotHoldWhatCameBeforeTheFirstBytesSeen() {
        PassedBytes passed = new PassedBytes();
        assertFalse(passed.add(1_000, 1_100));
        assertFalse(passed.covers(900, 1_000));
        assertFalse(passed.add(800, 900), "seen for the first time, behind later bytes");
        assertTrue(passed.covers(800, 900));
        assertFalse(passed.covers(850, 1_050), "with a gap");
        assertFalse(passed.add(900, 1_000));
        assertTrue(passed.covers(800, 1_100));
        assertTrue(passed.add(850, 1_050));
    }

    @Test
    void shouldKnowEachByteInWhateverOrderAndAcrossTheWrap() {
        Random random = new Random(11);
        for (int round = 0; round < 200; round++) {
            PassedBytes passed = new PassedBytes();
            boolean[] truth = new boolean[300];
            int origin = -150 + random.nextInt(100);
            for (int i = 0; i < 20; i++) {
                int start = random.nextInt(280);
                int end = start + 1 + random.nextInt(20);
                boolean all = true;
                for (int at = start; at < end; at++) {
                    all &= truth[at];
                    truth[at] = true;
                }
                assertTrue(all == passed.add(origin + start, origin + end), "round " + round);
            }
            for (int at = 0; at < truth.length; at++) {
                assertTrue(truth[at] == passed.covers(origin + at, origin + at + 1), "round " + round + ", byte " + at);
            }
        }
    }
}
