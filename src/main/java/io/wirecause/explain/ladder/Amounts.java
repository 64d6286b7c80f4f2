package io.wirecause.explain.ladder;

import java.util.Locale;

/** Amounts as a person reads them: as many digits as matter. */
public final class Amounts {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final long EXACT = 10_000;
    private static final double MICRO = 1e3;

    private Amounts() {
    }

    /** Bytes: {@code 1,780 bytes}, {@code 310 kB}, {@code 1.2 GB}. */
    public static String bytes(long bytes) {
        if (bytes < EXACT) {
            return bytes == 1 ? "1 byte" : String.format(Locale.ROOT, "%,d bytes", bytes);
        }
        return bytes < MEGA ? threeDigits(bytes / KILO) + " kB" : bytes < GIGA ? threeDigits(bytes / MEGA) + " MB"
                : threeDigits(bytes / GIGA) + " GB";
    }

    /** A duration in nanoseconds: {@code 40 us}, {@code 0.4 ms}, {@code 3.05 s}, {@code 754 s}. */
    public static String time(long nanos) {
        double size = Math.max(0, nanos);
        if (size < 100 * MICRO) {
            return Math.round(size / MICRO) + " us";
        }
        return size < GIGA ? threeDigits(size / MEGA) + " ms" : threeDigits(size / GIGA) + " s";
    }

    private static String threeDigits(double value) {
        int places = value < 10 ? 2 : value < 100 ? 1 : 0;
        String text = String.format(Locale.ROOT, "%,." + places + "f", value);
        return places == 0 ? text : text.replaceAll("0+$", "").replaceAll("\\.$", "");
    }
}
