package io.wirecause.report;

import java.util.Locale;

/**
 * Durations as answers tell them. What was measured keeps the nanoseconds that the file has; what was computed, such as a
 * mean, is rounded to nanoseconds, for no clock behind it was finer.
 */
public final class Durations {
    private static final double NANOS_PER_MICRO = 1e3;
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

    /**
     * A duration as a person reads it, of three digits: {@code 40 us}, {@code 0.4 ms}, {@code 3.05 s}, {@code 754 s}.
     *
     * @param nanos nanoseconds; negative ones count as none
     */
    public static String words(long nanos) {
        double size = Math.max(0, nanos);
        if (size < 100 * NANOS_PER_MICRO) {
            return Math.round(size / NANOS_PER_MICRO) + " us";
        }
        // What rounds to a thousand milliseconds is a second.
        return size < 999.5 * NANOS_PER_MILLI ? threeDigits(size / NANOS_PER_MILLI) + " ms"
                : threeDigits(size / NANOS_PER_SECOND) + " s";
    }

    /** A number with three digits, or all of those before the point, and no zeros behind it. */
    public static String threeDigits(double value) {
        int places = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        String text = String.format(Locale.ROOT, "%." + places + "f", value);
        return places == 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
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
