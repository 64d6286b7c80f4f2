package io.wirecause.packet;

/** Tunnels right inside an IP packet, by its protocol number. */
final class IpTunnels {
    private static final int IP_OLD = 94;
    private static final int ETHER_IP = 97;
    private static final int PIM = 103;
    private static final int L2TP = 115;
    private static final int MPLS = 137;
    private static final int ETHERNET = 143;
    /** Address, control and protocol of an IPv4 packet in PPP. */
    private static final int PPP_IPV4 = 0xff030021;
    private static final int PIM_REGISTER_HEADER = 8;

    private final DecodeContext w;

    IpTunnels(DecodeContext walk) {
        this.w = walk;
    }

    /** Follows a tunnel; false where the protocol is none that is known or its content is none. */
    boolean follow(int protocol, int at, int end) {
        return switch (protocol) {
            case IpProtocol.IPV4, IpProtocol.IPV6, IP_OLD -> ip(at, end);
            case IpProtocol.GRE -> w.gre.overIp(at, end);
            case ETHER_IP -> etherIp(at, end);
            case PIM -> pimRegister(at, end);
            case L2TP -> l2tp(at, end);
            case MPLS -> mpls(at, end);
            case ETHERNET -> ethernet(at, end);
            default -> false;
        };
    }

    private boolean ip(int at, int end) {
        int version = w.nibble(at, end);
        if (version != 4 && version != 6) {
            return false;
        }
        w.enterTunnel(-1);
        w.ip.byVersion(at, end);
        return true;
    }

    private boolean mpls(int at, int end) {
        if (!w.holds(at, 4, end)) {
            return false;
        }
        w.enterTunnel(-1);
        w.mpls.stack(at, end);
        return true;
    }

    private boolean ethernet(int at, int end) {
        if (!w.holds(at, EthernetLayer.HEADER, end)) {
            return false;
        }
        w.enterTunnel(-1);
        w.ethernet.frame(at, end);
        return true;
    }

    /** EtherIP (RFC 3378, section 2): version 3 in the first four bits, the rest zero. */
    private boolean etherIp(int at, int end) {
        if (!w.holds(at, 2, end) || w.bytes.u16be(at) != 0x3000) {
            return false;
        }
        w.packet.pushTransport(Layer.ETHER_IP);
        w.enterTunnel(-1);
        w.ethernet.frame(at + 2, end);
        return true;
    }

    /** PIM Register (RFC 7761, section 4.9.3): version 2, type 1, then flags and the packet; null registers hold none. */
    private boolean pimRegister(int at, int end) {
        if (!w.holds(at, 1, end) || w.bytes.u8(at) != 0x21 || !w.looksLikeIp(at + PIM_REGISTER_HEADER, end)) {
            return false;
        }
        w.packet.pushTransport(Layer.PIM_REGISTER);
        w.enterTunnel(-1);
        w.ip.byVersion(at + PIM_REGISTER_HEADER, end);
        return true;
    }

    /** L2TP version 3 over IP (RFC 3931, section 4.1.1): a session number, 0 for control. */
    private boolean l2tp(int at, int end) {
        if (!w.holds(at, 8, end) || w.bytes.i32be(at) == 0) {
            return false;
        }
        w.packet.pushTransport(Layer.L2TP);
        l2tpData(w.bytes.u32be(at), at + 4, end);
        return true;
    }

    /**
     * What an L2TPv3 session carries. Only its ends know how long cookie (0, 4 or 8 bytes) and sublayer (0 or 4) are, so
     * the first place where a frame or packet fits is taken.
     */
    void l2tpData(long session, int at, int end) {
        for (int inner = at; inner <= at + 12; inner += 4) {
            if (holdsEthernet(inner, end)) {
                w.enterTunnel(session);
                w.ethernet.frame(inner, end);
                return;
            }
            if (w.looksLikeIp(inner, end)) {
                w.enterTunnel(session);
                w.ip.byVersion(inner, end);
                return;
            }
            if (w.holds(inner, 4, end) && w.bytes.i32be(inner) == PPP_IPV4) {
                w.enterTunnel(session);
                w.ppp.frame(inner, end);
                return;
            }
        }
    }

    private boolean holdsEthernet(int at, int end) {
        if (!w.holds(at, EthernetLayer.HEADER, end)) {
            return false;
        }
        return switch (w.bytes.u16be(at + 12)) {
            case EthernetLayer.IPV4, EthernetLayer.IPV6 -> w.looksLikeIp(at + EthernetLayer.HEADER, end);
            case EthernetLayer.ARP, EthernetLayer.VLAN -> true;
            default -> false;
        };
    }
}
