package io.wirecause.tcp.verdict;

import java.util.Arrays;

/** The last few retransmissions of an endpoint, so that a D-SACK can tell which of them was spurious. */
public final class RetransmittedRanges {
    private static final int REMEMBERED = 8;
    private static final int REMEMBERED_FIRST = 2;

    /** Null before the first; grow with their number. */
    private long[] starts;
    private Verdict[] verdicts;
    private int next;

    /** None yet. */
    public RetransmittedRanges() {
    }

    /** Remembers a retransmission that starts at this offset. */
    public void add(long start, Verdict verdict) {
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
     * Removes the retransmission that starts within these bytes.
     *
     * @return its verdict; null where there is none
     */
    public Verdict remove(long from, long to) {
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
