package io.wirecause.capture;

/**
 * What a 64-bit timestamp of a pcapng interface means (draft-ietf-opsawg-pcapng, section 4.2, if_tsresol and if_tsoffset).
 */
final class PcapngTime {
    private static final long NANOS = 1_000_000_000L;
    private static final int BASE_TWO = 0x80;
    /** More seconds than this do not fit into a long of nanoseconds. */
    private static final long MAX_SECONDS = Long.MAX_VALUE / NANOS;

    /** What holds where an interface says nothing. */
    static final PcapngTime MICROSECONDS = of(6);

    private final boolean baseTwo;
    private final int exponent;
    private final long ticksPerSecond;
    private final long offsetSeconds;
    /** Nanoseconds of a tick where that is a whole number, else 0; and the ticks up to which the product fits. */
    private final long nanosPerTick;
    private final long mostTicks;

    private PcapngTime(boolean baseTwo, int exponent, long offsetSeconds) {
        this.baseTwo = baseTwo;
        this.exponent = exponent;
        this.offsetSeconds = offsetSeconds;
        ticksPerSecond = ticksPerSecond(baseTwo, exponent);
        boolean whole = ticksPerSecond != 0 && NANOS % ticksPerSecond == 0;
        nanosPerTick = whole ? NANOS / ticksPerSecond : 0;
        mostTicks = whole && offsetSeconds == 0 ? Long.MAX_VALUE / nanosPerTick : -1;
    }

    private static long ticksPerSecond(boolean baseTwo, int exponent) {
        if (baseTwo) {
            return exponent < 63 ? 1L << exponent : 0;
        }
        long ticks = 1;
        for (int i = 0; i < exponent; i++) {
            if (ticks > Long.MAX_VALUE / 10) {
                return 0;
            }
            ticks *= 10;
        }
        return ticks;
    }

    /** The meaning of an if_tsresol: a negative power of 10, or of 2 where the highest bit is set. */
    static PcapngTime of(int tsresol) {
        return new PcapngTime((tsresol & BASE_TWO) != 0, tsresol & ~BASE_TWO, 0);
    }

    PcapngTime withOffset(long seconds) {
        return seconds == offsetSeconds ? this : new PcapngTime(baseTwo, exponent, seconds);
    }

    /** Ticks of a second; 0 where they are more than 2^62 or 10^18. */
    long ticksPerSecond() {
        return ticksPerSecond;
    }

    /**
     * A timestamp in nanoseconds since 1970, held within what 63 bits can count.
     *
     * @param ticks the 64-bit timestamp, unsigned
     */
    long nanos(long ticks) {
        if (ticks >= 0 && ticks <= mostTicks) {
            return ticks * nanosPerTick;
        }
        if (ticksPerSecond == 0) {
            return total(0, 0);
        }
        long seconds = Long.divideUnsigned(ticks, ticksPerSecond);
        long rest = Long.remainderUnsigned(ticks, ticksPerSecond);
        return total(seconds, nanosOf(rest));
    }

    /** A part of a second, less than {@link #ticksPerSecond}. */
    private long nanosOf(long rest) {
        if (baseTwo) {
            // rest * 10^9 takes up to 92 bits; what is left of them after the shift is less than 10^9.
            long high = Math.multiplyHigh(rest, NANOS);
            long low = rest * NANOS;
            return exponent == 0 ? low : high << 64 - exponent | low >>> exponent;
        }
        return ticksPerSecond <= NANOS ? rest * nanosPerTick : rest / (ticksPerSecond / NANOS);
    }

    private long total(long seconds, long nanos) {
        // The seconds are unsigned, the offset is not: their sum is beyond a long's end where either rule below says so.
        long all = seconds + offsetSeconds;
        boolean beyond = seconds < 0 ? offsetSeconds >= 0 || all < 0 : offsetSeconds > 0 && all < 0;
        if (beyond || all >= MAX_SECONDS) {
            return Long.MAX_VALUE;
        }
        return all <= -MAX_SECONDS ? -Long.MAX_VALUE : all * NANOS + nanos;
    }
}
