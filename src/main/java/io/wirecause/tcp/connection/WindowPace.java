package io.wirecause.tcp.connection;

import io.wirecause.report.Durations;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.Windows;
import java.util.Locale;

/**
 * Transfers that go just as fast as the receiver's window allows: one window in each round trip. That holds wherever the capture
 * was taken, where bytes in flight are known at the sender's end only.
 */
public final class WindowPace {
    /** A transfer that people wait for takes this long at least, several windows, over a path of some length. */
    private static final long PACED_NANOS = 1_000_000_000L;
    private static final int PACED_WINDOWS = 10;
    private static final long PACED_ROUND_TRIP_NANOS = 10_000_000L;
    /** As close as this to a window in each round trip it is the window that sets the pace. */
    private static final double PACED_SHARE = 0.8;
    /** Losses from which on they may set it. */
    private static final int FEW_SEGMENTS = 3;

    private WindowPace() {
    }

    /** The receiver whose window sets the pace of a transfer; null for none. */
    public static EndpointState limiting(Connection c) {
        return isPaced(c, c.a()) ? c.b() : isPaced(c, c.b()) ? c.a() : null;
    }

    /** Whether a sender goes just as fast as its peer's window allows. */
    public static boolean isPaced(Connection c, EndpointState sender) {
        long span = sender.dataSpan();
        if (span < PACED_NANOS || sender.verdicts().lostData() >= FEW_SEGMENTS) {
            return false;
        }
        long window = largest(c, c.peer(sender));
        long roundTrip = roundTrip(c);
        boolean known = window > 0 && roundTrip >= PACED_ROUND_TRIP_NANOS;
        if (!known || sender.uniqueBytes() < PACED_WINDOWS * window) {
            return false;
        }
        double share = (double) sender.uniqueBytes() / window * roundTrip / span;
        return share >= PACED_SHARE && share <= 1 / PACED_SHARE;
    }

    /** The largest window that a receiver offered, bytes; -1 where it is not known. */
    public static long largest(Connection c, EndpointState receiver) {
        int field = Windows.greatest(receiver);
        return field < 0 ? -1 : ConnectionMetrics.scaled(c, receiver, field);
    }

    /** By the handshake, nanoseconds; -1 where it is not known. */
    public static long roundTrip(Connection c) {
        long server = c.server().handshakePart();
        long client = c.client().handshakePart();
        return server < 0 || client < 0 ? -1 : server + client;
    }

    /** What the window allows at most, and why it is no larger; empty where it is not known. */
    public static String reason(Connection c, EndpointState receiver) {
        long window = largest(c, receiver);
        long roundTrip = roundTrip(c);
        if (window < 0) {
            return "";
        }
        String pace = roundTrip <= 0 ? "" : String.format(Locale.ROOT, ", at most %.2f Mbit/s at a round trip of %s",
                window * 8 / Durations.seconds(roundTrip) / 1e6, Durations.words(roundTrip));
        return "never more than " + window + " bytes" + pace + scaling(c, receiver);
    }

    /** A server answers with the option only where the client has it (RFC 7323, section 2.5). */
    private static String scaling(Connection c, EndpointState receiver) {
        if (receiver.options().windowScale() != null && c.peer(receiver).options().windowScale() != null) {
            return "; window scaling is on, so its buffer is small";
        }
        boolean client = c.client().options().windowScale() == null;
        return "; no window scaling: " + (client ? "the client's SYN" : "the server's SYN-ACK") + " lacks it";
    }
}
