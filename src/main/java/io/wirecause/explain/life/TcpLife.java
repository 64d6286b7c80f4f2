package io.wirecause.explain.life;

import io.wirecause.analysis.Analyzer;
import io.wirecause.explain.ladder.Ladder;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.packets.info.ConnectionViews;
import io.wirecause.packets.info.PacketLines;
import io.wirecause.protocol.IcmpError;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionTracker;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.SynOptions;
import java.util.List;

/** Follows one TCP connection through a capture, and makes the steps of its ladder. */
public final class TcpLife implements Analyzer, Life {
    private final int stream;
    private final TcpStreams streams;
    private final FlowKey key = new FlowKey();
    private final IcmpError error = new IcmpError();
    private final Segment segment = new Segment();
    private final SynOptions.Pool pool = new SynOptions.Pool();
    private final ConnectionTracker tracker = new ConnectionTracker();
    private final PacketLines lines = new PacketLines(new ConnectionViews(1));
    private final Talk talk = new Talk(lines);
    private final TcpSteps steps;
    private final Members members;
    private Connection connection;
    private long captureStart;
    private long captureEnd;
    private boolean started;
    private boolean ended;

    /**
     * The life of a connection.
     *
     * @param stream its number
     * @param most   connections numbered at most
     * @param cited  frames that findings name
     * @param leastWait shortest silence that is explained, nanoseconds
     */
    public TcpLife(int stream, int most, Members cited, long leastWait) {
        this.stream = stream;
        this.streams = new TcpStreams(most);
        this.members = cited;
        this.steps = new TcpSteps(new Ladder(cited.frames()), talk, leastWait);
    }

    @Override
    public void packet(Packet packet) {
        if (packet.frame().hasTimestamp()) {
            captureStart = started ? captureStart : packet.frame().timestampNanos();
            started = true;
            captureEnd = packet.frame().timestampNanos();
        }
        if (!packet.isTcp()) {
            icmp(packet);
            return;
        }
        if (streams.segment(packet) != stream) {
            return;
        }
        segment.load(packet, pool, streams.fromA(), false);
        if (connection == null) {
            connection = new Connection(stream, streams, segment);
        }
        members.add(packet.frame().number());
        steps.before(segment, connection);
        tracker.take(segment, connection);
        steps.take(packet, segment, connection, tracker);
    }

    /** An ICMP error that quotes a segment of the connection. */
    private void icmp(Packet packet) {
        long mtu = connection == null ? -1 : error.tooBig(packet);
        if (connection == null || mtu < 0 && !error.unreachable(packet)) {
            return;
        }
        QuotedPacket quoted = error.quoted();
        if (!quoted.hasPorts() || quoted.protocol() != IpProtocol.TCP) {
            return;
        }
        key.set(quoted);
        if (streams.of(key) == stream) {
            members.add(packet.frame().number());
            steps.icmp(packet, lines.of(packet, lines.protocol(packet)).info());
            segment.loadIcmpError(key.fromA(), error.type(), error.code(), mtu, packet.frame().number());
            tracker.take(segment, connection);
        }
    }

    @Override
    public Story story(int most) {
        if (!ended) {
            ended = true;
            steps.end(captureEnd);
        }
        return new TcpStory(connection, steps, talk).tell(most, captureStart);
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(this);
    }
}
