package io.wirecause.tls.stream;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.Packet;

/** Numbers UDP conversations as Wireshark's {@code udp.stream} does: by endpoints, in the order in which they are first seen. */
public final class UdpStreams {
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final int most;

    /**
     * No conversation yet.
     *
     * @param most conversations numbered at most
     */
    public UdpStreams(int most) {
        this.most = most;
    }

    /** The number of a datagram's conversation; every datagram has to be shown. -1 beyond the limit. */
    public int of(Packet packet) {
        key.set(packet);
        int number = table.get(key);
        if (number < 0 && table.size() < most) {
            number = table.size();
            table.put(key, number);
        }
        return number;
    }
}
