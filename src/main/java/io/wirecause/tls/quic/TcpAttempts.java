package io.wirecause.tls.quic;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.message.Fingerprint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which hosts open TCP connections to which servers: what clients fall back to where QUIC does not get through. */
final class TcpAttempts {
    /** Pairs of hosts remembered, those with the last attempts. */
    private static final int MAX_PAIRS = 4_096;

    /** Frames and times are those of a SYN. */
    static final class Attempt {
        final long firstFrame;
        final long firstNanos;
        long lastFrame;
        long lastNanos;
        int port;
        /** Whether the server has accepted any. */
        boolean accepted;

        private Attempt(long frame, long nanos) {
            firstFrame = frame;
            firstNanos = nanos;
        }
    }

    private record Pair(Endpoint client, Endpoint server) {
    }

    private record Named(Endpoint client, String name) {
    }

    private final Map<Named, Endpoint> servers = new HashMap<>();
    private final Map<Pair, Attempt> attempts = new LruMap<>(MAX_PAIRS);

    /** Takes in a segment; those with SYN matter. */
    void segment(Packet packet) {
        int flags = packet.tcp().flags() & (TcpFlags.SYN | TcpFlags.ACK);
        if ((flags & TcpFlags.SYN) == 0) {
            return;
        }
        Endpoint source = new Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(), 0);
        Endpoint destination = new Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(), 0);
        if (flags != TcpFlags.SYN) {
            Attempt attempt = attempts.get(new Pair(destination, source));
            if (attempt != null) {
                attempt.accepted = true;
            }
            return;
        }
        long frame = packet.frame().number();
        long nanos = packet.frame().timestampNanos();
        Attempt attempt = attempts.computeIfAbsent(new Pair(source, destination), pair -> new Attempt(frame, nanos));
        attempt.lastFrame = frame;
        attempt.lastNanos = nanos;
        attempt.port = packet.destinationPort();
    }

    /** Takes in who asked for which names over TLS, for clients that go on at another address of the same name. */
    void named(List<Handshake> handshakes) {
        servers.clear();
        for (Handshake h : handshakes) {
            if (h.carrier() == Fingerprint.Carrier.TCP && h.serverName() != null && servers.size() < MAX_PAIRS) {
                servers.putIfAbsent(new Named(h.client().host(), h.serverName()), h.server());
            }
        }
    }

    /** What a host tried over TCP at another server of this name; null for nothing. */
    Attempt of(Endpoint client, String name) {
        Endpoint server = servers.get(new Named(client.host(), name));
        return server == null ? null : of(client, server);
    }

    /** What a host tried at a server over TCP; null for nothing. */
    Attempt of(Endpoint client, Endpoint server) {
        return attempts.get(new Pair(client.host(), server.host()));
    }
}
