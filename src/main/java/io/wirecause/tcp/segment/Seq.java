package io.wirecause.tcp.segment;

/**
 * Sequence number arithmetic: 32-bit numbers that wrap (RFC 9293, section 3.4), compared by their signed difference and
 * extended to 64 bits against a nearby known number.
 */
public final class Seq {
    private Seq() {
    }

    /** {@code a - b}; correct as long as they are less than 2^31 apart. */
    public static int difference(int a, int b) {
        return a - b;
    }

    /** The 64-bit offset nearest to {@code near} whose lower 32 bits are those of {@code sequence - base}. */
    public static long unwrap(int sequence, int base, long near) {
        return near + (sequence - base - (int) near);
    }
}
