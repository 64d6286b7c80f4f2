package io.pcaplens.tcp;

import io.pcaplens.packet.TcpFlags;

/** What is measured of a connection beside its state: hands each segment to the meters in the terms that they need. */
final class Meters {
    /** Windows are below 2^30 bytes (RFC 7323, section 2.3): more cannot be in flight. */
    private static final long LARGEST_WINDOW = 1 << 30;

    /** The meters of one side. */
    static final class End {
        /** Of a side that has sent nothing; never written. */
        private static final End NONE = new End();

        /** Null where its SYN was not seen. */
        SynOptions options;
        /** Of the data that it sends; null before the first. */
        RoundTrips roundTrips;
        /** The window that it offers and what is in flight to it; null before there is any. */
        Windows windows;
        /** Of what it sends; null before the first small segment. */
        AckStalls stalls;
        /** TTL of its first packet that was not a RST; -1 before. */
        private short ttl = -1;
        /** The window that it last offered, in bytes, at most 2^30; -1 where that is not known. */
        private int window = -1;
        private long acknowledgedAt = -1;
        /** When it sent new data first and last, nanoseconds; they count only with {@link #roundTrips}. */
        long firstData;
        long lastData;

        /** Whether its window is known in bytes. */
        boolean windowKnown() {
            return window >= 0;
        }

        private Windows windows() {
            if (windows == null) {
                windows = new Windows();
            }
            return windows;
        }

        private int mss() {
            return options == null || options.mss() == null ? Windows.USUAL_MSS : options.mss();
        }

        /** Least round trip of its data from the capture point to the other side and back, nanoseconds; -1 for none. */
        private long leastRoundTrip() {
            return roundTrips == null ? -1 : roundTrips.durations().min();
        }
    }

    private End a = End.NONE;
    private End b = End.NONE;
    final HandshakeTimes handshake = new HandshakeTimes();
    final ZeekView zeek = new ZeekView();
    /** Null before the first data. */
    Turns turns;

    /** The meters of a side. */
    End end(boolean ofA) {
        return ofA ? a : b;
    }

    private End sender(boolean ofA) {
        if (ofA && a == End.NONE) {
            a = new End();
        } else if (!ofA && b == End.NONE) {
            b = new End();
        }
        return end(ofA);
    }

    /** Takes in a segment, before the sides take note of its numbers. */
    void segment(Segment segment, Side from, Side to) {
        long time = segment.time;
        long frame = segment.frame;
        int flags = segment.flags;
        int payload = segment.payload;
        boolean fromA = segment.fromA;
        boolean fromClient = from == segment.connection.client();
        End mine = sender(fromA);
        End theirs = end(!fromA);
        boolean syn = (flags & TcpFlags.SYN) != 0;
        boolean reset = (flags & TcpFlags.RST) != 0;
        handshake.segment(flags, fromClient, payload, time, frame);
        if (syn) {
            mine.options = segment.options;
        }
        if (mine.ttl < 0 && !reset) {
            mine.ttl = (short) segment.ttl;
        }
        boolean empty = from.seen.isEmpty();
        long offset = payload > 0 && !reset ? from.offset(segment.sequence) + (syn ? 1 : 0) : from.seen.next();
        long next = empty ? offset : from.seen.next();
        boolean probe = payload == 1 && theirs.window == 0;
        boolean fresh = payload > 0 && !reset && offset >= next && !probe;
        boolean again = payload > 0 && !reset && !fresh && !probe && isSeen(from.seen, offset, offset + payload);
        zeek.segment(flags, segment.sequence, segment.window, payload, again, fromA);
        if (reset) {
            return;
        }
        boolean ack = (flags & TcpFlags.ACK) != 0;
        long before = from.hasAcknowledged && !to.seen.isEmpty() ? to.offset(from.acknowledged) : -1;
        long acked = ack && !to.seen.isEmpty() ? Math.max(before, to.offset(segment.acknowledgment)) : before;
        long mineAcked = to.hasAcknowledged && !empty ? from.offset(to.acknowledged) : -1;
        if (fresh) {
            boolean quiet = mineAcked >= next && theirs.window != 0;
            speak(fromClient, ack && acked >= to.seen.next(), quiet ? mine : null, theirs, time, frame);
        } else if (again && turns != null) {
            turns.again(fromClient, time);
        }
        acknowledge(theirs, acked, before, time);
        if (payload > 0 && theirs.stalls != null) {
            theirs.stalls.interrupted();
        } else if (payload == 0 && theirs.stalls != null && acked >= to.seen.next()) {
            theirs.stalls.acknowledged(time);
        }
        if (fresh) {
            boolean small = payload < mine.mss() / 2;
            if (mine.stalls == null && small) {
                mine.stalls = new AckStalls();
            }
            if (mine.stalls != null) {
                mine.stalls.sent(small, mine.leastRoundTrip(), time, frame);
            }
        }
        if (payload > 0) {
            sent(mine, fresh, offset, offset + payload, next, time);
        }
        if (ack) {
            offer(mine, segment.window, syn, time, frame);
        }
        stand(mine, theirs, fresh, inFlight(Math.max(next, offset + payload), mineAcked), inFlight(to.seen.next(), acked), time);
    }

    private static boolean isSeen(SeenRanges seen, long from, long to) {
        for (int i = 0; i < seen.gapCount(); i++) {
            if (from < seen.gapEnd(i) && to > seen.gapStart(i)) {
                return false;
            }
        }
        return !seen.isEmpty() && from >= seen.start() && to <= seen.next();
    }

    private void speak(boolean fromClient, boolean answers, End quiet, End theirs, long time, long frame) {
        long share = Math.max(0, part(fromClient, theirs));
        if (turns == null) {
            turns = new Turns();
            long since = handshake.complete() ? handshake.completeAt() : -1;
            turns.first(fromClient, since, handshake.completeFrame(), fromClient ? 0 : share, time, frame);
        } else {
            long since = quiet == null ? -1 : quiet.acknowledgedAt;
            boolean near = quiet != null && Vantage.isNear(part(fromClient, theirs), part(!fromClient, quiet));
            turns.data(fromClient, answers, near || time - since > Turns.SURE_PAUSE ? since : -1, share, time, frame);
        }
    }

    /**
     * Least round trip from the capture point to one side and back, by the handshake and by what that side acknowledged;
     * nanoseconds, -1 where neither is known.
     */
    private long part(boolean ofClient, End other) {
        long byHandshake = ofClient ? handshake.clientPart() : handshake.serverPart();
        long byData = other.leastRoundTrip();
        return byHandshake < 0 || byData < 0 ? Math.max(byHandshake, byData) : Math.min(byHandshake, byData);
    }

    /** Bytes sent and not acknowledged; -1 where there is no acknowledgement or none that can be true. */
    private static long inFlight(long sent, long acked) {
        return acked < 0 || sent - acked > LARGEST_WINDOW ? -1 : Math.max(0, sent - acked);
    }

    private static void acknowledge(End theirs, long acked, long before, long time) {
        if (acked > before) {
            theirs.acknowledgedAt = time;
            if (theirs.roundTrips != null) {
                theirs.roundTrips.acknowledged(acked, time);
            }
        }
    }

    private static void sent(End mine, boolean fresh, long offset, long end, long next, long time) {
        if (mine.roundTrips == null) {
            mine.roundTrips = new RoundTrips();
            mine.firstData = time;
        }
        if (fresh) {
            mine.lastData = time;
        }
        mine.roundTrips.sent(offset, end, next, time);
    }

    private void offer(End mine, int field, boolean syn, long time, long frame) {
        if (syn) {
            // RFC 7323, section 2.2: the window of a SYN is never scaled.
            mine.window = field;
            return;
        }
        mine.window = (int) scaled(mine, field);
        mine.windows().offered(field, time, frame);
    }

    private void stand(End mine, End theirs, boolean fresh, long inFlight, long inFlightBack, long time) {
        if (inFlight >= 0) {
            if (fresh) {
                theirs.windows().sent(inFlight, time);
            }
            theirs.windows().standing(inFlight, theirs.window, theirs.mss(), time);
        }
        if (inFlightBack >= 0) {
            mine.windows().standing(inFlightBack, mine.window, mine.mss(), time);
        }
    }

    /** Whether it is known by how much the window fields of an end are scaled. */
    boolean scaleKnown() {
        return a.options != null && b.options != null;
    }

    /** A window field in bytes; -1 where the scale is not known, because the handshake was not captured. */
    long scaled(End end, int field) {
        if (!scaleKnown()) {
            return -1;
        }
        boolean both = a.options.windowScale() != null && b.options.windowScale() != null;
        return both ? (long) field << end.options.windowScale() : field;
    }

    /**
     * Median round trip of data between the hosts, nanoseconds: the medians of both parts at the capture point together; -1
     * where one of them is not known.
     */
    long medianRoundTrip() {
        boolean both = a.leastRoundTrip() >= 0 && b.leastRoundTrip() >= 0;
        return both ? a.roundTrips.durations().quantile(0.5) + b.roundTrips.durations().quantile(0.5) : -1;
    }

    /** Where the connection was captured. */
    Vantage vantage(boolean clientIsA) {
        End client = clientIsA ? a : b;
        End server = clientIsA ? b : a;
        return Vantage.of(part(true, server), part(false, client), client.ttl, server.ttl);
    }
}
