package io.pcaplens.tcp;

import io.pcaplens.analysis.Analyzer;
import io.pcaplens.bytes.ByteView;
import io.pcaplens.flow.FlowKey;
import io.pcaplens.flow.FlowTable;
import io.pcaplens.packet.Layer;
import io.pcaplens.packet.Packet;
import io.pcaplens.packet.QuotedPacket;
import io.pcaplens.packet.TcpFlags;
import io.pcaplens.packet.TcpView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Follows all TCP connections of a capture, numbered as Wireshark numbers its streams. */
final class TcpTracker implements Analyzer {
    private static final int TCP = 6;
    private static final int ICMP_HEADER = 8;
    private static final int ICMP_UNREACHABLE = 3;
    private static final int ICMPV6_UNREACHABLE = 1;

    private final int maxConnections;
    private final QuotedPacket quoted = new QuotedPacket();
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<Connection> connections = new ArrayList<>();
    private final Instruments instruments = new Instruments();
    private SegmentListener listener;
    private long segments;
    private long untracked;

    TcpTracker(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    /** Copies are told connection by connection, with what else the segments say. */
    @Override
    public boolean knowsCopies() {
        return true;
    }

    @Override
    public void packet(Packet packet) {
        if (!packet.isTcp()) {
            if (packet.innermost() == Layer.ICMP || packet.innermost() == Layer.ICMPV6) {
                icmp(packet);
            }
            return;
        }
        segments++;
        key.set(packet);
        int index = table.get(key);
        boolean reused = index >= 0;
        if (index < 0 || opens(packet.tcp()) && connections.get(index).isReopenedBy(packet.tcp(), key.fromA())) {
            index = open(packet, reused);
            if (index < 0) {
                untracked++;
                return;
            }
        }
        Connection connection = connections.get(index);
        int flags = connection.segment(packet, key.fromA(), instruments);
        if (listener != null) {
            listener.segment(packet, connection, flags);
        }
    }

    /** An ICMP error that quotes a segment (RFC 792; RFC 4443, section 3) belongs to that segment's connection. */
    private void icmp(Packet packet) {
        ByteView message = packet.transport();
        boolean four = packet.ipVersion() == 4;
        if (message.length() < ICMP_HEADER || message.u8(0) != (four ? ICMP_UNREACHABLE : ICMPV6_UNREACHABLE)
                || !quoted.point(message, ICMP_HEADER, message.length() - ICMP_HEADER) || !quoted.hasPorts()
                || quoted.protocol() != TCP) {
            return;
        }
        key.set(quoted.version(), TCP, quoted.sourceHi(), quoted.sourceLo(), quoted.sourcePort(), quoted.destinationHi(),
                quoted.destinationLo(), quoted.destinationPort());
        int index = table.get(key);
        if (index >= 0) {
            connections.get(index).icmpError(message.u8(0), message.u8(1), packet.frame().number());
        }
    }

    /** Hands every segment of a tracked connection to the listener, after it was taken in. */
    void listen(SegmentListener listener) {
        this.listener = listener;
    }

    private static boolean opens(TcpView tcp) {
        return (tcp.flags() & (TcpFlags.SYN | TcpFlags.ACK | TcpFlags.RST)) == TcpFlags.SYN;
    }

    private int open(Packet packet, boolean reused) {
        int id = connections.size();
        if (id >= maxConnections) {
            return -1;
        }
        int entry = table.put(key, id);
        connections.add(new Connection(id, table, entry, packet, key.fromA(), reused));
        return id;
    }

    /** All connections, in the order of their first segments; the index is the id. */
    List<Connection> connections() {
        return Collections.unmodifiableList(connections);
    }

    /** TCP segments seen. */
    long segments() {
        return segments;
    }

    /** Segments of connections beyond the limit, which are counted only. */
    long untracked() {
        return untracked;
    }
}
