package io.wirecause.tcp.endpoint;

import io.wirecause.tcp.verdict.RetransmittedRanges;
import io.wirecause.tcp.verdict.VerdictCounts;

/**
 * What is remembered of an endpoint once some of its segments were lost, reordered, copied or retransmitted, or were probes. A
 * healthy endpoint has none.
 */
public final class Recovery {
    /** Of an endpoint without any of this; never written. */
    static final Recovery NONE = new Recovery();

    final VerdictCounts verdicts = new VerdictCounts();
    final RetransmittedRanges retransmitted = new RetransmittedRanges();
    /** When the last gap opened in what was seen, nanoseconds. */
    long gapTime;
    /** Everything below this offset is retransmitted in the recovery from a timeout; 0 for none. */
    long timeoutUntil;
    /** The highest offset that the peer has SACKed. */
    long sackedTo;

    /** Bytes, in gaps, that the peer acknowledged although they are not in the capture. */
    private long missedBytes;
    private int missedGaps;
    private int firstMissedFrame;
    /** D-SACKs of the peer for bytes not seen to be retransmitted: copies made beyond the capture point. */
    int copiesBehindCapture;

    /** When its peer last heard that something is missing, or that no more is, nanoseconds. */
    long heardAt;
    /** Null as long as nothing was too long for the path. */
    private TooBig tooBig;

    /** The longest time after which the capture showed a copy of one of its packets, nanoseconds; 0 for none. */
    int copyNanos;

    /** Payload bytes that are not new data: retransmissions, probes, the text of a RST. */
    long repeatedBytes;
    /** Empty segments that repeat its last acknowledgment. */
    int duplicateAcks;

    /** Whether it has sent SACK blocks. */
    boolean sackSeen;
    /** Carried over from the counts of SYNs, SYN-ACKs, RSTs and FINs in {@link EndpointState}; null before the first. */
    private int[] carried;

    /** Retransmissions since the peer last sent anything. */
    private char unanswered;
    private int firstUnansweredFrame;

    /** What a router said of all that was sent below an offset. */
    private record TooBig(long until, long mtu) {
    }

    /** What was sent below this offset is too long for the path. */
    void takeTooBig(long mtu, long until) {
        tooBig = new TooBig(until, mtu);
    }

    /** Whether a segment carries again, in fewer bytes than the path takes, what was too long for it. */
    boolean fitsPathNow(long start, int payload) {
        return tooBig != null && start < tooBig.until && (tooBig.mtu == 0 || payload < tooBig.mtu);
    }

    /** Carries over part of a count. */
    void carry(int count, int times) {
        carried = carried == null ? new int[4] : carried;
        carried[count] += times;
    }

    int carried(int count) {
        return carried == null ? 0 : carried[count];
    }

    /** The peer acknowledged bytes in a gap. */
    void missed(long bytes, long frame) {
        missedBytes += bytes;
        if (missedGaps++ == 0) {
            firstMissedFrame = (int) frame;
        }
    }

    /** Bytes that the peer acknowledged although they are not in the capture. */
    public long missedBytes() {
        return missedBytes;
    }

    /** Gaps that these bytes left. */
    public int missedGaps() {
        return missedGaps;
    }

    /** The frame that acknowledged the first such gap; 0 for none. */
    public long firstMissedFrame() {
        return Integer.toUnsignedLong(firstMissedFrame);
    }

    /** Counts a retransmission. */
    void countRetransmission(long frame) {
        if (unanswered == 0) {
            firstUnansweredFrame = (int) frame;
        }
        unanswered = (char) Math.min(unanswered + 1, Character.MAX_VALUE);
    }

    /** The peer has sent something. */
    void heardFromPeer() {
        unanswered = 0;
    }

    boolean sackedAbove(long offset) {
        return sackedTo > offset;
    }

    boolean inTimeout(long acknowledgedOffset) {
        return acknowledgedOffset < timeoutUntil;
    }

    /** Retransmissions since the peer last sent anything. */
    public int unanswered() {
        return unanswered;
    }

    /** The first of them; 0 for none. */
    public long firstUnansweredFrame() {
        return Integer.toUnsignedLong(firstUnansweredFrame);
    }
}
