package io.wirecause.packet;

/** Ethernet (IEEE 802.3), its tags (802.1Q), and what an EtherType announces. */
final class EthernetLayer {
    static final int IPV4 = 0x0800;
    static final int IPV6 = 0x86dd;
    static final int VLAN = 0x8100;
    static final int MPLS = 0x8847;
    static final int MPLS_MULTICAST = 0x8848;
    static final int BRIDGED_ETHERNET = 0x6558;
    static final int PPP = 0x880b;
    static final int NSH = 0x894f;
    static final int ARP = 0x0806;
    static final int VLAN_SERVICE = 0x88a8;
    /** Tags stacked before 802.1ad settled on its own EtherType. */
    private static final int VLAN_STACKED_9100 = 0x9100;
    private static final int VLAN_STACKED_9200 = 0x9200;
    private static final int VLAN_STACKED_9300 = 0x9300;
    static final int PPPOE_DISCOVERY = 0x8863;
    static final int PPPOE_SESSION = 0x8864;
    static final int LLDP = 0x88cc;
    private static final int JUMBO_LLC = 0x8870;
    /** Smaller values of the type field are an 802.3 length (IEEE 802.3, 3.2.6). */
    static final int FIRST_ETHERTYPE = 0x600;
    static final int HEADER = 14;

    private final DecodeContext w;

    EthernetLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** Destination, source (6 bytes each), type or length (2). */
    void frame(int at, int end) {
        if (w.nested(Layer.ETHERNET) && w.has(at, HEADER, end)) {
            int type = w.bytes.u16be(at + 12);
            if (type < FIRST_ETHERTYPE && w.switchTags.isIsl(at, end)) {
                w.switchTags.isl(at, end);
            } else {
                etherType(type, at + HEADER, end);
            }
        }
    }

    /** Whether an Ethernet frame with a type that carries IP, or ARP, may start here. */
    boolean looksLikeFrame(int at, int end) {
        if (!w.holds(at, HEADER + 1, end)) {
            return false;
        }
        return switch (w.bytes.u16be(at + 12)) {
            case IPV4 -> w.nibble(at + HEADER, end) == 4;
            case IPV6 -> w.nibble(at + HEADER, end) == 6;
            case ARP, VLAN, VLAN_SERVICE, MPLS -> true;
            default -> false;
        };
    }

    /** What follows an EtherType, or a length in its place. */
    void etherType(int type, int at, int end) {
        switch (type) {
            case IPV4, IPV6 -> w.ip.byVersion(at, end);
            case VLAN, VLAN_SERVICE, VLAN_STACKED_9100, VLAN_STACKED_9200, VLAN_STACKED_9300 -> vlan(at, end);
            case ARP -> w.packet.push(Layer.ARP);
            case MPLS, MPLS_MULTICAST -> w.mpls.stack(at, end);
            case PPPOE_SESSION -> w.ppp.overEthernet(at, end);
            case BRIDGED_ETHERNET -> frame(at, end);
            case PPP -> w.ppp.frame(at, end);
            case JUMBO_LLC -> w.llc.frame(at, end);
            default -> {
                if (type < FIRST_ETHERTYPE) {
                    w.llc.frame(at, Math.min(end, at + type));
                } else if (!w.switchTags.tag(type, at, end)) {
                    w.other(type);
                }
            }
        }
    }

    /** 802.1Q tag: priority, VLAN id in the low 12 bits, then the next type. */
    private void vlan(int at, int end) {
        if (w.nested(Layer.VLAN) && w.has(at, 4, end)) {
            w.packet.vlan = w.bytes.u16be(at) & 0xfff;
            etherType(w.bytes.u16be(at + 2), at + 4, end);
        }
    }
}
