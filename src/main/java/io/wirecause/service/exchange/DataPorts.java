package io.wirecause.service.exchange;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.TcpCarrier;
import io.wirecause.tcp.carrier.CarriedConnection;
import java.util.Map;

/**
 * Ports that one side of a control connection names for a connection of data, and what becomes of the other side's attempts to
 * connect there. Bounded: of more ports the one named longest ago is forgotten.
 */
final class DataPorts {
    private static final int MOST = 4_096;
    private static final long LONG_NANOS = 2_000_000_000L;

    private final TcpCarrier carrier;
    private final Map<FlowKey.Endpoint, DataPort> named = new LruMap<>(MOST);

    /** One port. */
    static final class DataPort {
        private final FlowKey.Endpoint end;
        private final boolean ofServer;
        private final String command;
        private int attempts;
        private int refusals;
        private long firstFrame;
        private long firstTime;
        private boolean open;
        private int stream = -1;

        private DataPort(FlowKey.Endpoint end, boolean ofServer, String command) {
            this.end = end;
            this.ofServer = ofServer;
            this.command = command;
        }

        /** Whether somebody tried to connect, none got through, and it was time enough by then. */
        boolean hasFailed(long now) {
            return !open && (refusals > 0 || attempts > 1 || attempts > 0 && now - firstTime >= LONG_NANOS);
        }

        /** Whether the host said that nothing listens there, or that it does not take the connection. */
        boolean isRefused() {
            return refusals > 0;
        }

        boolean isOpen() {
            return open;
        }

        boolean isOfServer() {
            return ofServer;
        }

        /** Wireshark's {@code tcp.stream} of the attempts; -1 for none. */
        int stream() {
            return stream;
        }

        FlowKey.Endpoint end() {
            return end;
        }

        /** The frame of the first attempt; 0 for none. */
        long firstFrame() {
            return firstFrame;
        }

        /** What became of it, as a sentence without its end. */
        String fate() {
            String who = ofServer ? "the client" : "the server";
            String name = (ofServer ? "the server's port " : "the client's port ") + end.port() + " (" + command + ")";
            String once = attempts == 1 ? "1 SYN of " : attempts + " SYNs of ";
            return attempts == 0 ? "the capture shows no SYN of " + who + " to " + name
                    : name + (isRefused() ? " refuses the connection of " + who : " answers none of " + once + who);
        }
    }

    DataPorts(TcpCarrier carrier) {
        this.carrier = carrier;
    }

    /** The connection that began last, if it goes to this end. */
    private int newest(FlowKey.Endpoint end) {
        CarriedConnection last = carrier.connection(carrier.size() - 1);
        return last != null && last.serverEnd().equals(end) ? last.stream() : -1;
    }

    /** A side names a port of its own. */
    DataPort name(FlowKey.Endpoint host, int port, boolean ofServer, String command) {
        FlowKey.Endpoint end = new FlowKey.Endpoint(host.version(), host.hi(), host.lo(), port);
        DataPort data = new DataPort(end, ofServer, command);
        named.put(end, data);
        return data;
    }

    /** The next TCP segment. */
    void segment(Packet packet) {
        if (named.isEmpty()) {
            return;
        }
        boolean syn = packet.tcp().has(TcpFlags.SYN);
        boolean reset = packet.tcp().has(TcpFlags.RST);
        if (!syn && !reset) {
            return;
        }
        if (syn && !packet.tcp().has(TcpFlags.ACK)) {
            DataPort data = named.get(new FlowKey.Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                    packet.destinationPort()));
            if (data != null) {
                if (data.attempts++ == 0) {
                    data.firstFrame = packet.frame().number();
                    data.firstTime = packet.frame().timestampNanos();
                    data.stream = newest(data.end);
                }
            }
            return;
        }
        DataPort data = named.get(new FlowKey.Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(),
                packet.sourcePort()));
        if (data != null && data.attempts > 0) {
            data.open |= syn;
            data.refusals += reset && !data.open ? 1 : 0;
        }
    }
}
