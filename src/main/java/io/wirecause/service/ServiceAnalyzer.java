package io.wirecause.service;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.Incident;
import io.wirecause.service.decode.PacketWatcher;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.exchange.ServiceDatagrams;
import io.wirecause.service.exchange.ServiceStreams;
import io.wirecause.tcp.TcpCarrier;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Hands packets to what reads streams, datagrams and packets of all kinds. */
final class ServiceAnalyzer implements Analyzer {
    /** A pause between two packets that is longer is none. */
    private static final long DAY_NANOS = 86_400_000_000_000L;
    private final ServiceStreams connections;
    private final PayloadStreams streams;
    private final ServiceDatagrams datagrams;
    private final List<ServiceProtocol> watched = new ArrayList<>();
    private final List<PacketWatcher> watchers = new ArrayList<>();
    private final PacketWatcher[] ofAll;
    private final PacketWatcher[] ofTcp;
    private final ServiceStatistics seen;
    private final Consumer<Incident> incidents;
    private long lastTime;
    private long jumps;

    ServiceAnalyzer(TcpCarrier carrier, ServiceStatistics seen, PayloadStreams.Source source) {
        this.seen = seen;
        this.connections = new ServiceStreams(ServiceProtocols.ALL, carrier, seen);
        this.streams = source.streams(connections);
        this.incidents = incident -> seen.incident((ServiceProtocol) null, incident);
        this.datagrams = new ServiceDatagrams(ServiceProtocols.ALL, seen);
        for (ServiceProtocol protocol : ServiceProtocols.ALL) {
            if (protocol.packets() != null) {
                watched.add(protocol);
                watchers.add(protocol.packets().get());
            }
        }
        ofAll = watchers.toArray(PacketWatcher[]::new);
        ofTcp = watchers.stream().filter(PacketWatcher::seesTcp).toArray(PacketWatcher[]::new);
    }

    @Override
    public void packet(Packet packet) {
        long time = packet.frame().timestampNanos();
        if (time - lastTime > DAY_NANOS && lastTime != 0) {
            jumps += time - lastTime;
        }
        lastTime = time;
        if (packet.isTcp()) {
            connections.segment(packet);
            streams.packet(packet);
        } else if (packet.isUdp()) {
            datagrams.packet(packet);
        }
        for (PacketWatcher watcher : packet.isTcp() ? ofTcp : ofAll) {
            watcher.packet(packet, incidents);
        }
    }

    /**
     * Reads what streams still hold and ends all that is open; to be called once, after the pass.
     *
     * @param lastPacket its time
     */
    void finish(long lastPacket) {
        // Nobody waits for days: where the clock was set, or captures were put together, that time is taken off.
        long captureEnd = lastPacket - jumps;
        connections.until(captureEnd);
        streams.finish();
        connections.finish();
        datagrams.finish(captureEnd);
        for (int i = 0; i < watchers.size(); i++) {
            ServiceProtocol protocol = watched.get(i);
            watchers.get(i).finish(lastPacket, incident -> seen.incident(protocol, incident));
            seen.add(protocol, watchers.get(i).speakers());
            seen.add(watched.get(i).title(), watchers.get(i).messages());
        }
    }

    /** Connections and flows that were not followed to their end, as there were too many. */
    long closedEarly() {
        return connections.closedEarly() + datagrams.closedEarly();
    }

    /** TCP segments of connections beyond the limit. */
    long untrackedSegments() {
        return streams.untracked();
    }
}
