package io.wirecause.service.exchange;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.service.decode.ServiceProtocol;

/** Flows of datagrams by protocol, client and server, those used longest ago first. To look one up allocates nothing. */
final class ServiceFlows {
    private final InsertionOrderedHashTable<Flow> table = new InsertionOrderedHashTable<>();
    private Flow recent;

    /** A flow in the table. */
    private static final class Flow extends InsertionOrderedHashTable.Node<Flow> {
        private final ServiceConnection connection;

        Flow(ServiceConnection connection) {
            this.connection = connection;
        }

        boolean is(ServiceProtocol protocol, Packet packet, boolean fromClient) {
            return connection.protocol() == protocol && isSource(fromClient ? connection.client() : connection.server(), packet)
                    && isDestination(fromClient ? connection.server() : connection.client(), packet);
        }

        private static boolean isSource(FlowKey.Endpoint end, Packet packet) {
            return end.lo() == packet.sourceLo() && end.port() == packet.sourcePort() && end.hi() == packet.sourceHi()
                    && end.version() == packet.ipVersion();
        }

        private static boolean isDestination(FlowKey.Endpoint end, Packet packet) {
            return end.lo() == packet.destinationLo() && end.port() == packet.destinationPort()
                    && end.hi() == packet.destinationHi() && end.version() == packet.ipVersion();
        }
    }

    /** The flow of a packet, which becomes the one used last; null where there is none yet. */
    ServiceConnection use(ServiceProtocol protocol, Packet packet, boolean fromClient) {
        if (recent != null && recent.is(protocol, packet, fromClient)) {
            return recent.connection;
        }
        long hash = hash(packet, fromClient);
        Flow flow = table.first(hash);
        while (flow != null && !flow.is(protocol, packet, fromClient)) {
            flow = table.next();
        }
        if (flow == null) {
            return null;
        }
        table.remove(flow);
        table.add(flow, hash);
        recent = flow;
        return flow.connection;
    }

    /** Takes in a new one, that of a packet, as the one used last. */
    void add(Packet packet, boolean fromClient, ServiceConnection connection) {
        recent = new Flow(connection);
        table.add(recent, hash(packet, fromClient));
    }

    private static long hash(Packet packet, boolean fromClient) {
        long source = KeyedHash.mix(packet.sourceHi() ^ packet.sourcePort(), packet.sourceLo());
        long destination = KeyedHash.mix(packet.destinationHi() ^ packet.destinationPort(), packet.destinationLo());
        return KeyedHash.mix(fromClient ? source : destination, fromClient ? destination : source);
    }

    int size() {
        return table.size();
    }

    /** Takes out the one used longest ago; null where there is none. */
    ServiceConnection removeOldest() {
        Flow oldest = table.oldest();
        if (oldest == null) {
            return null;
        }
        table.remove(oldest);
        recent = recent == oldest ? null : recent;
        return oldest.connection;
    }
}
