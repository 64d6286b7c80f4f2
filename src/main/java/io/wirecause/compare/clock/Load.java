package io.wirecause.compare.clock;

import java.util.Arrays;

/** How much passes a point over time, in parts of the capture: whether packets wait longer when there are more of them. */
public final class Load {
    private static final int PARTS = 256;
    private static final int FEWEST_PARTS = 8;

    private final long origin;
    private final long width;
    private final long[] bytes = new long[PARTS];
    private long least;
    private long most;

    /**
     * Nothing yet.
     *
     * @param from first time, nanoseconds
     * @param to   last time
     */
    public Load(long from, long to) {
        origin = from;
        width = Math.max(1, (to - from) / PARTS + 1);
    }

    /** Takes in a packet of so many bytes. */
    public void add(long at, long length) {
        bytes[part(at)] += length;
    }

    private int part(long at) {
        return (int) Math.max(0, Math.min(PARTS - 1, (at - origin) / width));
    }

    /** Finds the quarters of the parts with the most and the fewest bytes; false where there are too few, or all are alike. */
    public boolean settle() {
        long[] sorted = Arrays.stream(bytes).filter(part -> part > 0).sorted().toArray();
        if (sorted.length < FEWEST_PARTS) {
            return false;
        }
        least = sorted[sorted.length / 4];
        most = sorted[sorted.length * 3 / 4];
        return most > 2 * least;
    }

    /** Whether a time is in the quarter with the most bytes. */
    public boolean isBusy(long at) {
        return bytes[part(at)] >= most;
    }

    /** Whether a time is in the quarter with the fewest. */
    public boolean isQuiet(long at) {
        return bytes[part(at)] <= least;
    }
}
