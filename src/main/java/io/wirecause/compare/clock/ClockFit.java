package io.wirecause.compare.clock;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * The difference of two clocks as a line over time. A packet that passes the first point first cannot arrive at the second
 * before it left: the second clock is ahead by at most what the fastest packets that way show, and by at least what the fastest
 * packets the other way show. The line in the middle between these two bounds is the estimate, half their distance its
 * uncertainty.
 */
public final class ClockFit {
    private static final int BINS = 256;
    /** Slopes looked at: clocks drift by less than a thousandth. */
    private static final double STEEPEST = 1e-3;
    private static final int STEPS = 60;
    /** Shorter captures show no drift that matters. */
    private static final long LEAST_FOR_DRIFT = 10_000_000_000L;

    private final long origin;
    private final long width;
    private final long[] most = new long[BINS];
    private final long[] least = new long[BINS];
    private final long[] mostAt = new long[BINS];
    private final long[] leastAt = new long[BINS];

    /**
     * Without any packet yet.
     *
     * @param from first time by the first clock, nanoseconds
     * @param to   last time
     */
    public ClockFit(long from, long to) {
        origin = from;
        width = Math.max(1, (to - from) / BINS + 1);
        Arrays.fill(most, Long.MAX_VALUE);
        Arrays.fill(least, Long.MIN_VALUE);
    }

    /**
     * Takes in a packet seen at both points.
     *
     * @param at           time at the first, nanoseconds
     * @param difference   time at the second less that
     * @param firstToOther whether it passed the first point first
     */
    public void add(long at, long difference, boolean firstToOther) {
        int bin = (int) Math.max(0, Math.min(BINS - 1, (at - origin) / width));
        if (firstToOther && difference < most[bin]) {
            most[bin] = difference;
            mostAt[bin] = at;
        } else if (!firstToOther && difference > least[bin]) {
            least[bin] = difference;
            leastAt[bin] = at;
        }
    }

    /**
     * What the packets say.
     *
     * @param offset      how far the second clock is ahead at {@code origin}, nanoseconds
     * @param slope       and by how much more for each nanosecond
     * @param origin      time by the first clock
     * @param uncertainty by how much the offset may be wrong either way, nanoseconds; -1 where packets of one direction only
     *                    were seen, and the offset holds their fastest for the time of none
     * @param agree       whether the clocks may well be the same: a difference of nothing fits all packets
     */
    public record Line(double offset, double slope, long origin, long uncertainty, boolean agree) {
        /** By how much the second clock is ahead at a time of the first, nanoseconds. */
        public long at(long time) {
            return Math.round(offset + slope * (time - origin));
        }
    }

    /** The estimate; null where no packet was seen at both. */
    public Line line() {
        boolean there = Arrays.stream(most).anyMatch(value -> value != Long.MAX_VALUE);
        boolean back = Arrays.stream(least).anyMatch(value -> value != Long.MIN_VALUE);
        if (!there && !back) {
            return null;
        }
        if (!there || !back) {
            double slope = width * BINS < LEAST_FOR_DRIFT ? 0 : along(there);
            return new Line(there ? upper(slope) : lower(slope), slope, origin, -1, false);
        }
        if (lower(0) <= 0 && upper(0) >= 0) {
            return new Line(0, 0, origin, Math.round(Math.max(upper(0), -lower(0))), true);
        }
        double slope = width * BINS < LEAST_FOR_DRIFT ? 0 : steepest();
        double room = upper(slope) - lower(slope);
        // Without drift unless that fits clearly better.
        if (upper(0) - lower(0) > 0 && room < 1.5 * (upper(0) - lower(0))) {
            slope = 0;
            room = upper(0) - lower(0);
        }
        return new Line((upper(slope) + lower(slope)) / 2, slope, origin, Math.round(Math.abs(room) / 2), false);
    }

    /** The slope that leaves most room between the bounds. */
    private double steepest() {
        return best(slope -> upper(slope) - lower(slope));
    }

    /** Where a concave function of the slope is largest. */
    private static double best(DoubleUnaryOperator room) {
        double left = -STEEPEST;
        double right = STEEPEST;
        for (int i = 0; i < STEPS; i++) {
            double third = (right - left) / 3;
            if (room.applyAsDouble(left + third) < room.applyAsDouble(right - third)) {
                left += third;
            } else {
                right -= third;
            }
        }
        return (left + right) / 2;
    }

    /** The slope of the line that the fastest packets of one direction alone lie along, with none of them beyond it. */
    private double along(boolean there) {
        double middle = 0;
        int bins = 0;
        for (int i = 0; i < BINS; i++) {
            boolean used = there ? most[i] != Long.MAX_VALUE : least[i] != Long.MIN_VALUE;
            middle += used ? (there ? mostAt[i] : leastAt[i]) - origin : 0;
            bins += used ? 1 : 0;
        }
        double at = middle / bins;
        return best(slope -> there ? upper(slope) + slope * at : -lower(slope) - slope * at);
    }

    private double upper(double slope) {
        double bound = Double.POSITIVE_INFINITY;
        for (int i = 0; i < BINS; i++) {
            if (most[i] != Long.MAX_VALUE) {
                bound = Math.min(bound, most[i] - slope * (mostAt[i] - origin));
            }
        }
        return bound;
    }

    private double lower(double slope) {
        double bound = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < BINS; i++) {
            if (least[i] != Long.MIN_VALUE) {
                bound = Math.max(bound, least[i] - slope * (leastAt[i] - origin));
            }
        }
        return bound;
    }
}
