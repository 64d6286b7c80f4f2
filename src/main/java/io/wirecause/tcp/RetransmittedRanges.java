package io.wirecause.tcp;

import java.util.Arrays;

/** The last few ranges that a side sent again, so that a D-SACK of the receiver can tell which was for nothing. */
final class RetransmittedRanges {
    private static final int REMEMBERED = 8;
    private static final int REMEMBERED_FIRST = 2;

    /** Null before the first; grow with their number. */
    private long[] starts;
    private Verdict[] verdicts;
    private int next;

    void add(long start, Verdict verdict) {
        if (starts == null) {
            starts = new long[REMEMBERED_FIRST];
            verdicts = new Verdict[REMEMBERED_FIRST];
        } else if (next == starts.length) {
            if (next < REMEMBERED) {
                starts = Arrays.copyOf(starts, 2 * next);
                verdicts = Arrays.copyOf(verdicts, 2 * next);
            } else {
                next = 0;
            }
        }
        starts[next] = start;
        verdicts[next++] = verdict;
    }

    /**
     * Takes out the range that begins within these bytes.
     *
     * @return what it was taken for; null where there is none
     */
    Verdict take(long from, long to) {
        if (starts != null) {
            for (int i = 0; i < starts.length; i++) {
                if (verdicts[i] != null && starts[i] >= from && starts[i] < to) {
                    Verdict verdict = verdicts[i];
                    verdicts[i] = null;
                    return verdict;
                }
            }
        }
        return null;
    }
}
