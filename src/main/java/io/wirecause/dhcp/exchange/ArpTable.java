package io.wirecause.dhcp.exchange;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.bytes.ByteView;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import java.util.Map;

/**
 * Remembers which host used which IPv4 address in ARP (RFC 826), to name the other host when a client declines an address.
 */
public final class ArpTable {
    /** Addresses remembered, the most recent ones. */
    private static final int MAX_ADDRESSES = 4_096;
    private static final int ETHERNET_HEADER = 14;
    private static final int VLAN_TAG = 4;
    private static final int ARP_LENGTH = 28;
    private static final int SENDER_MAC = 8;
    private static final int SENDER_IP = 14;
    private static final int ETHERNET_IPV4 = 0x0001_0800;

    private static final int LINK_LOCAL = 169 << 8 | 254;

    private final Map<Integer, Long> holders = new LruMap<>(MAX_ADDRESSES);
    /** By link address, when it last used an address that is not link-local. */
    private final Map<Long, Long> lastUse = new LruMap<>(MAX_ADDRESSES);

    /** Adds an ARP frame, if ARP directly follows Ethernet and its VLAN tags. */
    public void packet(Packet packet) {
        int at = 0;
        for (int i = 0; i < packet.layerCount() - 1; i++) {
            at += packet.layer(i) == Layer.ETHERNET && i == 0 ? ETHERNET_HEADER : packet.layer(i) == Layer.VLAN ? VLAN_TAG
                    : Integer.MIN_VALUE / 64;
        }
        ByteView bytes = packet.frame().bytes();
        if (at < ETHERNET_HEADER || at + ARP_LENGTH > bytes.length() || bytes.i32be(at) != ETHERNET_IPV4) {
            return;
        }
        int sender = bytes.i32be(at + SENDER_IP);
        if (sender != 0) {
            long mac = MacAddress.at(bytes, at + SENDER_MAC);
            holders.put(sender, mac);
            if (sender >>> 16 != LINK_LOCAL) {
                lastUse.put(mac, packet.frame().timestampNanos());
            }
        }
    }

    /** Whether a host used an address of its own in ARP after this time, other than one that it made up (RFC 3927). */
    public boolean usesAddress(long mac, long sinceNanos) {
        Long last = lastUse.get(mac);
        return last != null && last > sinceNanos;
    }

    /** How many of the remembered addresses a host, given as text, used last. */
    int addressesOf(String mac) {
        return mac == null ? 0 : (int) holders.values().stream().filter(holder -> MacAddress.text(holder).equals(mac)).count();
    }

    /** The link address that last used an IP address, other than {@code not}; null if there is none. */
    String holder(String address, long not) {
        for (Map.Entry<Integer, Long> entry : holders.entrySet()) {
            if (entry.getValue() != not && IpAddress.text(4, 0, entry.getKey() & 0xffffffffL).equals(address)) {
                return MacAddress.text(entry.getValue());
            }
        }
        return null;
    }
}
