package io.wirecause.compare.clock;

import java.util.Arrays;

/** Times that packets took from one point to the other: the last word on them waits for the clocks. Bounded. */
public final class Delays {
    private static final int MOST = 4096;

    private long[] at = new long[8];
    private long[] difference = new long[8];
    private int kept;
    private long seen;
    private long random = 0x9e3779b97f4a7c15L;

    /** Takes in a packet: when it passed the first point, and how much later by the other clock the other. */
    public void add(long time, long later) {
        seen++;
        if (kept == at.length && kept < MOST) {
            at = Arrays.copyOf(at, 2 * kept);
            difference = Arrays.copyOf(difference, 2 * kept);
        }
        int slot = kept;
        if (kept < at.length) {
            kept++;
        } else {
            // A sample in which each packet has the same chance to be.
            random = random * 6364136223846793005L + 1442695040888963407L;
            long chosen = Long.remainderUnsigned(random >>> 16, seen);
            if (chosen >= kept) {
                return;
            }
            slot = (int) chosen;
        }
        at[slot] = time;
        difference[slot] = later;
    }

    /** Packets taken in. */
    public long count() {
        return seen;
    }

    /**
     * The times in order.
     *
     * @param line         how the clocks differ
     * @param firstToOther whether the packets passed the first point first
     */
    public long[] sorted(ClockFit.Line line, boolean firstToOther) {
        long[] delays = new long[kept];
        for (int i = 0; i < kept; i++) {
            long later = difference[i] - line.at(at[i]);
            delays[i] = Math.max(0, firstToOther ? later : -later);
        }
        Arrays.sort(delays);
        return delays;
    }
}
