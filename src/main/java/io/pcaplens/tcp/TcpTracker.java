package io.pcaplens.tcp;

import io.pcaplens.analysis.Analyzer;
import io.pcaplens.flow.FlowKey;
import io.pcaplens.flow.FlowTable;
import io.pcaplens.packet.Packet;
import io.pcaplens.packet.TcpFlags;
import io.pcaplens.packet.TcpView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Follows all TCP connections of a capture, numbered as Wireshark numbers its streams. */
final class TcpTracker implements Analyzer {
    private final int maxConnections;
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final List<Connection> connections = new ArrayList<>();
    private SegmentListener listener;
    private long segments;
    private long untracked;

    TcpTracker(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    @Override
    public void packet(Packet packet) {
        if (!packet.isTcp()) {
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
        int flags = connection.segment(packet, key.fromA());
        if (listener != null) {
            listener.segment(packet, connection, flags);
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
        connections.add(new Connection(id, key, packet, reused));
        table.put(key, id);
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
