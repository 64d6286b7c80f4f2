package io.pcaplens.tcp;

/** Gaps in time between one segment of a connection and the next, of either side. */
final class Silence {
    /** Of a connection with a single segment; never written. */
    static final Silence NONE = new Silence();
    /** A gap longer than this counts as idle; people and keep-alives, not networks, make such gaps. Nanoseconds. */
    static final long IDLE_NANOS = 1_000_000_000L;

    private long longest;
    private int longestAfter;
    private int longestBefore;
    private int idleTimes;
    private long idleNanos;

    /**
     * Takes in a gap.
     *
     * @param nanos  how long it was; negative where the clock ran backwards
     * @param after  frame before it
     * @param before frame behind it
     */
    void gap(long nanos, long after, long before) {
        if (nanos > longest) {
            longest = nanos;
            longestAfter = (int) after;
            longestBefore = (int) before;
        }
        if (nanos > IDLE_NANOS) {
            idleTimes++;
            idleNanos += nanos;
        }
    }

    /** The longest gap in nanoseconds; 0 where there is none. */
    long longest() {
        return longest;
    }

    /** The frame before the longest gap; 0 where there is none. */
    long longestAfter() {
        return Integer.toUnsignedLong(longestAfter);
    }

    /** The frame behind the longest gap; 0 where there is none. */
    long longestBefore() {
        return Integer.toUnsignedLong(longestBefore);
    }

    /** Gaps longer than {@link #IDLE_NANOS}. */
    int idleTimes() {
        return idleTimes;
    }

    /** These gaps together, nanoseconds. */
    long idleNanos() {
        return idleNanos;
    }
}
