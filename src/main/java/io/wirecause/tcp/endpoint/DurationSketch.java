package io.wirecause.tcp.endpoint;

import java.util.Arrays;

/**
 * The distribution of many durations in little memory: up to {@link #EXACT} of them one by one, from then on counted in buckets
 * an eighth of an octave wide, so that a quantile is accurate to 7 %. Count, minimum and maximum are always exact. Nothing is
 * allocated before the second duration. One that is kept is an int: nanoseconds up to 2.1 s, negated microseconds beyond.
 */
final class DurationSketch {
    /** Durations kept one by one. */
    static final int EXACT = 64;
    private static final long NANOS_PER_MICRO = 1_000;
    /** Buckets per octave, as a power of two. */
    private static final int SUB_BITS = 3;
    /** The buckets reach from 2^12 ns (4 microseconds) to 2^36 ns (69 seconds); the outermost take what lies beyond. */
    private static final int LOWEST_OCTAVE = 12;
    private static final int BUCKETS = 36 - LOWEST_OCTAVE << SUB_BITS;

    private DurationSketch() {
    }

    /** Adds a duration in nanoseconds; a negative one, of a clock that went backwards, is ignored. */
    static void add(EndpointState to, long nanos) {
        if (nanos < 0) {
            return;
        }
        if (to.tripBuckets == null && to.trips == EXACT) {
            to.tripBuckets = new char[BUCKETS];
            for (int kept : to.exactTrips) {
                countIn(to.tripBuckets, unpack(kept));
            }
            to.exactTrips = null;
        }
        if (to.tripBuckets != null) {
            countIn(to.tripBuckets, nanos);
        } else if (to.trips > 0) {
            keep(to, nanos);
        }
        to.trips++;
        to.shortestTrip = Math.min(to.shortestTrip, nanos);
        to.longestTrip = Math.max(to.longestTrip, nanos);
    }

    private static void keep(EndpointState to, long nanos) {
        if (to.exactTrips == null) {
            to.exactTrips = new int[4];
            to.exactTrips[0] = pack(to.shortestTrip);
        } else if (to.trips == to.exactTrips.length) {
            to.exactTrips = Arrays.copyOf(to.exactTrips, 2 * to.exactTrips.length);
        }
        to.exactTrips[to.trips] = pack(nanos);
    }

    private static int pack(long nanos) {
        return nanos <= Integer.MAX_VALUE ? (int) nanos : (int) -Math.min(Integer.MAX_VALUE, nanos / NANOS_PER_MICRO);
    }

    private static long unpack(int kept) {
        return kept >= 0 ? kept : -kept * NANOS_PER_MICRO;
    }

    private static void countIn(char[] buckets, long nanos) {
        int at = bucket(nanos);
        if (buckets[at] == Character.MAX_VALUE) {
            // Half of all counts has the same quantiles.
            for (int i = 0; i < BUCKETS; i++) {
                buckets[i] = (char) (buckets[i] + 1 >> 1);
            }
        }
        buckets[at]++;
    }

    private static int bucket(long nanos) {
        int octave = 63 - Long.numberOfLeadingZeros(Math.max(nanos, 1));
        if (octave < LOWEST_OCTAVE) {
            return 0;
        }
        int sub = (int) (nanos >>> octave - SUB_BITS) & (1 << SUB_BITS) - 1;
        return Math.min((octave - LOWEST_OCTAVE << SUB_BITS) + sub, BUCKETS - 1);
    }

    private static long middle(int bucket) {
        int octave = (bucket >>> SUB_BITS) + LOWEST_OCTAVE;
        long width = 1L << octave - SUB_BITS;
        return (1L << octave) + (bucket & (1 << SUB_BITS) - 1) * width + width / 2;
    }

    /**
     * The duration in nanoseconds that the given share of all does not exceed (nearest rank); -1 where there are none.
     *
     * @param share above 0, at most 1
     */
    static long quantile(EndpointState of, double share) {
        if (of.trips == 0) {
            return -1;
        }
        if (of.trips == 1) {
            return of.shortestTrip;
        }
        if (of.tripBuckets == null) {
            long[] sorted = Arrays.stream(of.exactTrips, 0, of.trips).mapToLong(DurationSketch::unpack).sorted().toArray();
            return bounded(of, sorted[(int) Math.ceil(share * of.trips) - 1]);
        }
        long inBuckets = 0;
        for (char bucket : of.tripBuckets) {
            inBuckets += bucket;
        }
        long rank = (long) Math.ceil(share * inBuckets);
        int at = 0;
        for (long below = of.tripBuckets[0]; below < rank; below += of.tripBuckets[at]) {
            at++;
        }
        return bounded(of, middle(at));
    }

    private static long bounded(EndpointState of, long nanos) {
        return Math.max(of.shortestTrip, Math.min(of.longestTrip, nanos));
    }
}
