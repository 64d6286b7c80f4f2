package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.DelayedAckStalls;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.endpoint.SequenceRanges;
import io.wirecause.tcp.endpoint.Windows;
import io.wirecause.tcp.segment.Segment;

/** Hands each segment to the parts that measure round trips, windows, delayed ACKs and think time, in the terms they need. */
public final class ConnectionMetrics {
    /** Windows are below 2^30 bytes (RFC 7323, section 2.3): more cannot be in flight. */
    private static final long LARGEST_WINDOW = 1 << 30;

    private ConnectionMetrics() {
    }

    /**
     * Takes in a segment, before the endpoints note its sequence numbers.
     *
     * @return whether the segment has payload, all of which was seen before
     */
    static boolean take(Segment segment, Connection connection, EndpointState from, EndpointState to) {
        if (segment.has(TcpFlags.SYN)) {
            from.keepOptions(segment.options());
        }
        if (segment.has(TcpFlags.RST)) {
            return false;
        }
        from.keepTtl(segment.ttl());
        int payload = segment.payload();
        long offset = payload > 0 ? from.offset(segment.sequence()) + (segment.has(TcpFlags.SYN) ? 1 : 0) : from.next();
        long next = from.isEmpty() ? offset : from.next();
        boolean probe = payload == 1 && to.window() == 0;
        boolean isNew = payload > 0 && offset >= next && !probe;
        boolean repeats = payload > 0 && !isNew && !probe && SequenceRanges.isSeen(from, offset, offset + payload);
        long peerAckedBefore = to.acknowledgedOrNone(from);
        long peerAcked = segment.has(TcpFlags.ACK) && !to.isEmpty()
                ? Math.max(peerAckedBefore, to.offset(segment.acknowledgment())) : peerAckedBefore;
        long acked = from.acknowledgedOrNone(to);
        if (isNew) {
            boolean allAcked = acked >= next && to.window() != 0;
            boolean inOrder = offset == next && (to.isEmpty() || peerAcked <= to.next());
            ThinkTime.takeNewData(segment, connection, from, to, segment.has(TcpFlags.ACK) && peerAcked >= to.next(), inOrder,
                    allAcked);
        } else if (repeats) {
            ThinkTime.takeRepeatedData(segment, connection);
        }
        if (peerAcked > peerAckedBefore) {
            to.keepAcknowledgedAt(segment.time());
            RoundTrips.takeAcknowledgment(to, peerAcked, segment.time());
        }
        measureDelayedAcks(segment, from, to, isNew, peerAcked);
        if (payload > 0) {
            if (isNew) {
                IdleGaps.takeGoodbye(segment, connection, from);
            }
            from.keepDataTime(isNew, segment.time());
            RoundTrips.takeData(from, offset, offset + payload, next, segment.time());
        }
        if (segment.has(TcpFlags.ACK)) {
            takeWindowField(segment, connection, from);
        }
        long inFlight = inFlight(Math.max(next, offset + payload), acked);
        measureWindows(segment, from, to, isNew, inFlight, inFlight(to.next(), peerAcked));
        return repeats;
    }

    private static void measureDelayedAcks(Segment segment, EndpointState from, EndpointState to, boolean isNew, long peerAcked) {
        if (segment.payload() > 0) {
            DelayedAckStalls.takeDataOfPeer(to);
        } else if (peerAcked >= to.next()) {
            DelayedAckStalls.takeAcknowledgment(to, segment.time());
        }
        if (isNew) {
            DelayedAckStalls.takeWrite(from, segment.payload() < from.mss() / 2, RoundTrips.min(from), from.lastData(),
                    segment.time(), segment.frame());
        }
    }

    private static void takeWindowField(Segment segment, Connection connection, EndpointState from) {
        if (segment.has(TcpFlags.SYN)) {
            // RFC 7323, section 2.2: the window of a SYN is never scaled.
            from.setWindow(segment.window());
            if (segment.has(TcpFlags.ACK) && segment.window() == 0) {
                // A SYN proxy lets the client wait like that until the real server has answered.
                Windows.takeField(from, 0, segment.time(), segment.frame());
            }
            return;
        }
        from.setWindow((int) scaled(connection, from, segment.window()));
        Windows.takeField(from, segment.window(), segment.time(), segment.frame());
    }

    private static void measureWindows(Segment segment, EndpointState from, EndpointState to, boolean isNew, long inFlight,
                                       long inFlightBack) {
        long time = segment.time();
        if (inFlight >= 0) {
            if (isNew) {
                Windows.takeNewData(to, inFlight, time, segment.frame());
            }
            Windows.compare(to, inFlight, to.window(), to.mss(), time);
        }
        if (inFlightBack >= 0) {
            Windows.compare(from, inFlightBack, from.window(), from.mss(), time);
        }
    }

    /** Bytes sent and not acknowledged; -1 without an acknowledgment, or with one that cannot be true. */
    private static long inFlight(long sent, long acked) {
        return acked < 0 || sent - acked > LARGEST_WINDOW ? -1 : Math.max(0, sent - acked);
    }

    /** Whether the scale of the window fields is known: both SYNs were captured. */
    public static boolean isScaleKnown(Connection connection) {
        return connection.a().options() != null && connection.b().options() != null;
    }

    /** A window field of an endpoint in bytes; -1 where the scale is not known. */
    public static long scaled(Connection connection, EndpointState of, int field) {
        if (!isScaleKnown(connection)) {
            return -1;
        }
        boolean both = connection.a().options().windowScale() != null && connection.b().options().windowScale() != null;
        return both ? (long) field << of.options().windowScale() : field;
    }

    /**
     * Median round trip of data between the hosts, nanoseconds: the sum of the medians of both parts at the capture point; -1
     * where one of them is not known.
     */
    public static long medianRoundTrip(Connection connection) {
        EndpointState a = connection.a();
        EndpointState b = connection.b();
        boolean known = RoundTrips.count(a) > 0 && RoundTrips.count(b) > 0;
        return known ? RoundTrips.quantile(a, 0.5) + RoundTrips.quantile(b, 0.5) : -1;
    }
}
