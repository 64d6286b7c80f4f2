package io.wirecause.compare.service;

import io.wirecause.analysis.collect.Distribution;

/** How likely chance alone makes two captures of the same differ so much. */
final class Chance {
    private static final double LEAST_TERM = 1e-12;
    private static final int EXACT = 32;

    private Chance() {
    }

    /**
     * How likely so many or more of the second ones are hit where both have the same share (Fisher's exact test, one side).
     *
     * @param hit       how many of the first
     * @param of        of how many
     * @param otherHit  how many of the second
     * @param otherOf   of how many
     */
    static double ofMore(long hit, long of, long otherHit, long otherOf) {
        if (otherOf == 0 || of == 0 || hit > of || otherHit > otherOf || otherHit * (double) of <= hit * (double) otherOf) {
            return 1;
        }
        long hits = hit + otherHit;
        double all = choose(of + otherOf, hits);
        double sum = 0;
        for (long x = otherHit; x <= Math.min(otherOf, hits); x++) {
            double term = Math.exp(choose(otherOf, x) + choose(of, hits - x) - all);
            sum += term;
            if (term < sum * LEAST_TERM) {
                break;
            }
        }
        return Math.min(1, sum);
    }

    private static double choose(long of, long some) {
        return logFactorial(of) - logFactorial(some) - logFactorial(of - some);
    }

    /** The logarithm of n!, by Stirling's series where n is large. */
    private static double logFactorial(long n) {
        if (n < EXACT) {
            double sum = 0;
            for (int i = 2; i <= n; i++) {
                sum += Math.log(i);
            }
            return sum;
        }
        return n * Math.log(n) - n + Math.log(2 * Math.PI * n) / 2 + 1.0 / (12 * n);
    }

    /** By how many standard errors values of one rank above those of another (Mann and Whitney); negative where below. */
    static double errorsAbove(Distribution one, Distribution other) {
        double n = one.count();
        double m = other.count();
        return n == 0 || m == 0 ? 0 : (one.exceeds(other) - 0.5) / Math.sqrt((n + m + 1) / (12 * n * m));
    }
}
