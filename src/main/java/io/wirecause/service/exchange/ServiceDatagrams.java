package io.wirecause.service.exchange;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ServiceProtocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads the datagrams of the protocols of the table, by port and then by content. */
public final class ServiceDatagrams {
    /** Flows remembered; of more the one used longest ago is finished. */
    public static final int MOST_FLOWS = 20_000;
    private static final int MOST_MOVED = 1_024;
    private static final int PORTS = 1 << 16;

    private final byte[] byPort = new byte[PORTS];
    private final List<ServiceProtocol> protocols = new ArrayList<>();
    private final List<DatagramDecoder> decoders = new ArrayList<>();
    private final ServiceFlows flows = new ServiceFlows();
    /** Of servers that answer from other ports, who has asked them last. */
    private final Map<FlowKey.Endpoint, Moved> moved = new LruMap<>(MOST_MOVED);
    private final ServiceSink sink;
    private long closedEarly;
    private long lastTime;

    /** A flow whose answers come from another port. */
    private record Moved(ServiceConnection flow, DatagramDecoder decoder) {
    }

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
        if (to == 0 && from == 0 && moved.isEmpty() || packet.payloadLength() == 0 || packet.payload().length() == 0) {
            return;
        }
        // A client's own port may be that of another protocol.
        boolean taken = to != 0 && read(to - 1, packet) || from != 0 && from != to && read(from - 1, packet);
        if (!taken && !moved.isEmpty()) {
            elsewhere(packet);
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
        ServiceConnection flow = flow(protocols.get(number), packet, fromClient);
        if (fromClient && decoder.answersFromOtherPorts()) {
            moved.put(flow.client(), new Moved(flow, decoder));
        }
        give(decoder, flow, packet, fromClient);
        return true;
    }

    /** A packet between a client and a server that answers from another port than the one asked. */
    private void elsewhere(Packet packet) {
        FlowKey.Endpoint source = new FlowKey.Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(),
                packet.sourcePort());
        FlowKey.Endpoint destination = new FlowKey.Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                packet.destinationPort());
        Moved asked = moved.get(source);
        boolean fromClient = asked != null && asked.flow.server().host().equals(destination.host());
        asked = fromClient ? asked : moved.get(destination);
        if (asked != null && (fromClient || asked.flow.server().host().equals(source.host()))) {
            give(asked.decoder, asked.flow, packet, fromClient);
        }
    }

    private void give(DatagramDecoder decoder, ServiceConnection flow, Packet packet, boolean fromClient) {
        lastTime = Math.max(lastTime, packet.frame().timestampNanos());
        flow.at(packet.frame().number(), packet.frame().timestampNanos());
        try {
            decoder.datagram(fromClient, packet.payload(), flow);
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            if (packet.payload().length() == packet.payloadLength()) {
                flow.malformed();
            }
        }
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
