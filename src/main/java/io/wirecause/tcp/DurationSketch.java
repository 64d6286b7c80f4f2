package io.wirecause.tcp;

import java.util.Arrays;

/**
 * Many durations in little memory: up to {@link #EXACT} of them one by one, from then on counted in buckets an eighth of
 * an octave wide, so that a quantile is right to within 7 %. Count, least and greatest are always exact. Nothing is
 * allocated before the second duration.
 */
class DurationSketch {
    /** Durations kept one by one, to the 24 bits of a float. */
    static final int EXACT = 64;
    /** Buckets per octave, as a power of two. */
    private static final int SUB_BITS = 3;
    /** The buckets reach from 2^12 ns (4 microseconds) to 2^36 ns (69 seconds); what lies beyond is in the outermost. */
    private static final int LOWEST_OCTAVE = 12;
    private static final int BUCKETS = 36 - LOWEST_OCTAVE << SUB_BITS;

    /** Null where there are fewer than two, which {@link #min} and {@link #max} hold. */
    private float[] exact;
    private char[] buckets;
    private int count;
    private long min = Long.MAX_VALUE;
    private long max;

    /** Takes in a duration in nanoseconds; a negative one, of a clock that ran backwards, is left out. */
    void add(long nanos) {
        if (nanos < 0) {
            return;
        }
        if (buckets == null && count == EXACT) {
            buckets = new char[BUCKETS];
            for (float value : exact) {
                countIn((long) value);
            }
            exact = null;
        }
        if (buckets != null) {
            countIn(nanos);
        } else if (count > 0) {
            keep(nanos);
        }
        count++;
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
    }

    private void keep(long nanos) {
        if (exact == null) {
            exact = new float[4];
            exact[0] = min;
        } else if (count == exact.length) {
            exact = Arrays.copyOf(exact, 2 * exact.length);
        }
        exact[count] = nanos;
    }

    private void countIn(long nanos) {
        int at = bucket(nanos);
        if (buckets[at] == Character.MAX_VALUE) {
            // Half of everything has the same quantiles.
            for (int i = 0; i < BUCKETS; i++) {
                buckets[i] = (char) (buckets[i] + 1 >> 1);
            }
        }
        buckets[at]++;
    }

    private static int bucket(long nanos) {
        int octave = 63 - Long.numberOfLeadingZeros(Math.max(nanos, 1));
        if (octave < LOWEST_OCTAVE) {
            return 0;
        }
        int sub = (int) (nanos >>> octave - SUB_BITS) & (1 << SUB_BITS) - 1;
        return Math.min((octave - LOWEST_OCTAVE << SUB_BITS) + sub, BUCKETS - 1);
    }

    private static long middle(int bucket) {
        int octave = (bucket >>> SUB_BITS) + LOWEST_OCTAVE;
        long width = 1L << octave - SUB_BITS;
        return (1L << octave) + (bucket & (1 << SUB_BITS) - 1) * width + width / 2;
    }

    /** How many there were. */
    int count() {
        return count;
    }

    /** The least in nanoseconds; -1 where there were none. */
    long min() {
        return count == 0 ? -1 : min;
    }

    /** The greatest in nanoseconds; -1 where there were none. */
    long max() {
        return count == 0 ? -1 : max;
    }

    /**
     * The duration in nanoseconds that the given share of all does not exceed (nearest rank); -1 where there were none.
     *
     * @param share above 0, at most 1
     */
    long quantile(double share) {
        if (count == 0) {
            return -1;
        }
        if (count == 1) {
            return min;
        }
        if (buckets == null) {
            float[] sorted = Arrays.copyOf(exact, count);
            Arrays.sort(sorted);
            return inside((long) sorted[(int) Math.ceil(share * count) - 1]);
        }
        long inBuckets = 0;
        for (char bucket : buckets) {
            inBuckets += bucket;
        }
        long rank = (long) Math.ceil(share * inBuckets);
        int at = 0;
        for (long below = buckets[0]; below < rank; below += buckets[at]) {
            at++;
        }
        return inside(middle(at));
    }

    private long inside(long nanos) {
        return Math.max(min, Math.min(max, nanos));
    }
}
