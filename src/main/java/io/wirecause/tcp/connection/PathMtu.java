package io.wirecause.tcp.connection;

import io.wirecause.tcp.segment.Segment;

/** ICMP errors that say that segments of a connection are larger than a link takes (RFC 1191, RFC 8201). */
public final class PathMtu {
    private int times;
    private int firstFrame;
    private int mtu = Integer.MAX_VALUE;

    private PathMtu() {
    }

    /** Takes in such an error. */
    static void take(Segment error, Connection connection) {
        RareEvents rare = connection.rareEvents();
        if (rare.pathMtu == null) {
            rare.pathMtu = new PathMtu();
        }
        PathMtu path = rare.pathMtu;
        if (path.times++ == 0) {
            path.firstFrame = (int) error.frame();
        }
        if (error.pathMtu() > 0) {
            path.mtu = (int) Math.min(path.mtu, error.pathMtu());
        }
    }

    /** Segments that did not fit, as far as an error says so. */
    public static int times(Connection connection) {
        return connection.rare().pathMtu == null ? 0 : connection.rare().pathMtu.times;
    }

    /** The smallest MTU that an error names, bytes; 0 where none does. */
    public static int mtu(Connection connection) {
        PathMtu path = connection.rare().pathMtu;
        return path == null || path.mtu == Integer.MAX_VALUE ? 0 : path.mtu;
    }

    /** The first error; 0 for none. */
    public static long firstFrame(Connection connection) {
        PathMtu path = connection.rare().pathMtu;
        return path == null ? 0 : Integer.toUnsignedLong(path.firstFrame);
    }
}
