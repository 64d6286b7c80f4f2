package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;

/**
 * How many packets of an endpoint came with which TTL, RSTs not counted. A path that flaps gives several, a device that speaks in
 * an endpoint's name another one. Made only once a packet differs from the endpoint's first; TTLs beyond the limit are left out.
 */
public final class PathTtls {
    /** TTLs kept of an endpoint, apart from that of its first packet. */
    private static final int KEPT = 4;

    private final Others ofA = new Others();
    private final Others ofB = new Others();

    private PathTtls() {
    }

    /** TTLs other than the first. */
    private static final class Others {
        /** Of an endpoint without; never written. */
        private static final Others NONE = new Others();

        private final short[] ttls = new short[KEPT];
        private final int[] packets = new int[KEPT];
        private int all;

        private void add(int ttl) {
            all++;
            for (int i = 0; i < KEPT; i++) {
                if (packets[i] == 0 || ttls[i] == ttl) {
                    ttls[i] = (short) ttl;
                    packets[i]++;
                    return;
                }
            }
        }

        private int of(int ttl) {
            for (int i = 0; i < KEPT; i++) {
                if (ttls[i] == ttl && packets[i] > 0) {
                    return packets[i];
                }
            }
            return 0;
        }
    }

    /** Takes in a segment, after its sender has kept the TTL of its first one. */
    static void take(Segment segment, Connection connection, EndpointState from) {
        if (segment.ttl() == from.firstTtl() || segment.has(TcpFlags.RST)) {
            return;
        }
        RareEvents rare = connection.rareEvents();
        if (rare.ttls == null) {
            rare.ttls = new PathTtls();
        }
        of(connection, from).add(segment.ttl());
    }

    private static Others of(Connection connection, EndpointState endpoint) {
        PathTtls ttls = connection.rare().ttls;
        return ttls == null ? Others.NONE : endpoint == connection.a() ? ttls.ofA : ttls.ofB;
    }

    /** Packets of an endpoint, other than RSTs, that came with this TTL. */
    public static int packets(Connection connection, EndpointState of, int ttl) {
        Others others = of(connection, of);
        return ttl == of.firstTtl() ? of.packets() - of.rsts() - others.all : others.of(ttl);
    }

    /**
     * The TTL nearest to a given one that a good part of the endpoint's packets came with; -1 where it sent nothing but RSTs.
     *
     * @param share of its packets that makes a good part, above 0
     */
    public static int nearest(Connection connection, EndpointState of, int ttl, double share) {
        int all = of.packets() - of.rsts();
        if (all <= 0 || of.firstTtl() < 0) {
            return -1;
        }
        Others others = of(connection, of);
        int nearest = -1;
        for (int i = -1; i < KEPT; i++) {
            int candidate = i < 0 ? of.firstTtl() : others.ttls[i];
            boolean often = packets(connection, of, candidate) >= Math.max(1, share * all);
            if (often && (nearest < 0 || Math.abs(candidate - ttl) < Math.abs(nearest - ttl))) {
                nearest = candidate;
            }
        }
        return nearest;
    }

    /** Whether a TTL lies between two that a good part of the endpoint's packets came with: its path flaps. */
    public static boolean isBetween(Connection connection, EndpointState of, int ttl, double share) {
        Others others = of(connection, of);
        boolean below = false;
        boolean above = false;
        int all = of.packets() - of.rsts();
        for (int i = -1; i < KEPT; i++) {
            int candidate = i < 0 ? of.firstTtl() : others.ttls[i];
            if (packets(connection, of, candidate) >= Math.max(1, share * all)) {
                below |= candidate <= ttl;
                above |= candidate >= ttl;
            }
        }
        return below && above;
    }
}
