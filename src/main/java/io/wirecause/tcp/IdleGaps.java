package io.wirecause.tcp;

/**
 * Gaps in time between one segment of a connection and the next, of either side.
 *
 * <p>A layer of {@link Connection}; {@link EndpointState} tells why there are layers.
 */
class IdleGaps {
    /** A gap longer than this counts as idle; people and keep-alives, not networks, make such gaps. Nanoseconds. */
    static final long IDLE_GAP_NANOS = 1_000_000_000L;

    private long longest;
    private int longestAfter;
    private int longestBefore;
    /** Null before the first. */
    private Idle idle;

    /** The gaps that count as idle. */
    private static final class Idle {
        private int times;
        private long nanos;
    }

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
        if (nanos > IDLE_GAP_NANOS) {
            idle = idle == null ? new Idle() : idle;
            idle.times++;
            idle.nanos += nanos;
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

    /** Gaps longer than {@link #IDLE_GAP_NANOS}. */
    int idleTimes() {
        return idle == null ? 0 : idle.times;
    }

    /** These gaps together, nanoseconds. */
    long idleNanos() {
        return idle == null ? 0 : idle.nanos;
    }
}
