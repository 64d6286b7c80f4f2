package io.wirecause.tcp;

/**
 * Small writes of one side that wait for the acknowledgement of the one before: Nagle's algorithm (RFC 9293, section
 * 3.7.4) on this side and delayed acknowledgements (RFC 9293, section 3.8.6.3) on the other.
 *
 * <p>A layer of {@link EndpointMetrics}, which tells why it has layers.
 */
class DelayedAckStalls extends Windows {
    /** An acknowledgement this much later than the round trip was held back; the shortest timer in use is 40 ms. */
    private static final long HELD_BACK_NANOS = 30_000_000L;
    /** What waited for an acknowledgement follows it at once. */
    private static final long AT_ONCE_NANOS = 2_000_000L;
    /** Held back longer than any delayed ACK (RFC 9293: less than 0.5 s), it is something else. */
    private static final long LONGEST_DELAY_NANOS = 550_000_000L;

    private boolean waiting;
    private long heardAt;
    /** Null before the first. */
    private Stalls stalls;

    /** The times when it had to wait. */
    private static final class Stalls {
        private int times;
        private long nanos;
        private final int firstFrame;

        Stalls(int firstFrame) {
            this.firstFrame = firstFrame;
        }
    }

    /**
     * This side sends new data.
     *
     * @param small     whether it is less than a full segment
     * @param roundTrip least round trip of this side's data, nanoseconds; -1 where it is not known
     * @param before    when it sent new data before
     */
    void wrote(boolean small, long roundTrip, long before, long time, long frame) {
        long trip = Math.max(0, roundTrip);
        if (waiting && small && heardAt >= 0 && time - heardAt <= trip + AT_ONCE_NANOS) {
            stalled(heardAt - before - trip, frame);
        }
        waiting = small;
        heardAt = -1;
    }

    private void stalled(long delay, long frame) {
        if (delay >= HELD_BACK_NANOS && delay <= LONGEST_DELAY_NANOS) {
            stalls = stalls == null ? new Stalls((int) frame) : stalls;
            stalls.times++;
            stalls.nanos += delay;
        }
    }

    /** The other side acknowledges all that this one has sent, without data of its own. */
    void heard(long time) {
        if (waiting && heardAt < 0) {
            heardAt = time;
        }
    }

    /** The other side speaks: what follows answers it. */
    void interrupted() {
        if (waiting) {
            waiting = false;
        }
    }

    /** How often it had to wait. */
    int stalls() {
        return stalls == null ? 0 : stalls.times;
    }

    /** Time lost in all, nanoseconds. */
    long stallNanos() {
        return stalls == null ? 0 : stalls.nanos;
    }

    /** The first frame that had waited; 0 for none. */
    long firstStallFrame() {
        return stalls == null ? 0 : Integer.toUnsignedLong(stalls.firstFrame);
    }
}
