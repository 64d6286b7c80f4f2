package io.wirecause.packet;

/** MPLS label stack (RFC 3032, section 2.1) and the pseudowires behind it. */
final class MplsLayer {
    private static final int ASSOCIATED_CHANNEL = 1;

    private final DecodeContext w;

    MplsLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** The stack ends in an entry with its bottom bit set; what follows has no type, and IP is known by its version. */
    void stack(int at, int end) {
        if (!w.nested(Layer.MPLS)) {
            return;
        }
        boolean bottom = false;
        while (!bottom) {
            if (!w.has(at, 4, end)) {
                return;
            }
            bottom = (w.bytes.u8(at + 2) & 1) != 0;
            at += 4;
        }
        if (w.has(at, 4, end)) {
            payload(at, end);
        }
    }

    private void payload(int at, int end) {
        int nibble = w.bytes.u8(at) >>> 4;
        if (w.looksLikeIp(at, end)) {
            w.ip.byVersion(at, end);
        } else if (nibble == 0 && looksLikeEthernet(at + 4, end)) {
            // A control word (RFC 4385, section 3) stands before the frame that a pseudowire carries.
            w.ethernet.frame(at + 4, end);
        } else if (nibble != ASSOCIATED_CHANNEL && looksLikeEthernet(at, end)) {
            w.ethernet.frame(at, end);
        } else if (nibble == 4 || nibble == 6) {
            w.ip.byVersion(at, end);
        } else {
            w.other(nibble);
        }
    }

    /** A pseudowire's kind is known to its ends only, so the type field must say something that we can follow. */
    private boolean looksLikeEthernet(int at, int end) {
        if (!w.holds(at, EthernetLayer.HEADER, end)) {
            return false;
        }
        int type = w.bytes.u16be(at + 12);
        return switch (type) {
            case EthernetLayer.IPV4, EthernetLayer.IPV6, EthernetLayer.VLAN, EthernetLayer.VLAN_SERVICE, EthernetLayer.MPLS,
                    EthernetLayer.ARP, EthernetLayer.PPPOE_DISCOVERY, EthernetLayer.PPPOE_SESSION, EthernetLayer.LLDP -> true;
            default -> type < EthernetLayer.FIRST_ETHERTYPE && type <= end - at - EthernetLayer.HEADER;
        };
    }
}
