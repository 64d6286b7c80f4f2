package io.wirecause.tcp;

/**
 * What is remembered of one side once some of its segments were lost, overtaken, copied or sent again, or were probes; a
 * healthy side has none.
 */
final class Recovery {
    /** Of a side to which nothing of it happened; never written. */
    static final Recovery NONE = new Recovery();

    final VerdictCounts tally = new VerdictCounts();
    final RetransmittedRanges resent = new RetransmittedRanges();
    /** When the last gap opened in what was seen of this side, nanoseconds. */
    long gapTime;
    /** Everything below this offset is sent again in the recovery from a timeout; 0 for none. */
    long timeoutUntil;
    /** The highest offset of this side that the other one has SACKed. */
    long sackedTo;

    /** Bytes of this side that the other one acknowledged although the capture does not hold them. */
    long missedBytes;
    int missedGaps;
    private int firstMissedFrame;
    /** D-SACKs of the other side for bytes that this one was not seen to send twice: copies made behind the capture. */
    int copiesBehindCapture;

    /** Payload bytes that told nothing new: sent again, probes, the text of a RST. */
    long repeatedBytes;
    /** Empty segments of this side that repeat its last acknowledgement. */
    int duplicateAcks;

    /** Whether this side has sent SACK blocks. */
    boolean sackSeen;
    /** What {@link EndpointState} carries over of its counts of SYNs, SYN-ACKs, RSTs and FINs; null before the first. */
    private int[] carried;

    /** Segments sent again since the other side last sent anything. */
    private int unanswered;
    private int firstUnansweredFrame;
    /** Large segments sent again while nothing new was acknowledged, at most in a row. */
    private int largeStuck;
    private int firstLargeStuckFrame;
    private int largeStuckNow;
    private int largestStuck;
    private long stuckAt = -1;

    /** Carries over so many of a count. */
    void carry(int count, int times) {
        carried = carried == null ? new int[4] : carried;
        carried[count] += times;
    }

    int carried(int count) {
        return carried == null ? 0 : carried[count];
    }

    /** Bytes in a gap that the other side acknowledged. */
    void missed(long bytes, long frame) {
        missedBytes += bytes;
        if (missedGaps++ == 0) {
            firstMissedFrame = (int) frame;
        }
    }

    /** The frame whose acknowledgement told of the first such gap; 0 for none. */
    long firstMissedFrame() {
        return Integer.toUnsignedLong(firstMissedFrame);
    }

    /**
     * A segment is sent again.
     *
     * @param acknowledged the offset up to which the other side has acknowledged
     */
    void resent(int payload, long acknowledged, long frame) {
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

    /** The other side has sent something. */
    void heardFromPeer() {
        unanswered = 0;
    }

    boolean sackedAbove(long offset) {
        return sackedTo > offset;
    }

    boolean inTimeout(long acknowledgedOffset) {
        return acknowledgedOffset < timeoutUntil;
    }

    /** Segments sent again since the other side last sent anything. */
    int unanswered() {
        return unanswered;
    }

    /** The first of them; 0 for none. */
    long firstUnansweredFrame() {
        return Integer.toUnsignedLong(firstUnansweredFrame);
    }

    /** Large segments sent again while nothing new was acknowledged, at most in a row. */
    int largeStuck() {
        return largeStuck;
    }

    /** The first of them; 0 for none. */
    long firstLargeStuckFrame() {
        return Integer.toUnsignedLong(firstLargeStuckFrame);
    }

    /** Payload of the largest of them, bytes. */
    int largestStuck() {
        return largestStuck;
    }
}
