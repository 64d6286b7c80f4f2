package io.pcaplens.tcp;

import java.util.Arrays;

/** How often one side's segments got each verdict, with the frame of the first. */
final class Tally {
    private int[] counts;
    private long[] firstFrames;
    private int[] evidence;
    private long retransmittedBytes;

    void count(Verdict verdict, Verdict.Evidence by, long frame, int payload) {
        if (verdict == Verdict.NEW || verdict == Verdict.NONE) {
            return;
        }
        if (counts == null) {
            counts = new int[Verdict.COUNT];
            firstFrames = new long[Verdict.COUNT];
            evidence = new int[Verdict.Evidence.values().length];
        }
        if (counts[verdict.ordinal()]++ == 0) {
            firstFrames[verdict.ordinal()] = frame;
        }
        evidence[by.ordinal()]++;
        if (verdict.isRetransmission()) {
            retransmittedBytes += payload;
        }
    }

    /** A retransmission turned out to be for nothing. */
    void turnSpurious(Verdict was) {
        if (was != Verdict.SPURIOUS && counts != null) {
            counts[was.ordinal()]--;
            if (counts[Verdict.SPURIOUS.ordinal()]++ == 0) {
                firstFrames[Verdict.SPURIOUS.ordinal()] = firstFrames[was.ordinal()];
            }
            evidence[Verdict.Evidence.DSACK.ordinal()]++;
        }
    }

    int of(Verdict verdict) {
        return counts == null ? 0 : counts[verdict.ordinal()];
    }

    /** The frame that got the verdict first; 0 where none did. */
    long firstFrame(Verdict verdict) {
        return firstFrames == null ? 0 : firstFrames[verdict.ordinal()];
    }

    /** Segments sent again, whatever the cause. */
    int retransmissions() {
        return counts == null ? 0 : Arrays.stream(Verdict.values()).filter(Verdict::isRetransmission).mapToInt(this::of).sum();
    }

    /** The first frame sent again; 0 where none was. */
    long firstRetransmission() {
        return firstFrames == null ? 0 : Arrays.stream(Verdict.values()).filter(Verdict::isRetransmission)
                .mapToLong(this::firstFrame).filter(f -> f > 0).min().orElse(0);
    }

    /** Payload bytes sent again. */
    long retransmittedBytes() {
        return retransmittedBytes;
    }

    /** How many verdicts this evidence decided. */
    int by(Verdict.Evidence by) {
        return evidence == null ? 0 : evidence[by.ordinal()];
    }
}
