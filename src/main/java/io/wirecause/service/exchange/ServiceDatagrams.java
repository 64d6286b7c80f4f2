package io.wirecause.service.exchange;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.DatagramDecoder;
import io.wirecause.service.decode.ServiceProtocol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the datagrams of the protocols of the table, by port and then by content. */
public final class ServiceDatagrams {
    /** Flows remembered; of more the one used longest ago is finished. */
    public static final int MOST_FLOWS = 20_000;
    private static final int PORTS = 1 << 16;

    private final byte[] byPort = new byte[PORTS];
    private final List<ServiceProtocol> protocols = new ArrayList<>();
    private final List<DatagramDecoder> decoders = new ArrayList<>();
    private final Map<Flow, ServiceConnection> flows = new HashMap<>();
    private final LruMap<Flow, Boolean> order = new LruMap<>(MOST_FLOWS + 1);
    private final ServiceSink sink;
    private long closedEarly;
    private long lastTime;

    /** The ends of a flow, and what it speaks. */
    private record Flow(int protocol, FlowKey.Endpoint client, FlowKey.Endpoint server) {
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
        int number = byPort[packet.destinationPort()];
        if (number == 0) {
            number = byPort[packet.sourcePort()];
        }
        if (number == 0 || packet.payloadLength() == 0 || packet.payload().length() == 0) {
            return;
        }
        DatagramDecoder decoder = decoders.get(number - 1);
        DatagramDecoder.Sender sender;
        try {
            sender = decoder.sender(packet.payload(), packet.sourcePort(), packet.destinationPort());
        } catch (IndexOutOfBoundsException tooShort) {
            return;
        }
        if (sender == DatagramDecoder.Sender.FOREIGN) {
            return;
        }
        boolean fromClient = sender == DatagramDecoder.Sender.CLIENT;
        lastTime = Math.max(lastTime, packet.frame().timestampNanos());
        ServiceConnection flow = flow(number - 1, packet, fromClient);
        flow.at(packet.frame().number(), packet.frame().timestampNanos());
        try {
            decoder.datagram(fromClient, packet.payload(), flow);
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            if (packet.payload().length() == packet.payloadLength()) {
                flow.malformed();
            }
        }
    }

    private ServiceConnection flow(int protocol, Packet packet, boolean fromClient) {
        FlowKey.Endpoint source = new FlowKey.Endpoint(packet.ipVersion(), packet.sourceHi(), packet.sourceLo(),
                packet.sourcePort());
        FlowKey.Endpoint destination = new FlowKey.Endpoint(packet.ipVersion(), packet.destinationHi(), packet.destinationLo(),
                packet.destinationPort());
        Flow key = fromClient ? new Flow(protocol, source, destination) : new Flow(protocol, destination, source);
        ServiceConnection known = flows.get(key);
        if (known == null) {
            known = new ServiceConnection(protocols.get(protocol), key.client, key.server, null, null, sink);
            flows.put(key, known);
        }
        order.put(key, true);
        if (flows.size() > MOST_FLOWS) {
            Flow oldest = order.keySet().iterator().next();
            order.remove(oldest);
            flows.remove(oldest).finish(lastTime);
            closedEarly++;
        }
        return known;
    }

    /**
     * Ends all flows.
     *
     * @param captureEnd time of the capture's last packet
     */
    public void finish(long captureEnd) {
        order.keySet().forEach(key -> flows.get(key).finish(captureEnd));
        order.clear();
        flows.clear();
    }

    /** Flows that were finished before their end, as there were too many. */
    public long closedEarly() {
        return closedEarly;
    }
}
