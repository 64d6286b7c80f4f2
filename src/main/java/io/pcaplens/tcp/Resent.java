package io.pcaplens.tcp;

/** The last few ranges that a side sent again, so that a D-SACK of the receiver can tell which was for nothing. */
final class Resent {
    private static final int REMEMBERED = 8;

    private long[] starts;
    private Verdict[] verdicts;
    private int next;

    void add(long start, Verdict verdict) {
        if (starts == null) {
            starts = new long[REMEMBERED];
            verdicts = new Verdict[REMEMBERED];
        }
        starts[next] = start;
        verdicts[next] = verdict;
        next = (next + 1) % REMEMBERED;
    }

    /**
     * Takes out the range that begins within these bytes.
     *
     * @return what it was taken for; null where there is none
     */
    Verdict take(long from, long to) {
        if (starts != null) {
            for (int i = 0; i < REMEMBERED; i++) {
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
