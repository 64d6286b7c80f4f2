package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.SendOrderEvidence.Order;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.verdict.Verdict.Evidence;

/**
 * Decides what happened to each segment, from the most reliable evidence to the least: the receiver's SACK and D-SACK, the order
 * of TSvals, the order of IP identifications, the acknowledgments, and only then times. A guess by times alone would call most
 * retransmissions of a fast sender "out-of-order".
 */
public final class VerdictEngine {
    /** Shortest retransmission timeout in common use (Linux: 200 ms; RFC 6298 requires 1 s). */
    private static final long SHORTEST_TIMEOUT_NANOS = 190_000_000L;
    /** Where no round trip is known, a segment that fills a gap this soon was overtaken. */
    private static final long REORDERING_NANOS = 3_000_000L;
    /** What hosts and queues may add to the round trip before a retransmission that was asked for. */
    private static final long REACTION_NANOS = 60_000_000L;

    private Evidence evidence = Evidence.SEQUENCE;
    private Verdict verdict = Verdict.NONE;
    /** Of the segment at hand, see {@link CopyEvidence}. */
    private int fingerprint;
    /** Round trip of the handshake in nanoseconds; 0 or less where it is not known. */
    private long roundTrip;

    /** An engine for one thread. */
    public VerdictEngine() {
    }

    /** The last verdict. */
    public Verdict verdict() {
        return verdict;
    }

    /** What the last verdict rests on. */
    public Evidence evidence() {
        return evidence;
    }

    /**
     * Whether a segment is a copy of a packet that the capture showed before; counts it as such. Nothing else may be concluded
     * from a copy.
     *
     * @param handshakeNanos round trip of the handshake; 0 or less where it is not known
     */
    public boolean isCopy(Segment segment, EndpointState from, EndpointState to, long handshakeNanos) {
        fingerprint = CopyEvidence.fingerprint(segment);
        Evidence copy = CopyEvidence.find(segment, fingerprint, from, to, handshakeNanos);
        if (copy == null) {
            return false;
        }
        evidence = copy;
        verdict = Verdict.DUPLICATE;
        from.countApart();
        from.recovering().verdicts.count(verdict, evidence, segment.frame(), segment.payload());
        return true;
    }

    /** The segment does not belong into the connection. */
    public void passOver() {
        verdict = Verdict.NONE;
        evidence = Evidence.SEQUENCE;
    }

    /**
     * Gives the verdict on a segment that is no copy, which was asked first, and counts it with its sender. To be called before
     * {@link Acknowledgments#take}.
     *
     * @param handshakeNanos round trip of the handshake; 0 or less where it is not known
     */
    public Verdict judge(Segment segment, EndpointState from, EndpointState to, long handshakeNanos) {
        roundTrip = handshakeNanos;
        evidence = Evidence.SEQUENCE;
        int payload = segment.payload();
        int length = segment.length();
        if (segment.has(TcpFlags.RST)) {
            verdict = Verdict.NONE;
            countRepeated(payload, from);
        } else if (length == 0) {
            verdict = judgeEmpty(segment, from, to);
        } else {
            verdict = judgeOccupying(segment, from, to, length);
        }
        SendOrderEvidence.note(from, segment);
        CopyEvidence.note(from, segment, fingerprint, verdict == Verdict.NEW);
        if (verdict != Verdict.NEW && verdict != Verdict.NONE) {
            from.recovering().verdicts.count(verdict, evidence, segment.frame(), payload);
        }
        if (verdict.isRetransmission()) {
            from.recovering().countRetransmission(segment.frame());
        }
        return verdict;
    }

    private static Verdict judgeEmpty(Segment segment, EndpointState from, EndpointState to) {
        if (from.isEmpty() || segment.has(TcpFlags.SYN) || from.offset(segment.sequence()) != from.next() - 1) {
            return Verdict.NONE;
        }
        return to.isWindowFieldZero() ? Verdict.WINDOW_PROBE : from.isFullyAcknowledged(to) ? Verdict.KEEP_ALIVE : Verdict.NONE;
    }

    private Verdict judgeOccupying(Segment segment, EndpointState from, EndpointState to, int length) {
        boolean first = from.isEmpty();
        long start = from.offset(segment.sequence());
        long end = start + length;
        long nextBefore = from.next();
        boolean single = segment.payload() == 1 && length == 1;
        if (!first && single && start == nextBefore - 1) {
            Verdict probe = to.isWindowFieldZero() ? Verdict.WINDOW_PROBE
                    : from.isFullyAcknowledged(to) ? Verdict.KEEP_ALIVE : Verdict.NONE;
            if (probe != Verdict.NONE) {
                countRepeated(segment.payload(), from);
                return probe;
            }
        }
        from.synData |= segment.has(TcpFlags.SYN) && segment.payload() > 0;
        long fresh = SequenceRanges.add(from, start, end);
        countRepeated(segment.payload() - fresh, from);
        Verdict judged;
        if (first || start >= nextBefore) {
            if (start > nextBefore && !first) {
                from.recovering().gapTime = segment.time();
            }
            judged = Verdict.NEW;
        } else if (fresh == length) {
            judged = judgeFilling(segment, from, to, start, end);
        } else if (answersOpen(segment, from)) {
            judged = Verdict.NEW;
        } else {
            judged = judgeRepeated(segment, from, to, start, end);
        }
        if (judged.isRetransmission()) {
            from.recovering().retransmitted.add(start, judged);
        }
        if (judged == Verdict.NEW || judged.isRetransmission()) {
            from.sentTime = segment.time();
        }
        return judged;
    }

    /** Counts payload bytes that were seen before, or do not belong to the stream; ignored where not above 0. */
    private static void countRepeated(long bytes, EndpointState from) {
        if (bytes > 0) {
            from.recovering().repeatedBytes += bytes;
        }
    }

    /** The SYN-ACK of a simultaneous open repeats the number of the SYN (RFC 9293, figure 7) and is not a retransmission. */
    private static boolean answersOpen(Segment segment, EndpointState from) {
        return segment.has(TcpFlags.SYN) && segment.has(TcpFlags.ACK) && from.syns() > 0 && from.synAcks() == 1;
    }

    /** It fills a gap: overtaken on the path, or lost before the capture point and retransmitted. */
    private Verdict judgeFilling(Segment segment, EndpointState from, EndpointState to, long start, long end) {
        Order order = SendOrderEvidence.byTsVal(from, segment);
        evidence = Evidence.TSVAL;
        if (order == Order.UNKNOWN) {
            order = SendOrderEvidence.byIpId(from, segment);
            evidence = Evidence.IP_ID;
        }
        if (order == Order.UNKNOWN) {
            order = byTime(segment, from, to, start);
        }
        Verdict why = order == Order.EARLIER ? Verdict.REORDERED : cause(segment, from, to, start, end);
        // A probe repeats the last segment; what fills a hole was asked for.
        return why == Verdict.TAIL_LOSS_PROBE ? Verdict.FAST : why;
    }

    private Order byTime(Segment segment, EndpointState from, EndpointState to, long start) {
        if (to.duplicateAcks() >= Acknowledgments.DUPLICATE_ACKS && from.acknowledgedBy(to) == start) {
            evidence = Evidence.SACK;
            return Order.LATER;
        }
        if (CapturePoint.isBeside(from, to)) {
            evidence = Evidence.VANTAGE;
            return Order.LATER;
        }
        evidence = roundTrip > 0 ? Evidence.ROUND_TRIP : Evidence.TIME;
        // A retransmission takes a round trip from the capture point to the receiver and back; a reordered segment less.
        long limit = roundTrip > 0 ? Math.max(roundTrip / 2, REORDERING_NANOS) : REORDERING_NANOS;
        return segment.time() - from.recovery().gapTime < limit ? Order.EARLIER : Order.LATER;
    }

    /** It has bytes that were seen before: a copy of the packet, or a retransmission. */
    private Verdict judgeRepeated(Segment segment, EndpointState from, EndpointState to, long start, long end) {
        if (SendOrderEvidence.byTsVal(from, segment) == Order.EARLIER) {
            evidence = Evidence.TSVAL;
            return Verdict.DUPLICATE;
        }
        if (SendOrderEvidence.byTsVal(from, segment) == Order.UNKNOWN
                && SendOrderEvidence.byIpId(from, segment) == Order.EARLIER) {
            evidence = Evidence.IP_ID;
            return Verdict.DUPLICATE;
        }
        return cause(segment, from, to, start, end);
    }

    /** Why the sender retransmitted. */
    private Verdict cause(Segment segment, EndpointState from, EndpointState to, long start, long end) {
        if (segment.has(TcpFlags.SYN)) {
            return Verdict.SYN;
        }
        long acknowledged = from.acknowledgedBy(to);
        if (to.hasAcknowledged && acknowledged >= end) {
            evidence = Evidence.ACK;
            return Verdict.SPURIOUS;
        }
        if (from.recovery().fitsPathNow(start, segment.payload())) {
            restsOn(Evidence.ICMP);
            return Verdict.PATH_MTU;
        }
        if (from.synData && start == 1 && acknowledged == 1 && to.hasAcknowledged) {
            restsOn(Evidence.ACK);
            return Verdict.FAST_OPEN;
        }
        boolean asked = Acknowledgments.askFor(start, from, to);
        long waited = segment.time() - from.sentTime;
        if (asked && !from.recovery().inTimeout(acknowledged) && !isTooLate(segment, to, waited)) {
            restsOn(Evidence.SACK);
            return Verdict.FAST;
        }
        if (waited >= SHORTEST_TIMEOUT_NANOS && waited >= roundTrip || from.recovery().inTimeout(acknowledged)) {
            restsOn(Evidence.TIME);
            from.recovering().timeoutUntil = Math.max(from.recovery().timeoutUntil, from.next());
            return Verdict.TIMEOUT;
        }
        restsOn(roundTrip > 0 ? Evidence.ROUND_TRIP : Evidence.TIME);
        // Neither requested nor timed out: only a tail loss probe is sent this early.
        return end == from.next() || to.duplicateAcks() == 0 && waited > 0 && !to.recovery().sackSeen
                && end + from.largestPayload >= from.next() ? Verdict.TAIL_LOSS_PROBE : Verdict.FAST;
    }

    /**
     * Whether a segment comes too late to answer what the receiver asked for: a sender acts when it hears of the loss (RFC 5681,
     * section 3.2), and the capture point sees that within a round trip. Later it was the timer.
     */
    private boolean isTooLate(Segment segment, EndpointState to, long waited) {
        long silence = segment.time() - to.recovery().heardAt;
        long usual = roundTrip <= 0 ? SHORTEST_TIMEOUT_NANOS : roundTrip + roundTrip / 2 + REACTION_NANOS;
        return waited >= SHORTEST_TIMEOUT_NANOS && silence >= usual;
    }

    /** The evidence that it is a retransmission at all takes precedence over the evidence of its cause. */
    private void restsOn(Evidence why) {
        if (evidence == Evidence.SEQUENCE) {
            evidence = why;
        }
    }
}
