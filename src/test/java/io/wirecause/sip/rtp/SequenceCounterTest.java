package io.wirecause.sip.rtp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.sip.rtp.SequenceCounter.Place;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceCounterTest {
    private final SequenceCounter counter = new SequenceCounter();

    private void take(int... sequences) {
        for (int sequence : sequences) {
            counter.take(sequence & 0xffff);
        }
    }

    @Test
    void shouldCountAcrossTheWrap() {
        take(65_534, 65_535, 0, 2);
        assertEquals(5, counter.expected());
        assertEquals(1, counter.lost());
        assertEquals(1, counter.longestGap());
    }

    @Test
    void shouldNotCountALatePacketAsLostNorARepeatedOneTwice() {
        take(10, 12, 11, 12, 13, 10);
        assertEquals(4, counter.expected());
        assertEquals(0, counter.lost());
        assertEquals(1, counter.reordered());
        assertEquals(2, counter.duplicates());
    }

    @Test
    void shouldCountPacketsThatCameBeforeTheFirstOne() {
        take(0, 65_535, 1);
        assertEquals(3, counter.expected());
        assertEquals(0, counter.lost());
    }

    @Test
    void shouldStartOverAtAJumpThatTheNextPacketConfirms() {
        take(100, 101, 40_000, 40_001, 40_003);
        assertEquals(1, counter.restarts());
        assertEquals(2 + 4, counter.expected());
        assertEquals(1, counter.lost());
    }

    @Test
    void shouldLeaveOutAStrayPacket() {
        take(100, 101);
        assertEquals(Place.STRAY, counter.take(30_000));
        take(102, 103);
        assertEquals(4, counter.expected());
        assertEquals(0, counter.lost());
    }

    @Test
    void shouldAgreeWithANaiveCountForSeededStreams() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<Integer> sent = new ArrayList<>();
            int first = random.nextInt(0x10000);
            for (int i = 0; i < 3_000; i++) {
                if (i == 0 || i == 2_999 || random.nextInt(20) != 0) {
                    sent.add(i);
                    if (random.nextInt(50) == 0) {
                        sent.add(i);
                    }
                }
            }
            for (int i = 1; i + 10 < sent.size(); i++) {
                if (random.nextInt(30) == 0) {
                    sent.add(i + random.nextInt(8), sent.remove(i));
                }
            }
            SequenceCounter each = new SequenceCounter();
            Set<Integer> distinct = new HashSet<>();
            for (int i : sent) {
                each.take(first + i & 0xffff);
                distinct.add(i);
            }
            assertEquals(3_000, each.expected(), "seed " + seed);
            assertEquals(3_000 - distinct.size(), each.lost(), "seed " + seed);
            assertEquals(sent.size() - distinct.size(), each.duplicates(), "seed " + seed);
        }
    }
}
