package io.wirecause.compare.match;

import java.util.Arrays;

/** How often something was seen, and in which frames first. */
public final class Frames {
    private static final int MOST = 64;
    private static final long[] NONE = {};

    private long[] numbers = NONE;
    private long count;

    void add(long frame) {
        if (count < MOST) {
            if (count == numbers.length) {
                numbers = Arrays.copyOf(numbers, Math.max(4, 2 * numbers.length));
            }
            numbers[(int) count] = frame;
        }
        count++;
    }

    /** How often. */
    public long count() {
        return count;
    }

    /** The first frames, in the order in which they were told. */
    public long[] numbers() {
        return Arrays.copyOf(numbers, (int) Math.min(count, numbers.length));
    }
}
