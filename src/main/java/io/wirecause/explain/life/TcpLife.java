package io.wirecause.explain.life;

import io.wirecause.analysis.Analyzer;
import io.wirecause.explain.ladder.Ladder;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.Packet;
import io.wirecause.packets.info.ConnectionViews;
import io.wirecause.packets.info.PacketLines;
import io.wirecause.protocol.IcmpError;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.SynOptions;
import java.util.List;

/** Follows one TCP connection through a capture, and makes the steps of its ladder. */
final class TcpLife implements Life {
    private final int stream;
    private final TcpLives all;
    private final Segment segment = new Segment();
    private final SynOptions.Pool pool = new SynOptions.Pool();
    private final ConnectionTracker tracker = new ConnectionTracker();
    private final PacketLines lines = new PacketLines(new ConnectionViews(1));
    private final Talk talk = new Talk(lines);
    private final TcpSteps steps;
    private final Members members;
    private final SegmentListener listener;
    private Connection connection;
    private boolean ended;

    /**
     * The life of a connection.
     *
     * @param stream   its number
     * @param cited    frames that findings name
     * @param leastWait shortest silence that is explained, nanoseconds
     * @param listener hears of each segment; null for nobody
     */
    TcpLife(TcpLives all, int stream, Members cited, long leastWait, SegmentListener listener) {
        this.all = all;
        this.stream = stream;
        this.members = cited;
        this.steps = new TcpSteps(new Ladder(cited.frames()), talk, leastWait);
        this.listener = listener;
    }

    /** A segment of it. */
    void take(Packet packet, TcpStreams streams) {
        segment.load(packet, pool, streams.fromA(), false);
        if (connection == null) {
            connection = new Connection(stream, streams, segment);
        }
        members.add(packet.frame().number());
        steps.before(segment, connection);
        tracker.take(segment, connection);
        steps.take(packet, segment, connection, tracker);
        if (listener != null) {
            listener.segment(segment, connection, tracker);
        }
    }

    /** An ICMP error that quotes a segment of the connection. */
    void icmp(Packet packet, IcmpError error, boolean quotesA, long mtu) {
        if (connection == null) {
            return;
        }
        members.add(packet.frame().number());
        steps.icmp(packet, lines.of(packet, lines.protocol(packet)).info());
        segment.loadIcmpError(quotesA, error.type(), error.code(), mtu, packet.frame().number());
        tracker.take(segment, connection);
    }

    @Override
    public Story story(int most) {
        if (!ended) {
            ended = true;
            steps.end(all.captureEnd());
        }
        return new TcpStory(connection, steps, talk).tell(most, all.captureStart());
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(all);
    }
}
