package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.SendOrderEvidence.Order;
import io.wirecause.tcp.Verdict.Evidence;

/**
 * Decides what happened to each segment of one connection from what cannot be guessed wrong before what can: the
 * receiver's D-SACK and SACK, the order of TSvals, the order of IP identifications, the acknowledgements, and only then
 * times. Why this order: a clock-based guess calls most retransmissions of a fast sender "out-of-order".
 */
final class VerdictEngine {
    /** Least retransmission timeout of the systems met in the wild (Linux: 200 ms; RFC 6298 asks for 1 s). */
    private static final long LEAST_TIMEOUT_NANOS = 190_000_000L;
    /** A segment that fills a gap this soon was overtaken, where no round trip is known. */
    private static final long REORDERING_NANOS = 3_000_000L;
    /** Duplicate ACKs that ask for a segment (RFC 5681, section 3.2). */
    private static final int DUPLICATE_ACKS = 3;

    private Evidence evidence = Evidence.SEQUENCE;
    /** The one that is looked at. */
    private Connection connection;

    /** What decided the last verdict. */
    Evidence evidence() {
        return evidence;
    }

    /** Round trip of the handshake in nanoseconds; 0 or less where it is not known. */
    private long roundTrip() {
        return connection.handshakeNanos();
    }

    /**
     * The verdict on a segment; its side's counters go up with it. To be called before the side's acknowledgement state
     * takes the segment in.
     */
    Verdict judge(Segment segment, EndpointState from, EndpointState to) {
        connection = segment.connection;
        evidence = Evidence.SEQUENCE;
        int flags = segment.flags;
        int payload = segment.payload;
        int length = payload + ((flags & TcpFlags.SYN) != 0 ? 1 : 0) + ((flags & TcpFlags.FIN) != 0 ? 1 : 0);
        int fingerprint = SendOrderEvidence.fingerprint(segment);
        boolean copy = from.isCopy(segment, fingerprint, length > 0);
        Verdict verdict;
        if ((flags & TcpFlags.RST) != 0) {
            verdict = copy ? Verdict.DUPLICATE : Verdict.NONE;
            nothingNew(payload, from);
        } else if (length == 0) {
            verdict = empty(segment, from, to, copy);
        } else {
            verdict = occupying(segment, from, to, length, copy);
        }
        if (copy && verdict == Verdict.DUPLICATE) {
            evidence = segment.ipId > 0 ? Evidence.IP_ID : Evidence.TIME;
        }
        if (!copy) {
            from.note(segment, fingerprint);
        }
        if (verdict != Verdict.NEW && verdict != Verdict.NONE) {
            from.recovering().tally.count(verdict, evidence, segment.frame, payload);
        }
        return verdict;
    }

    private static Verdict empty(Segment segment, EndpointState from, EndpointState to, boolean copy) {
        if (copy) {
            return Verdict.DUPLICATE;
        }
        if (from.isEmpty() || segment.has(TcpFlags.SYN) || from.offset(segment.sequence) != from.next() - 1) {
            return Verdict.NONE;
        }
        return to.window == 0 ? Verdict.WINDOW_PROBE : from.fullyAcknowledged(to) ? Verdict.KEEP_ALIVE : Verdict.NONE;
    }

    private Verdict occupying(Segment segment, EndpointState from, EndpointState to, int length, boolean copy) {
        boolean first = from.isEmpty();
        long start = from.offset(segment.sequence);
        long end = start + length;
        long nextBefore = from.next();
        boolean single = segment.payload == 1 && length == 1;
        if (!first && single && start == nextBefore - 1 && !copy) {
            Verdict probe = to.window == 0 ? Verdict.WINDOW_PROBE
                    : from.fullyAcknowledged(to) ? Verdict.KEEP_ALIVE : Verdict.NONE;
            if (probe != Verdict.NONE) {
                nothingNew(segment.payload, from);
                return probe;
            }
        }
        long fresh = from.add(start, end);
        nothingNew(segment.payload - fresh, from);
        Verdict verdict;
        if (first || start >= nextBefore) {
            if (start > nextBefore && !first) {
                from.recovering().gapTime = segment.time;
            }
            verdict = Verdict.NEW;
        } else if (fresh == length) {
            verdict = filling(segment, from, to, start, end);
        } else if (answersOpen(segment, from)) {
            verdict = Verdict.NEW;
        } else {
            verdict = repeated(segment, from, to, start, end, copy);
        }
        if (verdict.isRetransmission()) {
            from.recovering().resent.add(start, verdict);
        }
        if (verdict == Verdict.NEW || verdict.isRetransmission()) {
            from.sentTime = segment.time;
        }
        return verdict;
    }

    /** So many bytes of payload that were seen before, or do not belong to the stream; none where it is not above 0. */
    private static void nothingNew(long bytes, EndpointState from) {
        if (bytes > 0) {
            from.recovering().repeatedBytes += bytes;
        }
    }

    /** The SYN-ACK of a simultaneous open repeats the number of the SYN (RFC 9293, figure 7) and is no retransmission. */
    private static boolean answersOpen(Segment segment, EndpointState from) {
        return segment.has(TcpFlags.SYN) && segment.has(TcpFlags.ACK) && from.syns() > 0 && from.synAcks() == 1;
    }

    /** Fills a gap: overtaken on the way, or lost before the capture point and sent again. */
    private Verdict filling(Segment segment, EndpointState from, EndpointState to, long start, long end) {
        Order order = from.byTsVal(segment);
        evidence = Evidence.TSVAL;
        if (order == Order.UNKNOWN) {
            order = from.byIpId(segment);
            evidence = Evidence.IP_ID;
        }
        if (order == Order.UNKNOWN) {
            order = byTime(segment, from, to, start);
        }
        return order == Order.EARLIER ? Verdict.REORDERED : cause(segment, from, to, start, end);
    }

    private Order byTime(Segment segment, EndpointState from, EndpointState to, long start) {
        if (to.duplicateAcks() >= DUPLICATE_ACKS && from.acknowledgedBy(to) == start) {
            evidence = Evidence.SACK;
            return Order.LATER;
        }
        if (connection.capturedBeside(from)) {
            evidence = Evidence.VANTAGE;
            return Order.LATER;
        }
        evidence = roundTrip() > 0 ? Evidence.ROUND_TRIP : Evidence.TIME;
        // A retransmission takes a round trip from the capture point to the receiver and back; an overtaken segment less.
        long limit = roundTrip() > 0 ? Math.max(roundTrip() / 2, REORDERING_NANOS) : REORDERING_NANOS;
        return segment.time - from.recovery().gapTime < limit ? Order.EARLIER : Order.LATER;
    }

    /** Holds bytes that were seen before: a copy of the packet, or the bytes sent again. */
    private Verdict repeated(Segment segment, EndpointState from, EndpointState to, long start, long end, boolean copy) {
        if (copy) {
            return Verdict.DUPLICATE;
        }
        if (from.byTsVal(segment) == Order.EARLIER) {
            evidence = Evidence.TSVAL;
            return Verdict.DUPLICATE;
        }
        if (from.byTsVal(segment) == Order.UNKNOWN && from.byIpId(segment) == Order.EARLIER) {
            evidence = Evidence.IP_ID;
            return Verdict.DUPLICATE;
        }
        return cause(segment, from, to, start, end);
    }

    /** Why the sender sent these bytes again. */
    private Verdict cause(Segment segment, EndpointState from, EndpointState to, long start, long end) {
        if ((segment.flags & TcpFlags.SYN) != 0) {
            return Verdict.SYN;
        }
        long acknowledged = from.acknowledgedBy(to);
        if (to.hasAcknowledged && acknowledged >= end) {
            evidence = Evidence.ACK;
            return Verdict.SPURIOUS;
        }
        boolean asked = to.hasAcknowledged && (from.recovery().sackedAbove(start) || to.duplicateAcks() >= DUPLICATE_ACKS);
        if (asked && !from.recovery().inTimeout(acknowledged)) {
            decidedBy(Evidence.SACK);
            return Verdict.FAST;
        }
        long waited = segment.time - from.sentTime;
        if (waited >= LEAST_TIMEOUT_NANOS && waited >= roundTrip() || from.recovery().inTimeout(acknowledged)) {
            decidedBy(Evidence.TIME);
            from.recovering().timeoutUntil = Math.max(from.recovery().timeoutUntil, from.next());
            return Verdict.TIMEOUT;
        }
        decidedBy(roundTrip() > 0 ? Evidence.ROUND_TRIP : Evidence.TIME);
        // Without a request and before the timer: only a probe with the last segment is sent so early.
        return end == from.next() || to.duplicateAcks() == 0 && waited > 0 && !to.recovery().sackSeen
                && end + from.largestPayload >= from.next() ? Verdict.TAIL_LOSS_PROBE : Verdict.FAST;
    }

    /** What told that it was sent again at all goes before what tells why. */
    private void decidedBy(Evidence why) {
        if (evidence == Evidence.SEQUENCE) {
            evidence = why;
        }
    }
}
