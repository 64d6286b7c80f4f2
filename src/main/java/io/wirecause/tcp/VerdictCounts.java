package io.wirecause.tcp;

import java.util.Arrays;

/** How often one side's segments got each verdict, with the frame of the first. */
final class VerdictCounts {
    private static final Verdict[] RETRANSMISSIONS =
            Arrays.stream(Verdict.values()).filter(Verdict::isRetransmission).toArray(Verdict[]::new);

    private static final int FIRST_FRAMES = Verdict.COUNT;
    private static final int EVIDENCE = 2 * Verdict.COUNT;

    /** The counts by verdict, the first frames by verdict, the counts by evidence; null before the first. */
    private int[] counts;
    private long retransmittedBytes;

    /** Counts a verdict other than {@link Verdict#NEW} and {@link Verdict#NONE}, which are not counted. */
    void count(Verdict verdict, Verdict.Evidence by, long frame, int payload) {
        if (counts == null) {
            counts = new int[EVIDENCE + Verdict.Evidence.COUNT];
        }
        if (counts[verdict.ordinal()]++ == 0) {
            counts[FIRST_FRAMES + verdict.ordinal()] = (int) frame;
        }
        counts[EVIDENCE + by.ordinal()]++;
        if (verdict.isRetransmission()) {
            retransmittedBytes += payload;
        }
    }

    /** A retransmission turned out to be for nothing. */
    void turnSpurious(Verdict was) {
        if (was != Verdict.SPURIOUS && counts != null) {
            counts[was.ordinal()]--;
            if (counts[Verdict.SPURIOUS.ordinal()]++ == 0) {
                counts[FIRST_FRAMES + Verdict.SPURIOUS.ordinal()] = counts[FIRST_FRAMES + was.ordinal()];
            }
            counts[EVIDENCE + Verdict.Evidence.DSACK.ordinal()]++;
        }
    }

    int of(Verdict verdict) {
        return counts == null ? 0 : counts[verdict.ordinal()];
    }

    /** The frame that got the verdict first; 0 where none did. */
    long firstFrame(Verdict verdict) {
        return counts == null ? 0 : Integer.toUnsignedLong(counts[FIRST_FRAMES + verdict.ordinal()]);
    }

    /** Segments sent again, whatever the cause. */
    int retransmissions() {
        return counts == null ? 0 : sum();
    }

    private int sum() {
        int sum = 0;
        for (Verdict verdict : RETRANSMISSIONS) {
            sum += counts[verdict.ordinal()];
        }
        return sum;
    }

    /** The first frame sent again; 0 where none was. */
    long firstRetransmission() {
        return counts == null ? 0 : Arrays.stream(RETRANSMISSIONS).mapToLong(this::firstFrame)
                .filter(f -> f > 0).min().orElse(0);
    }

    /** Payload bytes sent again. */
    long retransmittedBytes() {
        return retransmittedBytes;
    }

    /** How many verdicts this evidence decided. */
    int by(Verdict.Evidence by) {
        return counts == null ? 0 : counts[EVIDENCE + by.ordinal()];
    }
}
