package io.wirecause.service.exchange;

import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ServiceProtocol;
import java.util.ArrayList;
import java.util.List;

/** Reads the datagrams of the protocols of the table, by port and then by content. */
public final class ServiceDatagrams {
    /** Flows remembered; of more the one used longest ago is finished. */
    public static final int MOST_FLOWS = 20_000;
    private static final int PORTS = 1 << 16;

    private final byte[] byPort = new byte[PORTS];
    private final List<ServiceProtocol> protocols = new ArrayList<>();
    private final List<DatagramDecoder> decoders = new ArrayList<>();
    private final ServiceFlows flows = new ServiceFlows();
    private final ServiceSink sink;
    private long closedEarly;
    private long lastTime;

    /** Reads these protocols. */
    public ServiceDatagrams(List<ServiceProtocol> all, ServiceSink sink) {
        this.sink = sink;
        for (ServiceProtocol protocol : all) {
            if (protocol.datagrams() != null) {
                protocols.add(protocol);
                decoders.add(protocol.datagrams().get());
                for (int port : protocol.udpPorts()) {
                    byPort[port] = (byte) protocols.size();
                }
            }
        }
    }

    /** The next UDP packet. */
    public void packet(Packet packet) {
        int to = byPort[packet.destinationPort()];
        int from = byPort[packet.sourcePort()];
        if (to == 0 && from == 0 || packet.payloadLength() == 0 || packet.payload().length() == 0) {
            return;
        }
        // A client's own port may be that of another protocol.
        if (!(to != 0 && read(to - 1, packet)) && from != 0 && from != to) {
            read(from - 1, packet);
        }
    }

    /** Whether it is of a protocol. */
    private boolean read(int number, Packet packet) {
        DatagramDecoder decoder = decoders.get(number);
        DatagramDecoder.Sender sender;
        try {
            sender = decoder.sender(packet.payload(), packet.sourcePort(), packet.destinationPort());
        } catch (IndexOutOfBoundsException tooShort) {
            return false;
        }
        if (sender == DatagramDecoder.Sender.FOREIGN) {
            return false;
        }
        boolean fromClient = sender == DatagramDecoder.Sender.CLIENT;
        lastTime = Math.max(lastTime, packet.frame().timestampNanos());
        ServiceConnection flow = flow(protocols.get(number), packet, fromClient);
        flow.at(packet.frame().number(), packet.frame().timestampNanos());
        try {
            decoder.datagram(fromClient, packet.payload(), flow);
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            if (packet.payload().length() == packet.payloadLength()) {
                flow.malformed();
            }
        }
        return true;
    }

    private ServiceConnection flow(ServiceProtocol protocol, Packet packet, boolean fromClient) {
        ServiceConnection known = flows.use(protocol, packet, fromClient);
        if (known != null) {
            return known;
        }
        FlowKey.Endpoint source = new FlowKey.Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(),
                packet.sourcePort());
        FlowKey.Endpoint destination = new FlowKey.Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                packet.destinationPort());
        ServiceConnection made = new ServiceConnection(protocol, fromClient ? source : destination, fromClient ? destination
                : source, null, null, sink);
        flows.add(packet, fromClient, made);
        if (flows.size() > MOST_FLOWS) {
            flows.removeOldest().finish(lastTime);
            closedEarly++;
        }
        return made;
    }

    /**
     * Ends all flows.
     *
     * @param captureEnd time of the capture's last packet
     */
    public void finish(long captureEnd) {
        for (ServiceConnection flow = flows.removeOldest(); flow != null; flow = flows.removeOldest()) {
            flow.finish(captureEnd);
        }
    }

    /** Flows that were finished before their end, as there were too many. */
    public long closedEarly() {
        return closedEarly;
    }
}
