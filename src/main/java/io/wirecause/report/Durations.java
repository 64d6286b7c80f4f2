package io.wirecause.report;

/**
 * Durations as answers tell them. What was measured keeps the nanoseconds that the file has; what was computed, such as a
 * mean, is rounded to nanoseconds, for no clock behind it was finer.
 */
public final class Durations {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private Durations() {
    }

    /** Nanoseconds, negative ones too, in milliseconds. */
    public static double millis(long nanos) {
        return nanos / NANOS_PER_MILLI;
    }

    /** A computed number of nanoseconds in milliseconds, rounded to the nanosecond. */
    public static double millis(double nanos) {
        return Math.round(nanos) / NANOS_PER_MILLI;
    }

    /** Nanoseconds, negative ones too, in seconds. */
    public static double seconds(long nanos) {
        return nanos / NANOS_PER_SECOND;
    }

    /** Nanoseconds in milliseconds; null where they are negative, which stands for a duration that is not known. */
    public static Double millisOrNull(long nanos) {
        return nanos < 0 ? null : (Double) millis(nanos);
    }

    /** Nanoseconds in seconds; null where they are negative, which stands for a duration that is not known. */
    public static Double secondsOrNull(long nanos) {
        return nanos < 0 ? null : (Double) seconds(nanos);
    }
}
