package io.wirecause.analysis.collect;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * Durations, summarised as count, least, median, 95th percentile and greatest. Up to {@value #EXACT} of them are kept as
 * they are, so that small captures give exact numbers; beyond that a histogram takes at most about 30 kB and the two
 * percentiles are within 1 %. Least and greatest are always exact.
 *
 * <p>For one set of durations a server, a method or a capture. TCP has a {@code DurationSketch} as well, because it keeps
 * several sets in each of up to hundreds of thousands of connections: 64 exact values, then under 400 bytes of buckets, and
 * percentiles within 7 % where this class has 1 %.
 */
public final class Latencies {
    /** Durations kept exactly. */
    static final int EXACT = 512;
    /** Digits of the histogram: two keep it small enough for one a server. */
    private static final int DIGITS = 2;
    private static final double MICROS_PER_MILLI = 1e3;

    private long[] exact = new long[8];
    private Histogram histogram;
    private int count;
    private long least = Long.MAX_VALUE;
    private long greatest;

    /** No durations yet. */
    public Latencies() {
    }

    /**
     * What a set of durations looks like.
     *
     * @param count    how many there are, at least 1
     * @param minMs    the least
     * @param medianMs half of them are no longer: the value of rank ceil(count / 2)
     * @param p95Ms    95 of 100 are no longer: the value of rank ceil(0.95 count)
     * @param maxMs    the greatest
     */
    public record Summary(
            @Describe("How many were measured") int count,
            @Describe("Least, milliseconds") double minMs,
            @Describe("Median, milliseconds") double medianMs,
            @Describe("95th percentile, milliseconds") double p95Ms,
            @Describe("Greatest, milliseconds") double maxMs) {
    }

    /**
     * Takes in one duration.
     *
     * @param nanos nanoseconds; a negative one, from a clock that went backwards, counts as 0
     */
    public void add(long nanos) {
        long value = Math.max(0, nanos);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
        if (histogram == null && count == EXACT) {
            histogram = new Histogram(DIGITS);
            histogram.setAutoResize(true);
            for (long each : exact) {
                histogram.recordValue(each / 1000);
            }
            exact = null;
        }
        if (histogram != null) {
            histogram.recordValue(value / 1000);
        } else {
            if (count == exact.length) {
                exact = Arrays.copyOf(exact, Math.min(EXACT, 2 * exact.length));
            }
            exact[count] = value;
        }
        count++;
    }

    /** How many durations were taken in. */
    public int count() {
        return count;
    }

    /** The greatest duration in nanoseconds; 0 where there is none. */
    public long greatestNanos() {
        return greatest;
    }

    /** All in one, in milliseconds; null where there is no duration. */
    public Summary summary() {
        if (count == 0) {
            return null;
        }
        if (histogram != null) {
            return new Summary(count, Durations.millis(least), estimate(50), estimate(95), Durations.millis(greatest));
        }
        long[] sorted = Arrays.copyOf(exact, count);
        Arrays.sort(sorted);
        return new Summary(count, Durations.millis(least), Durations.millis(sorted[rank(50)]), Durations.millis(sorted[rank(95)]),
                Durations.millis(greatest));
    }

    /** How they are spread, nanoseconds. */
    public Distribution spread() {
        Distribution spread = new Distribution();
        if (histogram != null) {
            histogram.recordedValues().forEach(step -> spread.add(step.getValueIteratedTo() * 1000,
                    step.getCountAtValueIteratedTo()));
        } else {
            for (int i = 0; i < count; i++) {
                spread.add(exact[i]);
            }
        }
        return spread;
    }

    /** The histogram gives the upper edge of a bucket, which may lie above every value in it. */
    private double estimate(int percent) {
        return Math.min(Durations.millis(greatest), histogram.getValueAtPercentile(percent) / MICROS_PER_MILLI);
    }

    private int rank(int percent) {
        return (int) ((count * (long) percent + 99) / 100) - 1;
    }
}
