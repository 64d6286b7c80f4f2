package io.pcaplens.tcp;

/**
 * Small writes of one side that wait for the acknowledgement of the one before: Nagle's algorithm (RFC 9293, section
 * 3.7.4) on this side and delayed acknowledgements (RFC 9293, section 3.8.6.3) on the other.
 */
final class AckStalls {
    /** An acknowledgement this much later than the round trip was held back; the shortest timer in use is 40 ms. */
    private static final long HELD_BACK_NANOS = 30_000_000L;
    /** What waited for an acknowledgement follows it at once. */
    private static final long AT_ONCE_NANOS = 2_000_000L;
    /** Held back longer than any delayed ACK (RFC 9293: less than 0.5 s), it is something else. */
    private static final long LONGEST_DELAY_NANOS = 550_000_000L;

    private boolean waiting;
    private long sentAt;
    private long acknowledgedAt = -1;
    private int stalls;
    private long nanos;
    private int firstFrame;

    /**
     * This side sends new data.
     *
     * @param small     whether it is less than a full segment
     * @param roundTrip least round trip of this side's data, nanoseconds; -1 where it is not known
     */
    void sent(boolean small, long roundTrip, long time, long frame) {
        long trip = Math.max(0, roundTrip);
        if (waiting && small && acknowledgedAt >= 0 && time - acknowledgedAt <= trip + AT_ONCE_NANOS) {
            long delay = acknowledgedAt - sentAt - trip;
            if (delay >= HELD_BACK_NANOS && delay <= LONGEST_DELAY_NANOS) {
                stalls++;
                nanos += delay;
                firstFrame = firstFrame == 0 ? (int) frame : firstFrame;
            }
        }
        waiting = small;
        sentAt = time;
        acknowledgedAt = -1;
    }

    /** The other side acknowledges all that this one has sent, without data of its own. */
    void acknowledged(long time) {
        if (waiting && acknowledgedAt < 0) {
            acknowledgedAt = time;
        }
    }

    /** The other side speaks: what follows answers it. */
    void interrupted() {
        waiting = false;
    }

    int stalls() {
        return stalls;
    }

    /** Time lost in all, nanoseconds. */
    long nanos() {
        return nanos;
    }

    /** The first frame that had waited; 0 for none. */
    long firstFrame() {
        return Integer.toUnsignedLong(firstFrame);
    }
}
