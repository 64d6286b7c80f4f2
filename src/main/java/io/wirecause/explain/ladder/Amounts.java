package io.wirecause.explain.ladder;

import io.wirecause.report.Durations;
import java.util.Locale;

/** Amounts as a person reads them: as many digits as matter. */
public final class Amounts {
    private static final double KILO = 1e3;
    private static final double MEGA = 1e6;
    private static final double GIGA = 1e9;
    private static final long EXACT = 10_000;

    private Amounts() {
    }

    /** Bytes: {@code 1,780 bytes}, {@code 310 kB}, {@code 1.2 GB}. */
    public static String bytes(long bytes) {
        if (bytes < EXACT) {
            return bytes == 1 ? "1 byte" : String.format(Locale.ROOT, "%,d bytes", bytes);
        }
        return bytes < MEGA ? Durations.threeDigits(bytes / KILO) + " kB"
                : bytes < GIGA ? Durations.threeDigits(bytes / MEGA) + " MB"
                : Durations.threeDigits(bytes / GIGA) + " GB";
    }
}
