package io.wirecause.dns;

import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TcpView;
import java.util.HashMap;
import java.util.Map;

/** How DNS servers turn down TCP connections, on which a client depends whose answer was truncated. */
final class TcpRefusals {
    private static final int DNS_PORT = 53;
    /** Pairs of client and server remembered, the first ones. */
    private static final int MAX_PAIRS = 1_000;

    /** What became of a client's connections to a server; frames are 0 for none. */
    private static final class Attempts {
        private long synFrame;
        private int syns;
        private long resetFrame;
        private boolean accepted;
    }

    private record Pair(Endpoint client, Endpoint server) {
    }

    private final Map<Pair, Attempts> pairs = new HashMap<>();

    /** Takes in a TCP segment; only those with SYN or RST on port 53 matter. */
    void segment(Packet packet) {
        TcpView tcp = packet.tcp();
        boolean reset = tcp.has(TcpFlags.RST);
        boolean syn = tcp.has(TcpFlags.SYN);
        if (!reset && !syn) {
            return;
        }
        boolean toServer = packet.destinationPort() == DNS_PORT;
        if (!toServer && packet.sourcePort() != DNS_PORT) {
            return;
        }
        Endpoint source = new Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(), 0);
        Endpoint destination = new Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(), 0);
        Pair pair = toServer ? new Pair(source, destination) : new Pair(destination, source);
        Attempts attempts = pairs.get(pair);
        if (attempts == null) {
            if (pairs.size() == MAX_PAIRS) {
                return;
            }
            attempts = new Attempts();
            pairs.put(pair, attempts);
        }
        long frame = packet.frame().number();
        if (toServer && syn) {
            attempts.syns++;
            attempts.synFrame = attempts.synFrame == 0 ? frame : attempts.synFrame;
        } else if (!toServer && syn) {
            attempts.accepted = true;
        } else if (!toServer && attempts.resetFrame == 0) {
            attempts.resetFrame = frame;
        }
    }

    /** What became of a client's TCP connections to a server, in words; null where it did not try. */
    String words(Endpoint client, Endpoint server) {
        Attempts attempts = pairs.get(new Pair(client.host(), server.host()));
        if (attempts == null || attempts.syns == 0 && attempts.resetFrame == 0) {
            return null;
        }
        if (attempts.resetFrame != 0) {
            return attempts.accepted ? "the server reset the TCP connection in frame " + attempts.resetFrame
                    : "TCP port 53 refused the connection with a reset in frame " + attempts.resetFrame;
        }
        return attempts.accepted ? null
                : "TCP port 53 did not answer the SYN in frame " + attempts.synFrame
                        + (attempts.syns > 1 ? " and " + (attempts.syns - 1) + " more" : "");
    }
}
