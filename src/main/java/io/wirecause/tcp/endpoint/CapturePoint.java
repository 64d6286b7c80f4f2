package io.wirecause.tcp.endpoint;

/**
 * Where on the path a connection was captured, judged by the round trips from there to either end and by the TTLs: an initial
 * TTL (64, 128, 255) has passed no router.
 */
public enum CapturePoint {
    /** At the client or next to it. */
    NEAR_CLIENT,
    /** At the server or next to it. */
    NEAR_SERVER,
    /** On the path, with a noticeable part of the round trip on either side. */
    BETWEEN,
    /** Too little evidence, or contradictory. */
    UNKNOWN;

    /** Hosts take as long to answer: parts of a shorter round trip show nothing. Nanoseconds. */
    static final long SHORTEST_ROUND_TRIP = 200_000;
    /** An end with at most this share of the round trip is near. */
    static final double NEAR_SHARE = 0.06;
    /** And if its part of the round trip is not longer than this; nanoseconds. */
    static final long NEAR_NANOS = 3_000_000;
    /** Between: either end has at least this share. */
    static final double FAR_SHARE = 0.10;

    /** Where a connection between these endpoints was captured. */
    public static CapturePoint of(EndpointState client, EndpointState server) {
        return of(RoundTrips.shortestTo(client, server), RoundTrips.shortestTo(server, client), client.firstTtl(),
                server.firstTtl());
    }

    /** Whether the capture was taken at this endpoint or next to it. */
    public static boolean isBeside(EndpointState endpoint, EndpointState peer) {
        return of(endpoint, peer) == NEAR_CLIENT;
    }

    /**
     * Weighs the evidence, which is symmetric: with the ends exchanged, so is the answer.
     *
     * @param clientPart shortest round trip to the client and back, nanoseconds; -1 where it is not known
     * @param serverPart shortest round trip to the server and back, nanoseconds; -1 where it is not known
     * @param clientTtl  TTL of the client's packets; -1 where none was seen
     * @param serverTtl  TTL of the server's packets; -1 where none was seen
     */
    static CapturePoint of(long clientPart, long serverPart, int clientTtl, int serverTtl) {
        CapturePoint byTtl = byTtl(clientTtl, serverTtl);
        CapturePoint byTime = byTime(clientPart, serverPart);
        if (byTime == UNKNOWN) {
            // A short link without a router adds no delay, so its end may be anywhere in the machine room.
            boolean timed = clientPart >= 0 && serverPart >= 0;
            return timed ? UNKNOWN : byTtl;
        }
        boolean contradict = byTime == NEAR_CLIENT && byTtl == NEAR_SERVER || byTime == NEAR_SERVER && byTtl == NEAR_CLIENT;
        return contradict ? UNKNOWN : byTime;
    }

    /** Whether the first of two known parts of the round trip is so short that its end is near. */
    public static boolean isNear(long part, long other) {
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
