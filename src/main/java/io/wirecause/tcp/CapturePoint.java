package io.wirecause.tcp;

/**
 * Where on the path a connection was captured. From the round trips to either side as the capture point sees them and
 * from the TTLs: a TTL with which hosts begin (64, 128, 255) has passed no router.
 */
enum CapturePoint {
    /** At the client or as good as. */
    NEAR_CLIENT,
    /** At the server or as good as. */
    NEAR_SERVER,
    /** On the way, with a noticeable part of the round trip on either side. */
    BETWEEN,
    /** The evidence does not tell: too little, or contradictory. */
    UNKNOWN;

    /** Below this the whole round trip is as short as hosts take to answer: no part of it tells anything. Nanoseconds. */
    static final long SHORTEST_ROUND_TRIP = 200_000;
    /** A side with at most this share of the round trip is near. */
    static final double NEAR_SHARE = 0.06;
    /** Being near, it answers at least this fast; nanoseconds. */
    static final long NEAR_NANOS = 3_000_000;
    /** Between are sides with at least this share each. */
    static final double FAR_SHARE = 0.10;

    /**
     * Weighs the evidence.
     *
     * @param clientPart least round trip to the client and back, nanoseconds; -1 where it is not known
     * @param serverPart least round trip to the server and back, nanoseconds; -1 where it is not known
     * @param clientTtl  TTL of the client's packets; -1 where none was seen
     * @param serverTtl  TTL of the server's packets; -1 where none was seen
     */
    static CapturePoint of(long clientPart, long serverPart, int clientTtl, int serverTtl) {
        CapturePoint byTtl = byTtl(clientTtl, serverTtl);
        CapturePoint byTime = byTime(clientPart, serverPart);
        if (byTime == UNKNOWN) {
            // A short link without a router has no delay of its own, so its end may be anywhere in the machine room.
            boolean timed = clientPart >= 0 && serverPart >= 0;
            return timed ? UNKNOWN : byTtl;
        }
        boolean contradict = byTime == NEAR_CLIENT && byTtl == NEAR_SERVER || byTime == NEAR_SERVER && byTtl == NEAR_CLIENT;
        return contradict ? UNKNOWN : byTime;
    }

    /** Whether of two known parts of the round trip the first is so small that its end is near. */
    static boolean isNear(long part, long other) {
        return part >= 0 && other >= 0 && part + other >= SHORTEST_ROUND_TRIP && part <= NEAR_NANOS
                && part <= NEAR_SHARE * (part + other);
    }

    private static CapturePoint byTime(long clientPart, long serverPart) {
        if (isNear(clientPart, serverPart)) {
            return NEAR_CLIENT;
        }
        if (isNear(serverPart, clientPart)) {
            return NEAR_SERVER;
        }
        long whole = clientPart + serverPart;
        boolean between = clientPart >= 0 && serverPart >= 0 && whole >= SHORTEST_ROUND_TRIP
                && Math.min(clientPart, serverPart) >= FAR_SHARE * whole;
        return between ? BETWEEN : UNKNOWN;
    }

    private static CapturePoint byTtl(int clientTtl, int serverTtl) {
        if (clientTtl < 0 || serverTtl < 0 || isInitial(clientTtl) == isInitial(serverTtl)) {
            return UNKNOWN;
        }
        return isInitial(clientTtl) ? NEAR_CLIENT : NEAR_SERVER;
    }

    private static boolean isInitial(int ttl) {
        return ttl == 64 || ttl == 128 || ttl == 255;
    }
}
