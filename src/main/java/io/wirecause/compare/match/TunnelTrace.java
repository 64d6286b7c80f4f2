package io.wirecause.compare.match;

import java.util.Arrays;

/** Packets one way, in order: when each came by, how long it was, its number in a tunnel, its frame. Bounded. */
final class TunnelTrace {
    static final int MOST = 20_000;

    long[] times = new long[64];
    long[] numbers = new long[64];
    long[] frames = new long[64];
    int[] lengths = new int[64];
    int count;
    /** Whether there were more. */
    boolean full;

    void add(long time, int length, long number, long frame) {
        if (count == MOST) {
            full = true;
            return;
        }
        if (count == times.length) {
            int size = Math.min(MOST, 2 * count);
            times = Arrays.copyOf(times, size);
            numbers = Arrays.copyOf(numbers, size);
            frames = Arrays.copyOf(frames, size);
            lengths = Arrays.copyOf(lengths, size);
        }
        times[count] = time;
        lengths[count] = length;
        numbers[count] = number;
        frames[count++] = frame;
    }

    /**
     * Numbers that were not seen between the lowest and the highest, from one place to another: a tunnel counts each packet that
     * it sends.
     */
    long missingNumbers(int from, int to) {
        long[] sorted = Arrays.stream(numbers, from, to).distinct().sorted().toArray();
        return sorted.length == 0 ? 0 : Math.max(0, sorted[sorted.length - 1] - sorted[0] + 1 - sorted.length);
    }
}
