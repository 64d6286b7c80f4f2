package io.wirecause.tcp.endpoint;

/**
 * Round trips from the capture point to the peer and back, measured on an endpoint's data: from a segment of new data to the
 * first acknowledgment that covers it, so the peer's delay before it acknowledges is included. One segment is timed at a time.
 * Never retransmitted or reordered data (Karn's algorithm, RFC 6298, section 3), nor data behind a gap, because the
 * acknowledgment then waits for the gap.
 */
public final class RoundTrips {
    private static final int NOT_TIMING = 0;

    private RoundTrips() {
    }

    /**
     * Takes in a segment with payload.
     *
     * @param offset of its first byte
     * @param end    offset after its last byte, above 0
     * @param next   offset after the highest byte seen before it
     * @param time   in nanoseconds
     */
    public static void takeData(EndpointState sender, long offset, long end, long next, long time) {
        if (offset < next) {
            if (offset < sender.timedEnd) {
                sender.timedEnd = NOT_TIMING;
            }
        } else if (offset > next) {
            // Bytes before it are missing: lost, or missed by the capture.
            sender.timedEnd = NOT_TIMING;
        } else if (sender.timedEnd == NOT_TIMING) {
            sender.timedEnd = end;
            sender.timedAt = time;
        }
    }

    /** Takes in an acknowledgment of all bytes below an offset; returns whether it ended a measurement. */
    public static boolean takeAcknowledgment(EndpointState sender, long offset, long time) {
        if (sender.timedEnd == NOT_TIMING || offset < sender.timedEnd) {
            return false;
        }
        sender.timedEnd = NOT_TIMING;
        DurationSketch.add(sender, time - sender.timedAt);
        return true;
    }

    /** When the segment was sent that is timed, or whose measurement ended last; nanoseconds. */
    public static long timedAt(EndpointState sender) {
        return sender.timedAt;
    }

    /** Round trips measured. */
    public static int count(EndpointState sender) {
        return sender.trips;
    }

    /** The shortest in nanoseconds; -1 where there is none. */
    public static long min(EndpointState sender) {
        return sender.trips == 0 ? -1 : sender.shortestTrip;
    }

    /** The longest in nanoseconds; -1 where there is none. */
    public static long max(EndpointState sender) {
        return sender.trips == 0 ? -1 : sender.longestTrip;
    }

    /**
     * The round trip in nanoseconds that the given share of all does not exceed; -1 where there is none.
     *
     * @param share above 0, at most 1
     */
    public static long quantile(EndpointState sender, double share) {
        return DurationSketch.quantile(sender, share);
    }

    /**
     * The shortest round trip from the capture point to an endpoint and back, by the handshake and by what it acknowledged of its
     * peer's data; nanoseconds, -1 where neither is known.
     */
    public static long shortestTo(EndpointState endpoint, EndpointState peer) {
        long byHandshake = endpoint.handshakePart();
        long byData = min(peer);
        return byHandshake < 0 || byData < 0 ? Math.max(byHandshake, byData) : Math.min(byHandshake, byData);
    }
}
