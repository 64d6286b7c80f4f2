package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.Acceptability;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.segment.Segment;

/**
 * The handshake: how long it took, and the two parts of its round trip at the capture point, from there to the server and back
 * (SYN to SYN-ACK) and to the client and back (SYN-ACK to ACK). A part is known only if neither of its segments was
 * retransmitted: else it is ambiguous which one was answered.
 */
public final class HandshakeTimes {
    /** Counts distinguish none, one and more. */
    private static final int SEVERAL = 2;

    private HandshakeTimes() {
    }

    /** Takes in a segment, after its SYN was counted and the roles learnt. */
    static void take(Segment segment, Connection connection, EndpointState from) {
        if (!connection.handshakeSeen && segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK) && from == connection.client()) {
            connection.handshakeNanos = segment.time();
        }
        if (segment.has(TcpFlags.RST)) {
            return;
        }
        boolean fromClient = from == connection.client();
        if (connection.synAckAckFrame != 0) {
            if (!fromClient && from.window() == 0 && segment.window() > 0 && !ThinkTime.hasData(connection)) {
                openWindow(segment, connection, from);
            }
            return;
        }
        if (segment.has(TcpFlags.SYN)) {
            takeSyn(segment, connection, from, fromClient);
        } else if (fromClient && connection.synAcks > 0 && segment.has(TcpFlags.ACK)) {
            takeAck(segment, connection, from, connection.peer(from));
        }
    }

    private static void takeSyn(Segment segment, Connection connection, EndpointState from, boolean fromClient) {
        if (!segment.has(TcpFlags.ACK)) {
            // With a SYN from either end (simultaneous open) there are no such parts.
            connection.syns = (byte) Math.min(SEVERAL, fromClient ? connection.syns + 1 : SEVERAL);
        } else if (!fromClient) {
            boolean known = connection.syns == 1 && connection.synAcks == 0 && !connection.handshakeSeen
                    && segment.time() >= connection.handshakeNanos;
            from.setHandshakePart(known ? segment.time() - connection.handshakeNanos : -1);
            connection.synAcks = (byte) Math.min(SEVERAL, connection.synAcks + 1);
            connection.synAckTime = segment.time();
        }
    }

    /**
     * The server opens the window that its SYN-ACK left closed: a SYN proxy has its own connection to the real server. The client
     * could not send before.
     */
    private static void openWindow(Segment segment, Connection connection, EndpointState server) {
        WaitTimes.add(server, segment.time() - connection.synAckTime, connection.synAckAckFrame, segment.frame(), false);
        connection.synAckTime = segment.time();
    }

    private static void takeAck(Segment segment, Connection connection, EndpointState from, EndpointState to) {
        // With data or a FIN, the client's ACK may have waited for its application; later ones prove nothing.
        boolean bare = segment.length() == 0 && from.offset(segment.sequence()) == from.next()
                && to.offset(segment.acknowledgment()) == to.next();
        if (connection.synAcks == 1 && bare && segment.time() >= connection.synAckTime) {
            from.setHandshakePart(segment.time() - connection.synAckTime);
        }
        connection.synAckTime = segment.time();
        connection.synAckAckFrame = (int) segment.frame();
    }

    /**
     * Whether the segment completes the handshake: it acknowledges the server's SYN and, by its own number, follows the
     * client's.
     */
    static boolean complete(Segment segment, Connection connection, EndpointState from, EndpointState to) {
        if (connection.handshakeSeen || from != connection.client() || !from.hasOpened() || to.synAcks() == 0
                || segment.has(TcpFlags.SYN | TcpFlags.RST) || !segment.has(TcpFlags.ACK)
                || connection.termination().resetInSetup() && connection.termination().resetBy() == from
                || !Acceptability.chooses(segment, to) && !to.isAboveSyn(segment.acknowledgment())
                || !from.isAboveSyn(segment.sequence())) {
            return false;
        }
        connection.handshakeSeen = true;
        connection.handshakeNanos = connection.handshakeNanos < 0 ? -1 : segment.time() - connection.handshakeNanos;
        return true;
    }

    /** Whether SYN or SYN-ACK were sent more than once before the handshake was complete. */
    public static boolean isRepeated(Connection connection) {
        return connection.handshakeSeen && (connection.syns >= SEVERAL || connection.synAcks >= SEVERAL);
    }

    /** From the first SYN to the ACK of the SYN-ACK, nanoseconds; -1 where they were not seen. */
    public static long sinceFirstSyn(Connection connection) {
        return connection.handshakeSeen ? connection.synAckTime - connection.firstTime() : -1;
    }

    /** The frame of the ACK of the SYN-ACK; 0 where it was not seen. */
    public static long ackFrame(Connection connection) {
        return Integer.toUnsignedLong(connection.synAckAckFrame);
    }

    /** When the ACK of the SYN-ACK was seen, or the window was opened that the SYN-ACK left closed; nanoseconds, -1 where not. */
    static long completeAt(Connection connection) {
        return connection.synAckAckFrame == 0 ? -1 : connection.synAckTime;
    }
}
