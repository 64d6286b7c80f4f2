package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.SequenceRanges;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.Seq;
import io.wirecause.tcp.verdict.Verdict;

/**
 * Large segments of an endpoint that do not arrive while its small ones do, as where a link has a smaller MTU and nobody says so.
 * Followed is the first byte that the peer lacks, the head: how often it is sent again in a large segment, and what passes
 * meanwhile. Made on the first such segment or SACK block.
 */
public final class LargeSegments {
    private static final int LARGE = EndpointAnomalies.LARGE_PAYLOAD;

    private EndpointState sender;
    private long head;
    private long since;
    private long heardAt;
    private int times;
    private int firstFrame;
    private int largest;
    private boolean smallSent;
    private boolean smallPassed;
    private boolean largePassed;
    /** Of a head that passed in the end because it was sent again in smaller segments. */
    private int solvedTimes;
    private int smaller;

    private LargeSegments() {
    }

    /** Takes in a segment, after the endpoints have noted its numbers. */
    static void take(Segment segment, Connection connection, EndpointState from, EndpointState to, Verdict verdict) {
        LargeSegments large = connection.rare().largeSegments;
        boolean again = verdict.isRetransmission() && verdict != Verdict.SPURIOUS && segment.payload() >= LARGE;
        boolean begins = again && !EndpointAnomalies.isLargeAcknowledged(from)
                || segment.sackBlocks() > 0 && !EndpointAnomalies.isLargeAcknowledged(to);
        if (large == null && !begins || segment.has(TcpFlags.RST) || connection.termination().resetBy() != null) {
            return;
        }
        if (large == null) {
            large = new LargeSegments();
            connection.rareEvents().largeSegments = large;
        }
        if (segment.payload() > 0) {
            large.takeData(segment, from, to, again);
        }
        if (segment.has(TcpFlags.ACK) && !to.isEmpty()) {
            large.takeAck(segment, from, to);
        }
        if (from == large.sender) {
            large.heardAt = segment.time();
        }
    }

    private void takeData(Segment segment, EndpointState from, EndpointState to, boolean again) {
        long start = from.offset(segment.sequence());
        if (again && start == from.acknowledgedBy(to)) {
            follow(from, start, segment.time());
            if (times++ == 0) {
                firstFrame = (int) segment.frame();
            }
            largest = Math.max(largest, segment.payload());
            smaller = 0;
        } else if (from == sender && segment.payload() < LARGE) {
            smallSent = true;
            smaller = start == head && times > 0 ? segment.payload() : smaller;
        }
    }

    private void follow(EndpointState of, long from, long time) {
        if (sender != of || head != from) {
            sender = of;
            head = from;
            since = time;
            times = 0;
            firstFrame = 0;
            largest = 0;
            smaller = 0;
            smallSent = false;
            smallPassed = false;
        }
    }

    private void takeAck(Segment segment, EndpointState from, EndpointState to) {
        long acknowledged = to.acknowledgedBy(from);
        if (to == sender && acknowledged > head) {
            solvedTimes = smaller > 0 && times > 1 ? times : solvedTimes;
            largePassed |= smaller == 0 && acknowledged - head >= LARGE;
            if (solvedTimes == 0) {
                times = 0;
            }
        } else if (to == sender && segment.payload() == 0 && acknowledged == head) {
            smallPassed |= smallSent;
        }
        for (int i = 0; i < segment.sackBlocks(); i++) {
            int length = Seq.difference(segment.sackRight(i), segment.sackLeft(i));
            if (Seq.difference(segment.sackLeft(i), segment.acknowledgment()) > 0 && length > 0) {
                follow(to, acknowledged, segment.time());
                firstFrame = firstFrame == 0 ? (int) segment.frame() : firstFrame;
                smallPassed |= length < LARGE;
                largePassed |= length >= LARGE && to.largestPayload() >= LARGE;
            }
        }
    }

    /** The endpoint whose large segments are stuck; null where none are, or nothing shows that smaller ones pass. */
    public static EndpointState stuck(Connection connection, int least) {
        LargeSegments large = connection.rare().largeSegments;
        if (large == null || large.sender == null || large.largePassed || EndpointAnomalies.isLargeAcknowledged(large.sender)) {
            return null;
        }
        return large.solvedTimes >= least - 1 && large.solvedTimes > 0 || large.times >= least && large.smallPassed
                ? large.sender : null;
    }

    /**
     * The endpoint none of whose large segments are in the capture, although its peer lacks as many bytes and its small segments
     * keep arriving: seen from behind the link that drops them. Null where there is none.
     *
     * @param nanos how long small segments must have gone on arriving
     */
    public static EndpointState missing(Connection connection, long nanos) {
        LargeSegments large = connection.rare().largeSegments;
        if (large == null || large.sender == null || large.times > 0 || large.sender.largestPayload() >= LARGE
                || large.heardAt - large.since < nanos) {
            return null;
        }
        EndpointState sender = large.sender;
        boolean still = sender.acknowledgedBy(connection.peer(sender)) == large.head && sender.next() > large.head;
        for (int i = 0; still && i < LARGE; i += LARGE / 4) {
            still = !SequenceRanges.isSeen(sender, large.head + i, large.head + i + 1);
        }
        return still && !SequenceRanges.isSeen(sender, large.head + LARGE - 1, large.head + LARGE) ? sender : null;
    }

    /** How often the head was sent again in a large segment. */
    public static int times(Connection connection) {
        LargeSegments large = connection.rare().largeSegments;
        return Math.max(large.times, large.solvedTimes);
    }

    /** Payload of the largest of them, bytes. */
    public static int largest(Connection connection) {
        return connection.rare().largeSegments.largest;
    }

    /** Payload of the smaller segment in which the head passed in the end, bytes; 0 where it did not. */
    public static int solvedBy(Connection connection) {
        LargeSegments large = connection.rare().largeSegments;
        return large.solvedTimes > 0 ? large.smaller : 0;
    }

    /** The first of these segments; 0 for none. */
    public static long firstFrame(Connection connection) {
        return Integer.toUnsignedLong(connection.rare().largeSegments.firstFrame);
    }
}
