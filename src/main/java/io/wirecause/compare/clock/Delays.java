package io.wirecause.compare.clock;

import java.util.Arrays;
import java.util.function.LongPredicate;

/** Times that packets took from one point to the other: the last word on them waits for the clocks. Bounded. */
public final class Delays {
    private final int most;

    private long[] at = new long[8];
    private long[] difference = new long[8];
    private int kept;
    private long seen;
    private long random = 0x9e3779b97f4a7c15L;

    /**
     * Without any packet yet.
     *
     * @param most how many packets are kept, of more a sample
     */
    public Delays(int most) {
        this.most = most;
    }

    /** Takes in a packet: when it passed the first point, and how much later by the other clock the other. */
    public void add(long time, long later) {
        seen++;
        if (kept == at.length && kept < most) {
            at = Arrays.copyOf(at, Math.min(most, 2 * kept));
            difference = Arrays.copyOf(difference, Math.min(most, 2 * kept));
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
        return sorted(line, firstToOther, at -> true);
    }

    /**
     * The times of some packets in order.
     *
     * @param line         how the clocks differ
     * @param firstToOther whether the packets passed the first point first
     * @param when         which packets, by the time when they passed the first point
     */
    public long[] sorted(ClockFit.Line line, boolean firstToOther, LongPredicate when) {
        long[] delays = new long[kept];
        int count = 0;
        for (int i = 0; i < kept; i++) {
            if (when.test(at[i])) {
                long later = difference[i] - line.at(at[i]);
                delays[count++] = Math.max(0, firstToOther ? later : -later);
            }
        }
        Arrays.sort(delays, 0, count);
        return Arrays.copyOf(delays, count);
    }
}
