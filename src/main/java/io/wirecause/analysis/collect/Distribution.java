package io.wirecause.analysis.collect;

import java.util.Arrays;

/**
 * How values of one kind are spread, such as the times that a server took, to compare two of them. Up to {@value #EXACT} values
 * are kept as they are; beyond that they are counted in buckets a sixteenth of an octave wide, 8 kB, and quantiles are
 * accurate to 3 %. Two of them can be added up. Values are not negative; a negative one counts as 0.
 */
public final class Distribution {
    /** Values kept exactly. */
    static final int EXACT = 256;
    /** Buckets per octave, as a power of two. */
    private static final int SUB_BITS = 4;
    private static final int BUCKETS = 64 << SUB_BITS;

    private long[] exact = {};
    private int kept;
    private boolean sorted = true;
    private long[] buckets;
    private long count;

    /** No values yet. */
    public Distribution() {
    }

    /** Values of one size, in the order of size. */
    private interface Step {
        void at(long value, long times);
    }

    /** Takes in a value. */
    public void add(long value) {
        add(value, 1);
    }

    /** Takes in a value that came several times. */
    public void add(long value, long times) {
        long size = Math.max(0, value);
        if (buckets == null && kept + times > EXACT) {
            buckets = new long[BUCKETS];
            for (int i = 0; i < kept; i++) {
                buckets[bucket(exact[i])]++;
            }
            exact = null;
        }
        count += times;
        if (buckets != null) {
            buckets[bucket(size)] += times;
            return;
        }
        for (int i = 0; i < times; i++) {
            if (kept == exact.length) {
                exact = Arrays.copyOf(exact, Math.min(EXACT, Math.max(4, 2 * kept)));
            }
            sorted &= kept == 0 || exact[kept - 1] <= size;
            exact[kept++] = size;
        }
    }

    /** Takes in all values of another. */
    public void addAll(Distribution other) {
        other.each(this::add);
    }

    /** How many values there are. */
    public long count() {
        return count;
    }

    /**
     * The value that the given share of all does not exceed (nearest rank); -1 where there are none.
     *
     * @param share above 0, at most 1
     */
    public long quantile(double share) {
        long rank = (long) Math.ceil(share * count);
        long[] found = {-1, 0};
        each((value, times) -> {
            if (found[1] < rank) {
                found[0] = value;
            }
            found[1] += times;
        });
        return found[0];
    }

    /** How many values are greater than this one. */
    public long above(long limit) {
        long[] above = {0};
        each((value, times) -> above[0] += value > limit ? times : 0);
        return above[0];
    }

    /**
     * How likely a value of this one is greater than a value of another, equals counting half: 0.5 where the two are alike,
     * 1 where all of these are greater. It is the statistic of the rank test of Mann and Whitney, as a share.
     */
    public double exceeds(Distribution other) {
        if (count == 0 || other.count == 0) {
            return 0.5;
        }
        long[][] steps = other.steps();
        double[] pairs = {0};
        int[] next = {0};
        long[] below = {0};
        each((value, times) -> {
            while (next[0] < steps.length && steps[next[0]][0] < value) {
                below[0] += steps[next[0]++][1];
            }
            long equal = 0;
            for (int i = next[0]; i < steps.length && steps[i][0] == value; i++) {
                equal += steps[i][1];
            }
            pairs[0] += times * (below[0] + equal / 2.0);
        });
        return pairs[0] / ((double) count * other.count);
    }

    private long[][] steps() {
        long[][] steps = new long[buckets == null ? kept : (int) Arrays.stream(buckets).filter(b -> b > 0).count()][];
        int[] size = {0};
        each((value, times) -> steps[size[0]++] = new long[] {value, times});
        return steps;
    }

    private void each(Step step) {
        if (buckets == null) {
            if (!sorted) {
                Arrays.sort(exact, 0, kept);
                sorted = true;
            }
            for (int i = 0; i < kept; i++) {
                step.at(exact[i], 1);
            }
            return;
        }
        for (int i = 0; i < BUCKETS; i++) {
            if (buckets[i] > 0) {
                step.at(middle(i), buckets[i]);
            }
        }
    }

    private static int bucket(long value) {
        int octave = 63 - Long.numberOfLeadingZeros(Math.max(value, 1));
        // Of the lowest octaves some buckets stay empty.
        long sub = octave >= SUB_BITS ? value >>> octave - SUB_BITS : value << SUB_BITS - octave;
        return (octave << SUB_BITS) + ((int) sub & (1 << SUB_BITS) - 1);
    }

    private static long middle(int bucket) {
        int octave = bucket >>> SUB_BITS;
        long sub = bucket & (1 << SUB_BITS) - 1;
        return octave < SUB_BITS ? (1L << octave) + (sub >>> SUB_BITS - octave)
                : (1L << octave) + (sub << octave - SUB_BITS) + (1L << octave - SUB_BITS) / 2;
    }
}
