package io.wirecause.tcp;

import io.wirecause.analysis.Analyzer;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import io.wirecause.protocol.IcmpError;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionWorkers;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.SynOptions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/** Follows all TCP connections of a capture, numbered as Wireshark's tcp.stream. */
final class TcpAnalyzer implements Analyzer, AutoCloseable {
    private final IcmpError icmpError = new IcmpError();
    private final FlowKey key = new FlowKey();
    private final TcpStreams streams;
    private final List<Connection> connections = new ArrayList<>();
    private final SynOptions.Pool options = new SynOptions.Pool();
    /** Connections of which a receiver has asked for something again, or has no SACK to do so. */
    private final BitSet lossy = new BitSet();
    private final ConnectionWorkers workers;
    private final SegmentListener listener;
    private long segments;
    private long untracked;
    private long lastTime;

    /**
     * Follows connections on the thread of the pass, with a listener for every segment of a tracked connection.
     *
     * @param listener null for none
     */
    TcpAnalyzer(int maxConnections, SegmentListener listener) {
        this(new TcpStreams(maxConnections), listener);
    }

    /** The same with numbers that others share. */
    TcpAnalyzer(TcpStreams streams, SegmentListener listener) {
        this(streams, listener, new ConnectionWorkers(0, 0));
    }

    private TcpAnalyzer(TcpStreams streams, SegmentListener listener, ConnectionWorkers workers) {
        this.streams = streams;
        this.listener = listener;
        this.workers = workers;
    }

    /**
     * Follows connections on several threads once a capture is long. {@link #finish} must be called after the pass.
     *
     * @param threads        threads in total, including that of the pass; at least 1
     * @param inlineSegments segments after which more than one is used
     */
    static TcpAnalyzer shared(int maxConnections, int threads, long inlineSegments) {
        return new TcpAnalyzer(new TcpStreams(maxConnections), null, new ConnectionWorkers(threads - 1, inlineSegments));
    }

    /** Copies are recognised within their connection. */
    @Override
    public boolean knowsSegmentCopies() {
        return true;
    }

    @Override
    public void packet(Packet packet) {
        if (packet.frame().hasTimestamp()) {
            lastTime = packet.frame().timestampNanos();
        }
        if (!packet.isTcp()) {
            icmp(packet);
            return;
        }
        segments++;
        int id = streams.segment(packet);
        if (id < 0) {
            untracked++;
            return;
        }
        Segment segment = workers.next(id);
        segment.load(packet, options, streams.fromA(), verifies(id, packet.tcp()));
        if (id == connections.size()) {
            connections.add(new Connection(id, streams, segment));
        }
        Connection connection = connections.get(id);
        workers.take(connection);
        if (listener != null) {
            listener.segment(segment, connection, workers.tracker());
        }
    }

    /** As {@link io.wirecause.tcp.connection.ConnectionTracker#keepViews}, of connections followed on the thread of the pass. */
    void keepViews(boolean kept) {
        workers.tracker().keepViews(kept);
    }

    /**
     * Whether the checksum of a connection's next segment is looked at: reading all bytes of all segments would take longer than
     * all else, and one with a wrong checksum is lost, so a receiver that accepts SACK asks for it again.
     */
    private boolean verifies(int id, TcpView tcp) {
        boolean asks = tcp.sackBlocks() > 0 || tcp.has(TcpFlags.SYN) && !tcp.sackPermitted();
        if (asks) {
            lossy.set(id);
        }
        return lossy.get(id);
    }

    /** An ICMP error that quotes a segment belongs to that segment's connection. */
    private void icmp(Packet packet) {
        long mtu = icmpError.tooBig(packet);
        if (mtu < 0 && !icmpError.unreachable(packet) || !icmpError.quoted().hasPorts()
                || icmpError.quoted().protocol() != IpProtocol.TCP) {
            return;
        }
        key.set(icmpError.quoted());
        int id = streams.of(key);
        if (id >= 0) {
            workers.next(id).loadIcmpError(key.fromA(), icmpError.type(), icmpError.code(), mtu, packet.frame().number());
            workers.take(connections.get(id));
        }
    }

    /** Waits until every segment was taken in; to be called after the pass. */
    void finish() {
        workers.finish();
    }

    /** Stops the threads of a pass that was broken off. */
    @Override
    public void close() {
        workers.close();
    }

    /** All connections, in the order of their first segments; the index is the id. */
    List<Connection> connections() {
        return Collections.unmodifiableList(connections);
    }

    /** Time of the last packet of the capture, TCP or not; nanoseconds since 1970, 0 where the file has no times. */
    long lastTime() {
        return lastTime;
    }

    /** TCP segments seen. */
    long segments() {
        return segments;
    }

    /** Segments of connections beyond the limit, which are only counted. */
    long untracked() {
        return untracked;
    }
}
