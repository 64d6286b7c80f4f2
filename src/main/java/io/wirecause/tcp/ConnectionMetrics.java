package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;

/**
 * What is measured of a connection beside its state: hands each segment to the meters in the terms that they need.
 *
 * <p>A layer of {@link Connection}; {@link EndpointState} tells why there are layers.
 */
class ConnectionMetrics extends ZeekView {
    /** Windows are below 2^30 bytes (RFC 7323, section 2.3): more cannot be in flight. */
    private static final long LARGEST_WINDOW = 1 << 30;

    private EndpointMetrics endA = EndpointMetrics.NONE;
    private EndpointMetrics endB = EndpointMetrics.NONE;
    /** Null before the first data. */
    ThinkTime turns;

    /** The meters of a side. */
    EndpointMetrics end(boolean ofA) {
        return ofA ? endA : endB;
    }

    private EndpointMetrics sender(boolean ofA) {
        if (ofA && endA == EndpointMetrics.NONE) {
            endA = new EndpointMetrics();
        } else if (!ofA && endB == EndpointMetrics.NONE) {
            endB = new EndpointMetrics();
        }
        return end(ofA);
    }

    /** Takes in a segment, before the sides take note of its numbers. */
    void measure(Segment segment, EndpointState from, EndpointState to) {
        long time = segment.time;
        long frame = segment.frame;
        int flags = segment.flags;
        int payload = segment.payload;
        boolean fromA = segment.fromA;
        boolean fromClient = from == segment.connection.client();
        EndpointMetrics mine = sender(fromA);
        EndpointMetrics theirs = end(!fromA);
        boolean syn = (flags & TcpFlags.SYN) != 0;
        boolean reset = (flags & TcpFlags.RST) != 0;
        segment(flags, fromClient, payload, time, frame);
        if (syn) {
            mine.options = segment.options;
        }
        if (mine.ttl < 0 && !reset) {
            mine.ttl = (short) segment.ttl;
        }
        boolean empty = from.isEmpty();
        long offset = payload > 0 && !reset ? from.offset(segment.sequence) + (syn ? 1 : 0) : from.next();
        long next = empty ? offset : from.next();
        boolean probe = payload == 1 && theirs.window == 0;
        boolean fresh = payload > 0 && !reset && offset >= next && !probe;
        boolean again = payload > 0 && !reset && !fresh && !probe && isSeen(from, offset, offset + payload);
        segment(flags, segment.sequence, segment.window, payload, again, fromA);
        if (reset) {
            return;
        }
        boolean ack = (flags & TcpFlags.ACK) != 0;
        long before = from.hasAcknowledged && !to.isEmpty() ? to.offset(from.acknowledged) : -1;
        long acked = ack && !to.isEmpty() ? Math.max(before, to.offset(segment.acknowledgment)) : before;
        long mineAcked = to.hasAcknowledged && !empty ? from.offset(to.acknowledged) : -1;
        if (fresh) {
            boolean quiet = mineAcked >= next && theirs.window != 0;
            speak(fromClient, ack && acked >= to.next(), quiet ? mine : null, theirs, time, frame);
        } else if (again && turns != null) {
            turns.again(fromClient, time);
        }
        acknowledge(theirs, acked, before, time);
        if (payload > 0) {
            theirs.interrupted();
        } else if (acked >= to.next()) {
            theirs.heard(time);
        }
        if (fresh) {
            mine.wrote(payload < mine.mss() / 2, mine.min(), mine.lastData, time, frame);
        }
        if (payload > 0) {
            sent(mine, fresh, offset, offset + payload, next, time);
        }
        if (ack) {
            offer(mine, segment.window, syn, time, frame);
        }
        stand(mine, theirs, fresh, inFlight(Math.max(next, offset + payload), mineAcked), inFlight(to.next(), acked), time);
    }

    private static boolean isSeen(SequenceRanges seen, long from, long to) {
        for (int i = 0; i < seen.gapCount(); i++) {
            if (from < seen.gapEnd(i) && to > seen.gapStart(i)) {
                return false;
            }
        }
        return !seen.isEmpty() && from >= seen.start() && to <= seen.next();
    }

    private void speak(boolean fromClient, boolean answers, EndpointMetrics quiet, EndpointMetrics theirs, long time, long frame) {
        long share = Math.max(0, part(fromClient, theirs));
        if (turns == null) {
            turns = new ThinkTime();
            long since = complete() ? completeAt() : -1;
            turns.first(fromClient, since, completeFrame(), fromClient ? 0 : share, time, frame);
        } else {
            long since = quiet == null ? -1 : quiet.acknowledgedAt;
            boolean near = quiet != null && CapturePoint.isNear(part(fromClient, theirs), part(!fromClient, quiet));
            turns.data(fromClient, answers, near || time - since > ThinkTime.SURE_PAUSE ? since : -1, share, time, frame);
        }
    }

    /**
     * Least round trip from the capture point to one side and back, by the handshake and by what that side acknowledged;
     * nanoseconds, -1 where neither is known.
     */
    private long part(boolean ofClient, EndpointMetrics other) {
        long byHandshake = ofClient ? clientPart() : serverPart();
        long byData = other.min();
        return byHandshake < 0 || byData < 0 ? Math.max(byHandshake, byData) : Math.min(byHandshake, byData);
    }

    /** Bytes sent and not acknowledged; -1 where there is no acknowledgement or none that can be true. */
    private static long inFlight(long sent, long acked) {
        return acked < 0 || sent - acked > LARGEST_WINDOW ? -1 : Math.max(0, sent - acked);
    }

    private static void acknowledge(EndpointMetrics theirs, long acked, long before, long time) {
        if (acked > before) {
            theirs.acknowledgedAt = time;
            theirs.acknowledged(acked, time);
        }
    }

    private static void sent(EndpointMetrics mine, boolean fresh, long offset, long end, long next, long time) {
        if (!mine.sentData) {
            mine.sentData = true;
            mine.firstData = time;
        }
        if (fresh) {
            mine.lastData = time;
        }
        mine.sent(offset, end, next, time);
    }

    private void offer(EndpointMetrics mine, int field, boolean syn, long time, long frame) {
        if (syn) {
            // RFC 7323, section 2.2: the window of a SYN is never scaled.
            mine.window = field;
            return;
        }
        mine.window = (int) scaled(mine, field);
        mine.offered(field, time, frame);
    }

    private void stand(EndpointMetrics mine, EndpointMetrics theirs, boolean fresh, long inFlight, long inFlightBack, long time) {
        if (inFlight >= 0) {
            if (fresh) {
                theirs.sent(inFlight, time);
            }
            theirs.standing(inFlight, theirs.window, theirs.mss(), time);
        }
        if (inFlightBack >= 0) {
            mine.standing(inFlightBack, mine.window, mine.mss(), time);
        }
    }

    /** Whether it is known by how much the window fields of an end are scaled. */
    boolean scaleKnown() {
        return endA.options != null && endB.options != null;
    }

    /** A window field in bytes; -1 where the scale is not known, because the handshake was not captured. */
    long scaled(EndpointMetrics end, int field) {
        if (!scaleKnown()) {
            return -1;
        }
        boolean both = endA.options.windowScale() != null && endB.options.windowScale() != null;
        return both ? (long) field << end.options.windowScale() : field;
    }

    /**
     * Median round trip of data between the hosts, nanoseconds: the medians of both parts at the capture point together; -1
     * where one of them is not known.
     */
    long medianRoundTrip() {
        return endA.count() > 0 && endB.count() > 0 ? endA.quantile(0.5) + endB.quantile(0.5) : -1;
    }

    /** Where the connection was captured. */
    CapturePoint vantage(boolean clientIsA) {
        EndpointMetrics client = clientIsA ? endA : endB;
        EndpointMetrics server = clientIsA ? endB : endA;
        return CapturePoint.of(part(true, server), part(false, client), client.ttl, server.ttl);
    }
}
