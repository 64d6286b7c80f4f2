package io.wirecause.tcp.verdict;

import java.util.Arrays;

/** The last few retransmissions of an endpoint, so that a D-SACK can tell which of them was spurious. */
public final class RetransmittedRanges {
    private static final int REMEMBERED = 8;
    private static final int REMEMBERED_FIRST = 2;

    private static final long NONE = Long.MIN_VALUE;
    private static final Verdict[] VERDICTS = Verdict.values();
    /** A verdict is below the offset, in as many bits as it needs. */
    private static final int VERDICT_BITS = 5;

    /** Null before the first; grows with their number. */
    private long[] starts;
    private int next;

    /** None yet. */
    public RetransmittedRanges() {
    }

    /** Remembers a retransmission that starts at this offset. */
    public void add(long start, Verdict verdict) {
        if (starts == null) {
            starts = new long[REMEMBERED_FIRST];
            Arrays.fill(starts, NONE);
        } else if (next == starts.length) {
            if (next < REMEMBERED) {
                starts = Arrays.copyOf(starts, 2 * next);
                Arrays.fill(starts, next, 2 * next, NONE);
            } else {
                next = 0;
            }
        }
        starts[next++] = start << VERDICT_BITS | verdict.ordinal();
    }

    /**
     * Removes the retransmission that starts within these bytes.
     *
     * @return its verdict; null where there is none
     */
    public Verdict remove(long from, long to) {
        if (starts != null) {
            for (int i = 0; i < starts.length; i++) {
                long start = starts[i] >> VERDICT_BITS;
                if (starts[i] != NONE && start >= from && start < to) {
                    Verdict verdict = VERDICTS[(int) (starts[i] - (start << VERDICT_BITS))];
                    starts[i] = NONE;
                    return verdict;
                }
            }
        }
        return null;
    }
}
