package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;

/**
 * What went wrong while a connection was set up: an ACK of an earlier connection where a SYN-ACK should come (challenge ACK,
 * RFC 5961 section 4, or the ACK of TIME-WAIT, RFC 9293 section 3.10.7.4), SYN-ACKs that acknowledge another SYN,
 * SYNs with ECN (RFC 3168 section 6.1.1) that get no answer, a server that repeats its SYN-ACK although the client goes on to
 * send. Made for the few connections of which this is true.
 */
public final class SetupEvents {
    private int staleAcks;
    private int staleAckFrame;
    private int otherAcks;
    private int ecnSyns;
    private int plainSynFrame;
    private int unheard;
    private int unheardFrame;
    private int dataAgain;
    private int dataAgainFrame;

    private SetupEvents() {
    }

    private static SetupEvents of(Connection connection) {
        RareEvents rare = connection.rareEvents();
        if (rare.setup == null) {
            rare.setup = new SetupEvents();
        }
        return rare.setup;
    }

    /** Takes in a segment, before the endpoints note its numbers. */
    static void take(Segment segment, Connection connection, EndpointState from, EndpointState to) {
        if (!connection.handshakeSeen && isOfOtherSyn(segment, connection, from, to)) {
            SetupEvents events = of(connection);
            events.otherAcks++;
            events.staleAckFrame = events.staleAckFrame == 0 ? (int) segment.frame() : events.staleAckFrame;
        }
        if (connection.synAcks > 0 || connection.handshakeSeen) {
            if (segment.has(TcpFlags.SYN) && segment.has(TcpFlags.ACK) && isUnheard(connection, from, to)) {
                SetupEvents events = of(connection);
                events.unheardFrame = events.unheard++ == 0 ? (int) segment.frame() : events.unheardFrame;
            }
            return;
        }
        if (from == connection.client()) {
            takeSyn(segment, connection);
        } else if (connection.state() == ConnectionState.SYN_SENT && isStaleAck(segment, to)) {
            SetupEvents events = of(connection);
            if (events.staleAcks++ == 0) {
                events.staleAckFrame = (int) segment.frame();
            }
        }
    }

    /** Whether a SYN-ACK is repeated although the client has acknowledged it and then has sent data more than once. */
    private static boolean isUnheard(Connection connection, EndpointState from, EndpointState to) {
        return connection.handshakeSeen && from == connection.server() && to.dataPackets() > 1 && to.retransmissions() > 0
                && from.dataPackets() == 0 && to.acknowledgedBy(from) <= 1;
    }

    /** Takes in a retransmission, which was counted: of what the client sent first, as long as nothing follows the SYN-ACK. */
    static void takeRetransmission(Segment segment, Connection connection, EndpointState from, EndpointState to) {
        if (to.acks() == 0 && to.synAcks() > 0 && segment.payload() > 0 && from == connection.client()) {
            SetupEvents events = of(connection);
            events.dataAgainFrame = events.dataAgain++ == 0 ? (int) segment.frame() : events.dataAgainFrame;
        }
    }

    private static void takeSyn(Segment segment, Connection connection) {
        if (!segment.has(TcpFlags.SYN) || segment.has(TcpFlags.ACK)) {
            return;
        }
        SetupEvents setup = connection.rare().setup;
        if (segment.has(TcpFlags.ECE) && segment.has(TcpFlags.CWR)) {
            of(connection).ecnSyns++;
        } else if (setup != null && setup.ecnSyns > 0 && setup.plainSynFrame == 0) {
            setup.plainSynFrame = (int) segment.frame();
        }
    }

    /** Acknowledges something, but not the SYN that it answers. */
    private static boolean isStaleAck(Segment segment, EndpointState client) {
        if (segment.has(TcpFlags.SYN | TcpFlags.RST) || !segment.has(TcpFlags.ACK) || client.syns() == 0 || client.isEmpty()) {
            return false;
        }
        long acknowledged = client.offset(segment.acknowledgment());
        return acknowledged == 0 || isElsewhere(client, acknowledged);
    }

    /** A SYN-ACK that acknowledges neither the client's SYN nor data sent with it. */
    private static boolean isOfOtherSyn(Segment segment, Connection connection, EndpointState from, EndpointState client) {
        if (!segment.has(TcpFlags.SYN) || !segment.has(TcpFlags.ACK) || from == connection.client() || client.syns() == 0
                || client.isEmpty()) {
            return false;
        }
        long acknowledged = client.offset(segment.acknowledgment());
        return acknowledged < 1 || acknowledged > client.next();
    }

    private static boolean isElsewhere(EndpointState client, long offset) {
        return offset < 0 || offset > client.next();
    }

    /** Whether a RST of the client answers such an ACK: it ends the earlier connection, not this one. */
    static boolean endsEarlierConnection(Segment segment, Connection connection, EndpointState from) {
        return from == connection.client() && connection.state() == ConnectionState.SYN_SENT && staleAcks(connection) > 0
                && !segment.has(TcpFlags.ACK) && !from.isEmpty() && isElsewhere(from, from.offset(segment.sequence()));
    }

    /** ACKs of an earlier connection that answered the SYN. */
    public static int staleAcks(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : setup.staleAcks;
    }

    /** SYN-ACKs that acknowledge another SYN than the client's. */
    public static int otherAcks(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : setup.otherAcks;
    }

    /** Whether the SYN was answered with what belongs to an earlier connection, or attempt, of the same ports. */
    public static boolean isChallenged(Connection connection) {
        return staleAcks(connection) + otherAcks(connection) > 0;
    }

    /** The first of these ACKs and SYN-ACKs; 0 for none. */
    public static long staleAckFrame(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : Integer.toUnsignedLong(setup.staleAckFrame);
    }

    /** SYN-ACKs that were repeated although the client had acknowledged the first and had sent data, more than once. */
    public static int unheard(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : setup.unheard;
    }

    /** The first of them; 0 for none. */
    public static long unheardFrame(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : Integer.toUnsignedLong(setup.unheardFrame);
    }

    /** How often the client sent its first data again before anything but the SYN-ACK came from the server. */
    public static int dataAgain(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : setup.dataAgain;
    }

    /** The first of these segments; 0 for none. */
    public static long dataAgainFrame(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : Integer.toUnsignedLong(setup.dataAgainFrame);
    }

    /** SYNs that ask for ECN and were followed by one that does not; 0 where none was. */
    public static int ecnSynsGivenUp(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null || setup.plainSynFrame == 0 ? 0 : setup.ecnSyns;
    }

    /** The first SYN without ECN after SYNs with it; 0 for none. */
    public static long plainSynFrame(Connection connection) {
        SetupEvents setup = connection.rare().setup;
        return setup == null ? 0 : Integer.toUnsignedLong(setup.plainSynFrame);
    }
}
