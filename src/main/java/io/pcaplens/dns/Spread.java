package io.pcaplens.dns;

/**
 * Spreads the parts of a key over a hash. What records do by themselves, adding parts times 31, lets addresses and names
 * that count up collide by the thousand.
 */
final class Spread {
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private Spread() {
    }

    /** Both in one, in such a way that small differences in either show everywhere. */
    static long mix(long a, long b) {
        long h = (a ^ b * GOLDEN) * GOLDEN;
        return h ^ h >>> 29;
    }

    /** The same as a hash code. */
    static int hash(long a, long b) {
        return (int) (mix(a, b) >>> 32);
    }
}
