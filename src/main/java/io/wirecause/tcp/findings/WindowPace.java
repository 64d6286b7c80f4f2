package io.wirecause.tcp.findings;

import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionMetrics;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.Windows;
import java.util.Locale;

/**
 * Transfers that go just as fast as the receiver's window allows: one window in each round trip. That holds wherever the capture
 * was taken, where bytes in flight are known at the sender's end only.
 */
final class WindowPace {
    private WindowPace() {
    }

    /** The receiver whose window sets the pace of a transfer; null for none. */
    static EndpointState limiting(Connection c) {
        return isPaced(c, c.a()) ? c.b() : isPaced(c, c.b()) ? c.a() : null;
    }

    private static boolean isPaced(Connection c, EndpointState sender) {
        long span = sender.dataSpan();
        if (span < TcpThresholds.PACED_NANOS || sender.verdicts().lostData() >= TcpThresholds.FEW_SEGMENTS) {
            return false;
        }
        long window = largest(c, c.peer(sender));
        long roundTrip = roundTrip(c);
        boolean known = window > 0 && roundTrip >= TcpThresholds.PACED_ROUND_TRIP_NANOS;
        if (!known || sender.uniqueBytes() < TcpThresholds.PACED_WINDOWS * window) {
            return false;
        }
        double share = (double) sender.uniqueBytes() / window * roundTrip / span;
        return share >= TcpThresholds.PACED_SHARE && share <= 1 / TcpThresholds.PACED_SHARE;
    }

    /** The largest window that a receiver offered, bytes; -1 where it is not known. */
    static long largest(Connection c, EndpointState receiver) {
        int field = Windows.greatest(receiver);
        return field < 0 ? -1 : ConnectionMetrics.scaled(c, receiver, field);
    }

    /** By the handshake, nanoseconds; -1 where it is not known. */
    private static long roundTrip(Connection c) {
        long server = c.server().handshakePart();
        long client = c.client().handshakePart();
        return server < 0 || client < 0 ? -1 : server + client;
    }

    /** Why the window is no larger, and what it allows at most. */
    static String reason(Connection c, EndpointState receiver) {
        long window = largest(c, receiver);
        long roundTrip = roundTrip(c);
        if (window < 0) {
            return "";
        }
        String pace = roundTrip <= 0 ? "" : String.format(Locale.ROOT, ", at most %.2f Mbit/s at a round trip of %.0f ms",
                window * 8 / Durations.seconds(roundTrip) / 1e6, Durations.millis(roundTrip));
        return "; never more than " + window + " bytes" + pace + scaling(c, receiver);
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
