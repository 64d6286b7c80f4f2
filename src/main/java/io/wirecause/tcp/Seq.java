package io.wirecause.tcp;

/**
 * Sequence numbers: 32 bits that wrap (RFC 9293, section 3.4), compared by their signed difference, and unwrapped to 64
 * bits against a number known to be near.
 */
final class Seq {
    private Seq() {
    }

    /** {@code a - b}; right as long as they are less than 2^31 apart. */
    static int difference(int a, int b) {
        return a - b;
    }

    /** The 64-bit offset nearest to {@code near} whose lower 32 bits are those of {@code sequence - base}. */
    static long unwrap(int sequence, int base, long near) {
        return near + (sequence - base - (int) near);
    }
}
