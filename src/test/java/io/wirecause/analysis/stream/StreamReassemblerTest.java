package io.wirecause.analysis.stream;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamReassemblerTest {
    private static final int LENGTH = 4_000;

    /** What came out: bytes by offset, -1 where a gap was told. */
    private static final class Recorder implements StreamReader {
        private final int[] bytes = new int[1 << 22];
        private int at;
        private int gaps;
        private int wanted = Integer.MAX_VALUE;

        @Override
        public boolean data(ByteView data, long frame, long timestampNanos) {
            assertTrue(data.length() > 0);
            for (int i = 0; i < data.length(); i++) {
                bytes[at++] = data.u8(i);
            }
            return at < wanted;
        }

        @Override
        public boolean gap(long length) {
            assertTrue(length > 0);
            gaps++;
            Arrays.fill(bytes, at, at + (int) length, -1);
            at += (int) length;
            return at < wanted;
        }

        int[] all() {
            return Arrays.copyOf(bytes, at);
        }
    }

    private static ByteView view(byte[] bytes) {
        return ByteView.of(bytes);
    }

    /** A byte for each offset, of whichever segment was captured first; -1 for none. */
    private static void note(int[] oracle, int from, byte[] bytes, int captured) {
        for (int i = 0; i < captured; i++) {
            if (oracle[from + i] < 0) {
                oracle[from + i] = bytes[i] & 0xff;
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233})
    void shouldAgreeWithABitmapWhenSegmentsComeInAnyOrder(int seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 50; round++) {
            Recorder recorder = new Recorder();
            StreamReassembler order = new StreamReassembler(new StreamReassembler.Budget(), recorder);
            int[] oracle = new int[LENGTH];
            Arrays.fill(oracle, -1);
            int segments = 1 + random.nextInt(120);
            int end = 0;
            for (int i = 0; i < segments; i++) {
                int from = random.nextInt(LENGTH);
                byte[] bytes = new byte[1 + random.nextInt(Math.min(200, LENGTH - from))];
                // Overlapping copies differ, so that it shows which one counts.
                random.nextBytes(bytes);
                note(oracle, from, bytes, bytes.length);
                end = Math.max(end, from + bytes.length);
                order.segment(from, view(bytes), bytes.length, i, i);
            }
            order.flush();
            assertArrayEquals(Arrays.copyOf(oracle, end), recorder.all(), "seed " + seed + " round " + round);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 6, 9})
    void shouldAgreeWithABitmapWhenSegmentsAreCutByTheSnaplen(int seed) {
        Random random = new Random(seed);
        byte[] source = new byte[LENGTH];
        random.nextBytes(source);
        Recorder recorder = new Recorder();
        StreamReassembler order = new StreamReassembler(new StreamReassembler.Budget(), recorder);
        int[] oracle = new int[LENGTH];
        Arrays.fill(oracle, -1);
        for (int from = 0; from < LENGTH; from += 100) {
            int captured = random.nextInt(101);
            byte[] bytes = Arrays.copyOfRange(source, from, from + captured);
            note(oracle, from, bytes, captured);
            order.segment(from, view(bytes), 100, from, from);
        }
        assertArrayEquals(oracle, recorder.all());
    }

    @Test
    void shouldNeverMisplaceAByteWhenTheBoundsAreReached() {
        Random random = new Random(42);
        Recorder recorder = new Recorder();
        StreamReassembler order = new StreamReassembler(new StreamReassembler.Budget(), recorder);
        int length = 3 << 20;
        byte[] source = new byte[length];
        random.nextBytes(source);
        for (int i = 0; i < 20_000; i++) {
            int from = random.nextInt(length - 1_500);
            order.segment(from, view(Arrays.copyOfRange(source, from, from + 1_400)), 1_400, i, i);
        }
        order.flush();
        int[] all = recorder.all();
        assertTrue(recorder.gaps > 0, "the bounds were not reached");
        for (int i = 0; i < all.length; i++) {
            if (all[i] >= 0) {
                assertEquals(source[i] & 0xff, all[i], "offset " + i);
            }
        }
    }

    @Test
    void shouldGiveUpAHoleWhenTheReceiverHasAcknowledgedIt() {
        Recorder recorder = new Recorder();
        StreamReassembler order = new StreamReassembler(new StreamReassembler.Budget(), recorder);
        order.segment(10, view(new byte[5]), 5, 1, 1);
        order.acknowledged(15);
        for (int i = 0; i < StreamReassembler.PATIENCE; i++) {
            order.tick();
        }
        assertEquals(0, recorder.at);
        order.tick();
        assertEquals(15, recorder.at);
        assertEquals(1, recorder.gaps);
    }

    @Test
    void shouldWaitWhenTheHoleIsNotAcknowledged() {
        Recorder recorder = new Recorder();
        StreamReassembler order = new StreamReassembler(new StreamReassembler.Budget(), recorder);
        order.segment(10, view(new byte[5]), 5, 1, 1);
        order.acknowledged(9);
        for (int i = 0; i < 10 * StreamReassembler.PATIENCE; i++) {
            order.tick();
        }
        order.segment(0, view(new byte[10]), 10, 2, 2);
        assertEquals(15, recorder.at);
        assertEquals(0, recorder.gaps);
    }

    @Test
    void shouldCallTheReaderNoMoreWhenItHasEnough() {
        Recorder recorder = new Recorder();
        recorder.wanted = 1;
        StreamReassembler order = new StreamReassembler(new StreamReassembler.Budget(), recorder);
        order.segment(4, view(new byte[4]), 4, 1, 1);
        order.segment(0, view(new byte[4]), 4, 2, 2);
        order.segment(8, view(new byte[4]), 4, 3, 3);
        order.flush();
        assertTrue(order.stopped());
        assertEquals(4, recorder.at);
    }
}
