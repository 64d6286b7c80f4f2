package io.wirecause.explain.life;

import io.wirecause.analysis.Analyzer;
import io.wirecause.flow.FlowKey;
import io.wirecause.flow.TcpStreams;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.QuotedPacket;
import io.wirecause.protocol.IcmpError;
import io.wirecause.tcp.connection.SegmentListener;
import java.util.HashMap;
import java.util.Map;

/** Numbers the TCP connections of a capture once, and hands the packets of some of them to those who follow these. */
public final class TcpLives implements Analyzer {
    private final TcpStreams streams;
    private final FlowKey key = new FlowKey();
    private final IcmpError error = new IcmpError();
    private final Map<Integer, TcpLife> followed = new HashMap<>();
    private long captureStart;
    private long captureEnd;
    private boolean started;

    /** @param most connections numbered at most */
    public TcpLives(int most) {
        this.streams = new TcpStreams(most);
    }

    /**
     * Follows a connection from now on.
     *
     * @param stream    its number
     * @param cited     frames that findings name
     * @param leastWait shortest silence that is explained, nanoseconds
     * @param listener  hears of each segment of it; null for nobody
     */
    public Life follow(int stream, Members cited, long leastWait, SegmentListener listener) {
        TcpLife life = new TcpLife(this, stream, cited, leastWait, listener);
        followed.put(stream, life);
        return life;
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
        TcpLife life = followed.get(streams.segment(packet));
        if (life != null) {
            life.take(packet, streams);
        }
    }

    private void icmp(Packet packet) {
        long mtu = error.tooBig(packet);
        if (mtu < 0 && !error.unreachable(packet)) {
            return;
        }
        QuotedPacket quoted = error.quoted();
        if (!quoted.hasPorts() || quoted.protocol() != IpProtocol.TCP) {
            return;
        }
        key.set(quoted);
        TcpLife life = followed.get(streams.of(key));
        if (life != null) {
            life.icmp(packet, error, key.fromA(), mtu);
        }
    }

    /** The time of the first frame, nanoseconds since 1970. */
    long captureStart() {
        return captureStart;
    }

    /** The time of the last frame, nanoseconds since 1970. */
    long captureEnd() {
        return captureEnd;
    }
}
