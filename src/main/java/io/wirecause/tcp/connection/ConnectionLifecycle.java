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
        connection.attempted |= !segment.has(TcpFlags.ACK | TcpFlags.FIN | TcpFlags.RST);
        from.open(segment.sequence());
    }

    /**
     * Advances the state, after the segment was judged.
     *
     * @param open bytes of the receiver that were not acknowledged before a RST: what its ACK covers reaches no application
     */
    static void advance(Segment segment, Connection connection, EndpointState from, EndpointState to,
            boolean completesHandshake, long open) {
        if (segment.has(TcpFlags.RST)) {
            reset(segment, connection, from, to, open);
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

    private static void reset(Segment segment, Connection connection, EndpointState from, EndpointState to, long open) {
        if (SetupEvents.endsEarlierConnection(segment, connection, from)) {
            return;
        }
        boolean beforeClose = !(from.finSeen() || connection.state() == ConnectionState.CLOSED);
        Termination termination = connection.terminating();
        termination.reset(segment, from, to, !connection.isEstablished(), beforeClose, open(from, to), open(to, from),
                connection.packets());
        if (termination.resetFrame() == segment.frame() && open > 0 && from.hasSentData()) {
            termination.resetAfter(IdleGaps.ended(connection, to));
        }
        boolean lost = from.finSeen() && from == connection.server() && termination.crossingFrame() > 0 && open > 0;
        if (lost) {
            termination.lost(open);
        }
        if (from.finSeen() && !connection.state().isEnd() && !lost) {
            // An endpoint that has closed discards what its peer still sends: a close that browsers choose, not a failure.
            connection.move(ConnectionState.Event.SECOND_FIN);
            return;
        }
        boolean responder = from != connection.client() && connection.client().hasOpened();
        connection.move(responder ? ConnectionState.Event.RST_FROM_RESPONDER : ConnectionState.Event.RST);
    }

    /** Reopens a connection that a RST did not end, as the traffic after it shows (RFC 5961, section 3.2). */
    static void reopen(Segment segment, Connection connection) {
        Termination termination = connection.termination();
        if (termination.resetBy() == null || segment.has(TcpFlags.RST)
                || !termination.isRefuted(connection.peer(termination.resetBy()))) {
            return;
        }
        termination.refute();
        int closed = (connection.a().finSeen() ? 1 : 0) + (connection.b().finSeen() ? 1 : 0);
        connection.reopen(closed == 2 ? ConnectionState.CLOSED : closed == 1 ? ConnectionState.HALF_CLOSED
                : connection.handshakeSeen() ? ConnectionState.ESTABLISHED : ConnectionState.MID_STREAM);
    }

    /** Bytes of data that the receiver has not acknowledged; 0 where it was not seen to send anything at all. */
    static long open(EndpointState sender, EndpointState receiver) {
        if (receiver.packets() == 0 || sender.isEmpty()) {
            return 0;
        }
        return Math.max(0, sender.next() - Math.max(0, sender.acknowledgedOrNone(receiver)) - (sender.finSeen() ? 1 : 0));
    }

    /** Notes where data of the client and the FIN of the server meet on the way; before the FIN is noted. */
    static void takeCrossing(Segment segment, Connection connection, EndpointState from, EndpointState to, boolean isNewData) {
        if (from == connection.client()) {
            boolean knows = !to.isEmpty() && to.acknowledgedBy(from) >= to.next();
            if (isNewData && to.finSeen() && !knows && !SlowAnswers.asksNothing(segment)) {
                connection.terminating().crossing(segment.frame());
            }
        } else if (segment.has(TcpFlags.FIN) && !from.finSeen() && !to.finSeen()) {
            IdleGaps.takeClose(segment, connection, from, to);
            // Behind the client's data the server may have sent a good-bye of its own.
            boolean last = connection.lastDataFromClient();
            boolean asks = last ? !connection.lastDataAsksNothing && open(to, from) > 0
                    : open(to, from) > Termination.GOODBYE_BYTES;
            if (asks) {
                connection.terminating().crossing(last ? connection.lastDataFrame : segment.frame());
            }
        }
    }
}
