package io.wirecause.tcp.findings;

import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.PathTtls;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import java.util.List;

/**
 * Whether a RST comes from the host in whose name it is, judged by the TTLs of all that the host sent. A path may flap, and a
 * route may be a hop longer back than forth; a host may use another initial TTL where no socket sends the RST.
 */
public final class ResetOrigin {
    /** The share of an endpoint's packets that must have a TTL for it to count as one of its own. */
    private static final double SHARE = 0.1;
    private static final int[] INITIAL = {64, 128, 255};

    private ResetOrigin() {
    }

    /** Whether the RST that ended a connection likely comes from a device on the path. */
    public static boolean isForeign(Connection c) {
        EndpointState by = c.termination().resetBy();
        return isForeign(c, by, EndpointAnomalies.resetTtl(by));
    }

    /** In whose name a device on the path likely sent a RST that the receiver ignored; null for nobody's. */
    static EndpointState ignoredIn(Connection c) {
        for (EndpointState by : List.of(c.server(), c.client())) {
            if (EndpointAnomalies.ignoredResetTtl(by) >= 0 && isForeign(c, by, EndpointAnomalies.ignoredResetTtl(by))) {
                return by;
            }
        }
        return null;
    }

    private static boolean isForeign(Connection c, EndpointState by, int ttl) {
        int usual = ttl < 0 ? -1 : PathTtls.nearest(c, by, ttl, SHARE);
        return usual >= 0 && !PathTtls.isBetween(c, by, ttl, SHARE) && isForeign(ttl, usual);
    }

    /** Whether a packet with this TTL comes from elsewhere than packets with the usual one. */
    static boolean isForeign(int ttl, int usual) {
        if (Math.abs(ttl - usual) <= 1) {
            // One hop is a change of route, unless the packet passed no router at all where the others did.
            return hops(ttl) == 0 && hops(usual) == 1;
        }
        return hops(ttl) != hops(usual);
    }

    private static int hops(int ttl) {
        for (int initial : INITIAL) {
            if (ttl <= initial) {
                return initial - ttl;
            }
        }
        return 0;
    }

    /** The TTL of that RST beside that of its sender's other packets, in words; empty where they are equal. */
    public static String ttls(Connection c) {
        EndpointState by = c.termination().resetBy();
        return ttls(c, by, EndpointAnomalies.resetTtl(by));
    }

    /** The same of a RST that the receiver ignored. */
    static String ignoredTtls(Connection c) {
        EndpointState by = ignoredIn(c);
        return ttls(c, by, EndpointAnomalies.ignoredResetTtl(by));
    }

    private static String ttls(Connection c, EndpointState by, int ttl) {
        int usual = ttl < 0 ? -1 : PathTtls.nearest(c, by, ttl, SHARE);
        if (usual < 0 || usual == ttl) {
            return "";
        }
        return "RST in the " + (by == c.client() ? "client" : "server") + "'s name with TTL " + ttl
                + ", its other packets have " + usual;
    }
}
