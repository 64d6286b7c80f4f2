package io.wirecause.icmp.echo;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.FlowTable;
import io.wirecause.packet.Packet;
import java.util.BitSet;

/** Whether the capture holds packets to the watched hosts; a capture of one direction holds none. */
final class HostsReached {
    private final FlowKey key = new FlowKey();
    private final FlowTable table = new FlowTable();
    private final BitSet reached = new BitSet();

    /** Watches for packets to a host from now on. */
    void watch(FlowKey.Endpoint host) {
        set(host.version(), host.hi(), host.lo());
        if (table.get(key) < 0) {
            table.put(key, table.size());
        }
    }

    /** Adds an IP packet. */
    void packet(Packet packet) {
        if (table.size() > 0) {
            set(packet.ipVersion(), packet.destinationHi(), packet.destinationLo());
            int index = table.get(key);
            if (index >= 0) {
                reached.set(index);
            }
        }
    }

    /** Whether a packet to a watched host was seen. */
    boolean isReached(FlowKey.Endpoint host) {
        set(host.version(), host.hi(), host.lo());
        int index = table.get(key);
        return index >= 0 && reached.get(index);
    }

    private void set(int version, long hi, long lo) {
        key.set(version, 0, hi, lo, 0, hi, lo, 0);
    }
}
