package io.pcaplens.icmp;

/** Durations as answers tell them. */
final class Millis {
    private Millis() {
    }

    /** Milliseconds to the microsecond. */
    static double of(double nanos) {
        return Math.round(nanos / 1e3) / 1e3;
    }
}
