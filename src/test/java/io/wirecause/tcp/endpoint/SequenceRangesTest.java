package io.wirecause.tcp.endpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.tcp.segment.Seq;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a bitmap that remembers every byte. */
class SequenceRangesTest {
    private static final int RUNS = 2_000;
    /** Room enough for 50 gaps at most: the cap is not reached. */
    private static final int SPACE = 100;

    private static void assertSame(BitSet bytes, long origin, EndpointState seen, String run) {
        assertEquals(origin + bytes.nextSetBit(0), SequenceRanges.start(seen), run);
        assertEquals(origin + bytes.length(), seen.next(), run);
        int from = bytes.nextSetBit(0);
        int gap = 0;
        long missing = 0;
        while ((from = bytes.nextClearBit(from)) < bytes.length()) {
            int to = bytes.nextSetBit(from);
            assertTrue(gap < SequenceRanges.gapCount(seen), run);
            assertEquals(origin + from, seen.gaps.from(gap), run);
            assertEquals(origin + to, seen.gaps.to(gap), run);
            missing += to - from;
            gap++;
            from = to;
        }
        assertEquals(gap, SequenceRanges.gapCount(seen), run);
        assertEquals(missing, missing(seen), run);
        assertEquals(0, givenUp(seen), run);
    }

    private static int givenUp(EndpointState seen) {
        return seen.gaps == null ? 0 : seen.gaps.givenUp;
    }

    /** Bytes in the gaps. */
    private static long missing(EndpointState seen) {
        long bytes = 0;
        for (int i = 0; i < SequenceRanges.gapCount(seen); i++) {
            bytes += seen.gaps.to(i) - seen.gaps.from(i);
        }
        return bytes;
    }

    private static int fresh(BitSet bytes, int from, int to) {
        int before = bytes.cardinality();
        bytes.set(from, to);
        return bytes.cardinality() - before;
    }

    @Test
    void shouldKnowWhatABitmapKnowsInAnyOrder() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            EndpointState seen = new EndpointState();
            BitSet bytes = new BitSet();
            for (int i = 0; i < 40; i++) {
                int from = random.nextInt(SPACE);
                int to = from + 1 + random.nextInt(Math.min(10, SPACE - from));
                assertEquals(fresh(bytes, from, to), SequenceRanges.add(seen, from, to), "seed " + seed + " step " + i);
                assertSame(bytes, 0, seen, "seed " + seed + " step " + i);
            }
        }
    }

    @Test
    void shouldCloseGapsAsABitmapDoes() {
        for (int seed = 0; seed < RUNS; seed++) {
            Random random = new Random(seed);
            EndpointState seen = new EndpointState();
            BitSet bytes = new BitSet();
            for (int i = 0; i < 30; i++) {
                int from = random.nextInt(SPACE);
                int to = from + 1 + random.nextInt(5);
                SequenceRanges.add(seen, from, to);
                bytes.set(from, to);
                if (random.nextInt(4) == 0) {
                    int below = Math.min(random.nextInt(SPACE), bytes.length());
                    int start = bytes.nextSetBit(0);
                    int closed = below > start ? fresh(bytes, start, below) : 0;
                    assertEquals(closed, SequenceRanges.closeGapsBelow(seen, below), "seed " + seed + " step " + i);
                }
                assertSame(bytes, 0, seen, "seed " + seed + " step " + i);
            }
        }
    }

    /** As a connection does it: from 32-bit numbers, by the offset nearest to what was seen. */
    @ParameterizedTest
    @ValueSource(ints = {0xffff_fff6, -1, 0, 0x7fff_fff0, 0x8000_0000, 0xffff_ffc0})
    void shouldNotMindTheWrap(int base) {
        for (int seed = 0; seed < RUNS / 10; seed++) {
            Random random = new Random(seed);
            EndpointState seen = new EndpointState();
            BitSet bytes = new BitSet();
            for (int i = 0; i < 40; i++) {
                int from = random.nextInt(SPACE);
                int length = 1 + random.nextInt(Math.min(10, SPACE - from));
                long offset = Seq.unwrap(base + from, base, seen.next());
                assertEquals(from, offset);
                assertEquals(fresh(bytes, from, from + length), SequenceRanges.add(seen, offset, offset + length));
                assertSame(bytes, 0, seen, "seed " + seed + " step " + i);
            }
        }
    }

    @Test
    void shouldUnwrapThroughManyRoundsOfTheSequenceSpace() {
        Random random = new Random(7);
        int base = 0xffff_fff6;
        long truth = 0;
        long highest = 0;
        for (int i = 0; i < 1_000; i++) {
            truth = Math.max(0, highest + random.nextInt() / 2);
            assertEquals(truth, Seq.unwrap(base + (int) truth, base, highest), "step " + i);
            highest = Math.max(highest, truth);
        }
        assertTrue(highest > 10L << 32, "rounds: " + (highest >>> 32));
        assertEquals(20, Seq.difference(10, -10), "across the wrap");
        assertEquals(-20, Seq.unwrap(-10, 10, 0), "before the first number seen");
    }

    @Test
    void shouldGiveUpTheLowestGapsBeyondTheCap() {
        EndpointState seen = new EndpointState();
        SequenceRanges.add(seen, 0, 1);
        int gaps = SequenceGaps.MAX_GAPS + 36;
        for (int i = 1; i <= gaps; i++) {
            SequenceRanges.add(seen, 10L * i, 10L * i + 1);
        }
        assertEquals(SequenceGaps.MAX_GAPS, SequenceRanges.gapCount(seen));
        assertEquals(36, givenUp(seen));
        assertEquals(10 * 36 + 1, seen.gaps.from(0));
        assertEquals(10L * gaps + 1, seen.next());
        assertEquals(9L * SequenceGaps.MAX_GAPS, missing(seen));
        assertEquals(0, SequenceRanges.add(seen, 1, 10), "a gap that was given up counts as seen");
        assertEquals(9, SequenceRanges.add(seen, 10 * 36 + 1, 10 * 37), "the lowest one kept");
    }

    @Test
    void shouldStayWithinTheCapInAnyOrder() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            EndpointState seen = new EndpointState();
            BitSet bytes = new BitSet();
            for (int i = 0; i < 2_000; i++) {
                int from = random.nextInt(10_000);
                int to = from + 1 + random.nextInt(8);
                assertTrue(SequenceRanges.add(seen, from, to) <= fresh(bytes, from, to), "never more than the truth");
                assertTrue(SequenceRanges.gapCount(seen) <= SequenceGaps.MAX_GAPS);
                for (int gap = 0; gap < SequenceRanges.gapCount(seen); gap++) {
                    assertTrue(seen.gaps.from(gap) < seen.gaps.to(gap));
                    assertTrue(gap == 0 || seen.gaps.to(gap - 1) < seen.gaps.from(gap));
                    int set = bytes.nextSetBit((int) seen.gaps.from(gap));
                    assertTrue(set >= seen.gaps.to(gap), "a gap holds nothing that was seen");
                }
            }
            assertTrue(givenUp(seen) > 0);
            assertEquals(bytes.length(), seen.next());
        }
    }
}
