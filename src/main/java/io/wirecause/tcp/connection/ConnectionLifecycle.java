package io.wirecause.tcp.connection;

import io.wirecause.flow.RoleBasis;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;

/** Who is client and who server, and how the {@link ConnectionState} of a connection advances with each segment. */
final class ConnectionLifecycle {
    /** Before this state a segment may show that the connection is established. */
    private static final int ESTABLISHED = ConnectionState.ESTABLISHED.ordinal();

    private ConnectionLifecycle() {
    }

    /** Learns from a SYN or SYN-ACK of an endpoint, which is already counted. */
    static void learnRoles(Segment segment, Connection connection, EndpointState from) {
        boolean answer = segment.has(TcpFlags.ACK);
        connection.learnRoles(answer ? RoleBasis.SYN_ACK : RoleBasis.SYN, segment.fromA() != answer);
        from.open(segment.sequence());
    }

    /** Advances the state, after the segment was judged. */
    static void advance(Segment segment, Connection connection, EndpointState from, EndpointState to,
            boolean completesHandshake) {
        if (segment.has(TcpFlags.RST)) {
            reset(connection, from, to);
            return;
        }
        if (segment.has(TcpFlags.SYN)) {
            boolean opens = !segment.has(TcpFlags.ACK) && from == connection.client();
            connection.move(opens ? ConnectionState.Event.SYN : ConnectionState.Event.SYN_ACK);
        } else if (completesHandshake) {
            connection.move(ConnectionState.Event.HANDSHAKE_ACK);
        } else if (connection.state().ordinal() < ESTABLISHED && showsEstablished(segment, connection, from)) {
            connection.move(ConnectionState.Event.SEGMENT);
        }
        if (segment.has(TcpFlags.FIN) && !from.finSeen()) {
            from.close();
            connection.move(to.finSeen() ? ConnectionState.Event.SECOND_FIN : ConnectionState.Event.FIRST_FIN);
        }
    }

    /** A client acknowledges only what it received; a server sends more than its SYN-ACK only once that was acknowledged. */
    private static boolean showsEstablished(Segment segment, Connection connection, EndpointState from) {
        if (!segment.has(TcpFlags.ACK)) {
            return connection.state() == ConnectionState.NEW;
        }
        EndpointState client = connection.client();
        return switch (connection.state()) {
            case SYN_SENT -> from == client || !client.hasOpened();
            case SYN_RECEIVED -> from != client && (from.dataPackets() > 0 && client.syns() > 0 && client.largestPayload() == 0
                    || from.acks() > 0 && client.packets() == 0);
            default -> true;
        };
    }

    private static void reset(Connection connection, EndpointState from, EndpointState to) {
        boolean beforeClose = !(from.finSeen() || connection.state() == ConnectionState.CLOSED);
        boolean acknowledged = from.isFullyAcknowledged(to) && to.isFullyAcknowledged(from);
        connection.terminating().reset(from, beforeClose, acknowledged, connection.packets(), connection.lastFrame());
        if (from.finSeen() && !connection.state().isEnd()) {
            // An endpoint that has closed discards what its peer still sends: a close that browsers choose, not a failure.
            connection.move(ConnectionState.Event.SECOND_FIN);
            return;
        }
        boolean responder = from != connection.client() && connection.client().hasOpened();
        connection.move(responder ? ConnectionState.Event.RST_FROM_RESPONDER : ConnectionState.Event.RST);
    }
}
