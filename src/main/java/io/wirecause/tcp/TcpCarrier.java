package io.wirecause.tcp;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.Packet;
import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.segment.Segment;
import java.util.ArrayList;
import java.util.List;

/**
 * Follows all TCP connections of a capture for a protocol that TCP carries. It comes before the protocol's own analyzers in a
 * pass: what it says of a connection then includes the segment that they are looking at.
 */
public final class TcpCarrier implements Analyzer {
    private final TcpAnalyzer analyzer;
    private final List<CarriedConnection> connections = new ArrayList<>();

    /**
     * No connection yet.
     *
     * @param maxConnections connections followed at most
     */
    public TcpCarrier(int maxConnections) {
        this(new TcpStreams(maxConnections));
    }

    private TcpCarrier(TcpStreams streams) {
        analyzer = new TcpAnalyzer(streams, this::take);
        analyzer.keepViews(false);
    }

    /** The one of a call, which all its analyses share. */
    public static TcpCarrier in(ToolContext context) {
        return context.shared().get(TcpCarrier.class, () -> new TcpCarrier(PayloadStreams.numbers(context)));
    }

    private void take(Segment segment, Connection connection, ConnectionTracker tracker) {
        if (connection.id() == connections.size()) {
            connections.add(new CarriedConnection(connection));
        }
        connections.get(connection.id()).take(segment, tracker.verdict());
    }

    @Override
    public boolean knowsSegmentCopies() {
        return true;
    }

    @Override
    public void packet(Packet packet) {
        analyzer.packet(packet);
    }

    /**
     * What is known of a connection so far.
     *
     * @param stream its number, as {@link io.wirecause.analysis.stream.StreamDirection#stream}
     * @return null where it is beyond those that are followed
     */
    public CarriedConnection connection(int stream) {
        return stream >= 0 && stream < connections.size() ? connections.get(stream) : null;
    }

    /** What follows the connections, for an analysis of TCP itself; to be asked for before the pass. */
    TcpAnalyzer analyzer() {
        analyzer.keepViews(true);
        return analyzer;
    }

    /** Connections followed; their numbers are 0 to one below. */
    public int size() {
        return connections.size();
    }

    /** Segments of connections beyond the limit, which are only counted. */
    public long untracked() {
        return analyzer.untracked();
    }

    /** Time of the last packet of the capture, TCP or not; nanoseconds since 1970, 0 where the file has no times. */
    public long lastTime() {
        return analyzer.lastTime();
    }
}
