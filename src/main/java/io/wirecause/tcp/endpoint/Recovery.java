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
    private int unanswered;
    private int firstUnansweredFrame;
    /** Most retransmissions of large segments in a row without new data acknowledged. */
    private int largeStuck;
    private int firstLargeStuckFrame;
    private int largeStuckNow;
    private int largestStuck;
    private long stuckAt = -1;

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

    /**
     * Counts a retransmission.
     *
     * @param acknowledged the offset up to which the peer has acknowledged
     */
    void countRetransmission(int payload, long acknowledged, long frame) {
        if (unanswered++ == 0) {
            firstUnansweredFrame = (int) frame;
        }
        if (payload >= EndpointAnomalies.LARGE_PAYLOAD) {
            if (acknowledged != stuckAt) {
                stuckAt = acknowledged;
                largeStuckNow = 0;
            }
            if (++largeStuckNow > largeStuck) {
                largeStuck = largeStuckNow;
                largestStuck = Math.max(largestStuck, payload);
                if (largeStuckNow == 1) {
                    firstLargeStuckFrame = (int) frame;
                }
            }
        }
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

    /** Most retransmissions of large segments in a row without new data acknowledged. */
    public int largeStuck() {
        return largeStuck;
    }

    /** The first of them; 0 for none. */
    public long firstLargeStuckFrame() {
        return Integer.toUnsignedLong(firstLargeStuckFrame);
    }

    /** Payload of the largest of them, bytes. */
    public int largestStuck() {
        return largestStuck;
    }
}
