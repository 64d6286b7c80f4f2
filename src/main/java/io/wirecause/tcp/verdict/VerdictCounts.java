package io.wirecause.tcp.verdict;

import java.util.Arrays;

/** How often the segments of one endpoint got each verdict, with the frame of the first. */
public final class VerdictCounts {
    private static final Verdict[] RETRANSMISSIONS =
            Arrays.stream(Verdict.values()).filter(Verdict::isRetransmission).toArray(Verdict[]::new);

    private static final int FIRST_FRAMES = Verdict.COUNT;
    private static final int EVIDENCE = 2 * Verdict.COUNT;

    /** The counts by verdict, the first frames by verdict, the counts by evidence; null before the first. */
    private int[] counts;
    /** Copies by evidence; null before the first. */
    private int[] copies;
    private long retransmittedBytes;
    /** FINs without data among the segments that had to be retransmitted, and among those that were in vain. */
    private int lostFins;
    private int spuriousFins;

    /** No verdict yet. */
    public VerdictCounts() {
    }

    /** Counts a verdict; not for {@link Verdict#NEW} and {@link Verdict#NONE}. */
    public void count(Verdict verdict, Verdict.Evidence by, long frame, int payload) {
        if (counts == null) {
            counts = new int[EVIDENCE + Verdict.Evidence.COUNT];
        }
        if (counts[verdict.ordinal()]++ == 0) {
            counts[FIRST_FRAMES + verdict.ordinal()] = (int) frame;
        }
        counts[EVIDENCE + by.ordinal()]++;
        if (verdict == Verdict.DUPLICATE) {
            copies = copies == null ? new int[Verdict.Evidence.COUNT] : copies;
            copies[by.ordinal()]++;
        }
        if (verdict.isRetransmission()) {
            retransmittedBytes += payload;
            lostFins += payload == 0 && verdict.isLoss() ? 1 : 0;
            spuriousFins += payload == 0 && verdict == Verdict.SPURIOUS ? 1 : 0;
        }
    }

    /** Counts a retransmission as spurious after all. */
    public void turnSpurious(Verdict was) {
        if (was != Verdict.SPURIOUS && counts != null) {
            counts[was.ordinal()]--;
            if (counts[Verdict.SPURIOUS.ordinal()]++ == 0) {
                counts[FIRST_FRAMES + Verdict.SPURIOUS.ordinal()] = counts[FIRST_FRAMES + was.ordinal()];
            }
            counts[EVIDENCE + Verdict.Evidence.DSACK.ordinal()]++;
        }
    }

    /** Segments with this verdict. */
    public int of(Verdict verdict) {
        return counts == null ? 0 : counts[verdict.ordinal()];
    }

    /** The first frame with this verdict; 0 where there is none. */
    public long firstFrame(Verdict verdict) {
        return counts == null ? 0 : Integer.toUnsignedLong(counts[FIRST_FRAMES + verdict.ordinal()]);
    }

    /** Retransmitted segments, whatever the cause. */
    public int retransmissions() {
        return counts == null ? 0 : sum();
    }

    /** Segments that had to be retransmitted: neither SYNs nor spurious ones. */
    public int lost() {
        return of(Verdict.FAST) + of(Verdict.TIMEOUT) + of(Verdict.TAIL_LOSS_PROBE);
    }

    /** Segments with data that had to be retransmitted. */
    public int lostData() {
        return Math.max(0, lost() - lostFins);
    }

    /** Segments with data that were retransmitted although they had arrived. */
    public int spuriousData() {
        return Math.max(0, of(Verdict.SPURIOUS) - spuriousFins);
    }

    /** The first segment that had to be retransmitted; 0 where there is none. */
    public long firstLost() {
        return counts == null ? 0 : Arrays.stream(RETRANSMISSIONS).filter(Verdict::isLoss).mapToLong(this::firstFrame)
                .filter(f -> f > 0).min().orElse(0);
    }

    private int sum() {
        int sum = 0;
        for (Verdict verdict : RETRANSMISSIONS) {
            sum += counts[verdict.ordinal()];
        }
        return sum;
    }

    /** The first retransmission; 0 where there is none. */
    public long firstRetransmission() {
        return counts == null ? 0 : Arrays.stream(RETRANSMISSIONS).mapToLong(this::firstFrame)
                .filter(f -> f > 0).min().orElse(0);
    }

    /** Payload bytes retransmitted. */
    public long retransmittedBytes() {
        return retransmittedBytes;
    }

    /** Copies of packets that this evidence shows to be copies. */
    public int copiesBy(Verdict.Evidence evidence) {
        return copies == null ? 0 : copies[evidence.ordinal()];
    }

    /** Verdicts that rest on this evidence. */
    public int restingOn(Verdict.Evidence evidence) {
        return counts == null ? 0 : counts[EVIDENCE + evidence.ordinal()];
    }
}
