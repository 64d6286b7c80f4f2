package io.wirecause.tcp.endpoint;

/**
 * Small writes of an endpoint that wait for the acknowledgment of the one before: Nagle's algorithm (RFC 9293, section 3.7.4) at
 * the endpoint meets delayed acknowledgments (RFC 9293, section 3.8.6.3) at its peer.
 */
public final class DelayedAckStalls {
    /** {@link EndpointState#heardAt} while no small write waits, and while one does and is not acknowledged. */
    static final long NOT_WAITING = Long.MIN_VALUE;
    private static final long UNACKNOWLEDGED = NOT_WAITING + 1;
    /** An acknowledgment this much later than the round trip was delayed; the shortest timer in use is 40 ms. */
    private static final long HELD_BACK_NANOS = 30_000_000L;
    /** What waited for an acknowledgment follows it within this time. */
    private static final long AT_ONCE_NANOS = 2_000_000L;
    /** Longer than any delayed ACK (RFC 9293: less than 0.5 s); beyond it the cause is another. */
    private static final long LONGEST_DELAY_NANOS = 550_000_000L;

    private DelayedAckStalls() {
    }

    /** When it had to wait. */
    static final class Stalls {
        private int times;
        private long nanos;
        private final int firstFrame;

        Stalls(int firstFrame) {
            this.firstFrame = firstFrame;
        }
    }

    /**
     * The endpoint sends new data.
     *
     * @param small     whether it is less than a full segment
     * @param roundTrip shortest round trip of the endpoint's data, nanoseconds; -1 where it is not known
     * @param before    when it sent new data before
     */
    public static void takeWrite(EndpointState sender, boolean small, long roundTrip, long before, long time, long frame) {
        long trip = Math.max(0, roundTrip);
        if (small && sender.heardAt > UNACKNOWLEDGED && time - sender.heardAt <= trip + AT_ONCE_NANOS) {
            countStall(sender, sender.heardAt - before - trip, frame);
        }
        sender.heardAt = small ? UNACKNOWLEDGED : NOT_WAITING;
    }

    private static void countStall(EndpointState sender, long delay, long frame) {
        if (delay >= HELD_BACK_NANOS && delay <= LONGEST_DELAY_NANOS) {
            Stalls stalls = sender.stalls == null ? new Stalls((int) frame) : sender.stalls;
            stalls.times++;
            stalls.nanos += delay;
            sender.stalls = stalls;
        }
    }

    /** The peer acknowledges all that the endpoint has sent, without data of its own. */
    public static void takeAcknowledgment(EndpointState sender, long time) {
        if (sender.heardAt == UNACKNOWLEDGED) {
            sender.heardAt = time;
        }
    }

    /** The peer sends data: what the endpoint sends next answers that, and did not wait for the acknowledgment. */
    public static void takeDataOfPeer(EndpointState sender) {
        if (sender.heardAt != NOT_WAITING) {
            sender.heardAt = NOT_WAITING;
        }
    }

    /** How often it had to wait. */
    public static int times(EndpointState sender) {
        return sender.stalls == null ? 0 : sender.stalls.times;
    }

    /** Time lost in total, nanoseconds. */
    public static long nanos(EndpointState sender) {
        return sender.stalls == null ? 0 : sender.stalls.nanos;
    }

    /** The first frame that had waited; 0 for none. */
    public static long firstFrame(EndpointState sender) {
        return sender.stalls == null ? 0 : Integer.toUnsignedLong(sender.stalls.firstFrame);
    }
}
