package io.wirecause.tls.quic;

import io.wirecause.analysis.Analyzer;
import io.wirecause.bytes.ByteView;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.protocol.IcmpError;
import io.wirecause.tls.stream.HeldBytes;
import io.wirecause.tls.stream.UdpStreams;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows QUIC connections on any port from their first Initial packet on. Such a packet is one if its keys open it; of versions
 * that cannot be read, if the server answers with Version Negotiation.
 */
public final class QuicAnalyzer implements Analyzer {
    /** Connections followed; the first ones. */
    public static final int MAX_CONNECTIONS = 20_000;
    /** First datagrams of clients are padded to this length (RFC 9000, section 14.1). */
    private static final int FIRST_DATAGRAM = 1_200;
    /** Shortest id that a client chooses for a server (RFC 9000, section 7.2). */
    private static final int SHORTEST_FIRST_ID = 8;
    private static final int LONG_FORM = 0x80;
    /** The second bit is one until the peer says that it takes any (RFC 9287). */
    private static final int FIXED_BITS = 0xc0;

    private final UdpStreams streams;
    private final int most;
    private final InitialKeys.Opener opener = new InitialKeys.Opener();
    private final HeldBytes room = new HeldBytes();
    private final LongHeader header = new LongHeader();
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<QuicConnection> connections = new ArrayList<>();
    private final TcpAttempts tcp = new TcpAttempts();
    private final IcmpError error = new IcmpError();
    private long beyond;
    private long cut;
    private long lastNanos;

    /**
     * Follows so many connections at most.
     *
     * @param streams numbers of conversations, shared with others
     * @param most what the call may keep; {@link #MAX_CONNECTIONS} is the bound in any case
     */
    public QuicAnalyzer(UdpStreams streams, int most) {
        this.streams = streams;
        this.most = Math.min(most, MAX_CONNECTIONS);
    }

    @Override
    public void packet(Packet packet) {
        lastNanos = Math.max(lastNanos, packet.frame().timestampNanos());
        if (packet.isUdp()) {
            datagram(packet, streams.of(packet));
        } else if (packet.isTcp()) {
            tcp.segment(packet);
        } else if (!connections.isEmpty() && error.unreachable(packet) && error.quoted().hasPorts()
                && error.quoted().protocol() == IpProtocol.UDP) {
            unreachable(packet, error.quoted());
        }
    }

    private void unreachable(Packet packet, QuotedPacket quoted) {
        key.set(quoted);
        int index = table.get(key);
        if (index < 0) {
            return;
        }
        QuicConnection connection = connections.get(index);
        if (connection.unreachableFrame == 0 && connection.clientIsA == key.fromA()) {
            connection.unreachableFrame = packet.frame().number();
            connection.unreachableCode = error.code();
            connection.unreachableVersion6 = packet.ipVersion() == 6;
            connection.unreachableByServer = packet.sourceHi() == connection.server.hi()
                    && packet.sourceLo() == connection.server.lo();
        }
    }

    private void datagram(Packet packet, int stream) {
        ByteView payload = packet.payload();
        if (payload.length() == 0) {
            return;
        }
        int first = payload.u8(0);
        if (connections.isEmpty() && first < FIXED_BITS) {
            return;
        }
        key.set(packet);
        int index = table.get(key);
        QuicConnection connection = index < 0 ? null : connections.get(index);
        boolean fromClient = connection == null || connection.clientIsA == key.fromA();
        if (first >= (connection == null ? FIXED_BITS : LONG_FORM) && fromClient) {
            connection = connectionOf(connection, packet, payload, stream);
        }
        if (connection != null) {
            show(connection, packet, payload, fromClient);
        }
    }

    /** The connection that a client's datagram with a long header belongs to, a new one where it begins one; null for none. */
    private QuicConnection connectionOf(QuicConnection known, Packet packet, ByteView payload, int stream) {
        if (!header.read(payload, 0)) {
            return known;
        }
        boolean initial = header.kind() == LongHeader.Kind.INITIAL;
        if (known != null && (!initial || known.mayTake(payload, header) && known.version == header.version())) {
            return known;
        }
        if (known != null && known.offered != null && known.hello == null) {
            known.startAgain(payload, header);
            return known;
        }
        if (known != null && known.mayTake(payload, header)) {
            return known;
        }
        if (!begins(packet, payload, initial)) {
            return known;
        }
        if (connections.size() >= most) {
            beyond++;
            return known;
        }
        QuicConnection fresh = new QuicConnection(opener, room, key, stream, header.version(), header.destination(payload).copy(),
                header.source(payload).copy());
        table.put(key, connections.size());
        connections.add(fresh);
        return fresh;
    }

    private boolean begins(Packet packet, ByteView payload, boolean initial) {
        if (!initial) {
            return header.kind() == LongHeader.Kind.OTHER && header.destinationLength() >= SHORTEST_FIRST_ID
                    && packet.payloadLength() >= FIRST_DATAGRAM;
        }
        if (header.end() > payload.length()) {
            cut += payload.length() < packet.payloadLength() ? 1 : 0;
            return false;
        }
        InitialKeys keys = new InitialKeys(opener, header.version(), header.destination(payload).copy(), true);
        return keys.open(payload, header) != null;
    }

    private void show(QuicConnection connection, Packet packet, ByteView payload, boolean fromClient) {
        long frame = packet.frame().number();
        long nanos = packet.frame().timestampNanos();
        connection.datagram(fromClient, frame, nanos);
        int at = 0;
        while (at < payload.length()) {
            if (!LongHeader.mayBeAt(payload, at)) {
                // Behind a packet with a long header, zeros pad the datagram.
                if (at == 0 || payload.u8(at) != 0) {
                    connection.shortPacket(fromClient, frame, nanos);
                }
                return;
            }
            if (!header.read(payload, at)) {
                return;
            }
            connection.longPacket(new QuicConnection.Arrival(payload, header, fromClient, frame, nanos));
            at = header.end();
        }
    }

    /** The connections in the order in which they began, without what turned out not to be QUIC. */
    List<QuicConnection> connections() {
        return connections.stream().filter(connection -> connection.confirmed).toList();
    }

    /** What clients tried over TCP. */
    TcpAttempts tcp() {
        return tcp;
    }

    /** When the capture ends. */
    long lastNanos() {
        return lastNanos;
    }

    /** First packets of connections that were not followed. */
    public long beyond() {
        return beyond;
    }

    /** Initial packets that the capture cut, so that they cannot be opened. */
    public long cut() {
        return cut;
    }
}
