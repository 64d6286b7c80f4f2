package io.wirecause.packet;

/**
 * Tunnels over UDP: known by a port of either side, and by a content that fits, since any port can be anyone's. Those
 * whose content is encrypted are named.
 */
final class UdpTunnels {
    private static final int L2TP = 1701;
    private static final int GTP_U = 2152;
    private static final int GTP_0 = 3386;
    private static final int TEREDO = 3544;
    private static final int LISP = 4341;
    private static final int IPSEC_NAT = 4500;
    private static final int GRE = 4754;
    private static final int VXLAN = 4789;
    private static final int VXLAN_GPE = 4790;
    private static final int AYIYA = 5072;
    private static final int CAPWAP = 5247;
    private static final int GENEVE = 6081;
    private static final int MPLS = 6635;
    /** What Linux took for VXLAN before it had a port. */
    private static final int VXLAN_LINUX = 8472;
    private static final int TZSP = 37008;
    private static final int WIREGUARD = 51820;

    private static final int GTP_G_PDU = 255;

    private final DecodeContext w;

    UdpTunnels(DecodeContext walk) {
        this.w = walk;
    }

    void follow(int source, int destination, int at, int end) {
        if (!byPort(destination, at, end)) {
            byPort(source, at, end);
        }
    }

    /** Whether the port belongs to a tunnel; follows it where the content agrees. */
    private boolean byPort(int port, int at, int end) {
        switch (port) {
            case VXLAN, VXLAN_LINUX -> vxlan(at, end);
            case VXLAN_GPE -> vxlanGpe(at, end);
            case GENEVE -> geneve(at, end);
            case GTP_U -> gtpU(at, end);
            case GTP_0 -> gtp0(at, end);
            case TEREDO -> teredo(at, end);
            case L2TP -> l2tp(at, end);
            case GRE -> w.gre.overUdp(at, end);
            case AYIYA -> ayiya(at, end);
            case LISP -> lisp(at, end);
            case MPLS -> mpls(at, end);
            case CAPWAP -> capwap(at, end);
            case TZSP -> tzsp(at, end);
            case IPSEC_NAT -> ipsec(at, end);
            case WIREGUARD -> wireGuard(at, end);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void ip(Layer layer, long id, int at, int end) {
        if (w.looksLikeIp(at, end) && w.tunnel(layer, id)) {
            w.ip.byVersion(at, end);
        }
    }

    /**
     * VXLAN (RFC 7348, section 5): flags with I, network identifier, then an Ethernet frame. Reserved bytes are ignored on
     * receipt, and some vendors use them; where they are not 0, the frame inside must look like one.
     */
    private void vxlan(int at, int end) {
        if (w.holds(at, 22, end) && (w.bytes.u8(at) & 0x08) != 0
                && (w.bytes.u8(at + 7) == 0 || w.ethernet.looksLikeFrame(at + 8, end))
                && w.tunnel(Layer.VXLAN, w.bytes.u24be(at + 4))) {
            w.ethernet.frame(at + 8, end);
        }
    }

    /** VXLAN with a next protocol (draft-ietf-nvo3-vxlan-gpe, section 3): present where flag P says so. */
    private void vxlanGpe(int at, int end) {
        if (!w.holds(at, 8, end) || (w.bytes.u8(at) & 0x08) == 0) {
            return;
        }
        int next = (w.bytes.u8(at) & 0x04) != 0 ? w.bytes.u8(at + 3) : 3;
        if (next < 1 || next > 5 || !w.tunnel(Layer.VXLAN, w.bytes.u24be(at + 4))) {
            return;
        }
        switch (next) {
            case 1, 2 -> w.ip.byVersion(at + 8, end);
            case 3 -> w.ethernet.frame(at + 8, end);
            case 4 -> w.switchTags.serviceChain(at + 8, end);
            default -> w.mpls.stack(at + 8, end);
        }
    }

    /** Geneve (RFC 8926, section 3.4): version 0, options in 4-byte words, what the protocol type says. */
    private void geneve(int at, int end) {
        if (!w.holds(at, 8, end) || w.bytes.u8(at) >>> 6 != 0) {
            return;
        }
        int inner = at + 8 + ((w.bytes.u8(at) & 0x3f) << 2);
        if (w.holds(inner, 1, end) && w.tunnel(Layer.GENEVE, w.bytes.u24be(at + 4))) {
            w.ethernet.etherType(w.bytes.u16be(at + 2), inner, end);
        }
    }

    /** GTP-U version 1 (3GPP TS 29.281, section 5.1), G-PDU messages only. */
    private void gtpU(int at, int end) {
        if (!w.holds(at, 8, end) || w.bytes.u8(at) >>> 4 != 3 || w.bytes.u8(at + 1) != GTP_G_PDU) {
            return;
        }
        int flags = w.bytes.u8(at);
        int inner = at + 8;
        if ((flags & 7) != 0) {
            if (!w.holds(inner, 4, end)) {
                return;
            }
            int next = (flags & 4) != 0 ? w.bytes.u8(inner + 3) : 0;
            inner += 4;
            while (next != 0) {
                // An extension header counts its length in 4-byte words and ends in the type of the next one.
                int length = w.holds(inner, 1, end) ? w.bytes.u8(inner) << 2 : 0;
                if (length == 0 || !w.holds(inner, length, end)) {
                    return;
                }
                next = w.bytes.u8(inner + length - 1);
                inner += length;
            }
        }
        gtpPacket(w.bytes.u32be(at + 4), inner, end);
    }

    /** GTP version 0 (3GPP TS 29.060 of release 97): a header of 20 bytes, tunnel identifier in its last 8. */
    private void gtp0(int at, int end) {
        if (w.holds(at, 20, end) && w.bytes.u8(at) >>> 5 == 0 && w.bytes.u8(at + 1) == GTP_G_PDU) {
            gtpPacket(w.bytes.i64be(at + 12) & Long.MAX_VALUE, at + 20, end);
        }
    }

    private void gtpPacket(long tunnel, int at, int end) {
        int version = w.nibble(at, end);
        if ((version == 4 || version == 6) && w.tunnel(Layer.GTP_U, tunnel)) {
            w.ip.byVersion(at, end);
        }
    }

    /** Teredo (RFC 4380, section 5.1.1): optional authentication and origin indications before an IPv6 packet. */
    private void teredo(int at, int end) {
        int inner = at;
        if (w.holds(inner, 4, end) && w.bytes.u16be(inner) == 1) {
            inner += 4 + w.bytes.u8(inner + 2) + w.bytes.u8(inner + 3) + 9;
        }
        if (w.holds(inner, 8, end) && w.bytes.u16be(inner) == 0) {
            inner += 8;
        }
        if (w.holds(inner, 40, end) && w.nibble(inner, end) == 6 && w.tunnel(Layer.TEREDO, -1)) {
            w.ip.byVersion(inner, end);
        }
    }

    /** L2TP version 2 (RFC 2661, section 3.1) with PPP inside, or version 3 over UDP (RFC 3931, section 4.1.2). */
    private void l2tp(int at, int end) {
        if (!w.holds(at, 8, end)) {
            return;
        }
        int flags = w.bytes.u16be(at);
        boolean control = (flags & 0x8000) != 0;
        if (!control && (flags & 0x0f) == 3 && w.nested(Layer.L2TP)) {
            w.ipTunnels.l2tpData(w.bytes.u32be(at + 4), at + 8, end);
        } else if (!control && (flags & 0x0f) == 2) {
            l2tp2(flags, at, end);
        }
    }

    private void l2tp2(int flags, int at, int end) {
        int ids = (flags & 0x4000) != 0 ? at + 4 : at + 2;
        int inner = ids + 4 + ((flags & 0x0800) != 0 ? 4 : 0);
        if ((flags & 0x0200) != 0 && w.holds(inner, 2, end)) {
            inner += 2 + w.bytes.u16be(inner);
        }
        if (w.holds(inner, 2, end) && w.tunnel(Layer.L2TP, w.bytes.u32be(ids))) {
            w.ppp.frame(inner, end);
        }
    }

    /** AYIYA (draft-massar-v6ops-ayiya, section 3): lengths of identity and signature, operation 1, next header. */
    private void ayiya(int at, int end) {
        if (!w.holds(at, 8, end) || (w.bytes.u8(at + 2) & 0x0f) != 1) {
            return;
        }
        int identity = 1 << (w.bytes.u8(at) >>> 4);
        int signature = w.bytes.u8(at + 1) >>> 4 << 2;
        ip(Layer.AYIYA, -1, at + 8 + identity + signature, end);
    }

    /** LISP data (RFC 9300, section 5.1): 8 bytes, then the packet. */
    private void lisp(int at, int end) {
        ip(Layer.LISP, -1, at + 8, end);
    }

    /** MPLS in UDP (RFC 7510). */
    private void mpls(int at, int end) {
        if (w.holds(at, 8, end)) {
            w.enterTunnel(-1);
            w.mpls.stack(at, end);
        }
    }

    /** CAPWAP data (RFC 5415, section 4.3): header length in 4-byte words, native 802.11 or Ethernet by flag T. */
    private void capwap(int at, int end) {
        if (!w.holds(at, 8, end) || w.bytes.u8(at) != 0) {
            return;
        }
        int inner = at + (w.bytes.u8(at + 1) >>> 3 << 2);
        boolean wireless = (w.bytes.u8(at + 2) & 1) != 0;
        boolean part = (w.bytes.u8(at + 3) & 0x80) != 0;
        if (inner < at + 8 || part || !w.holds(inner, EthernetLayer.HEADER, end) || !w.tunnel(Layer.CAPWAP, -1)) {
            return;
        }
        if (wireless) {
            w.wlan.tunnelled(inner, end);
        } else {
            w.ethernet.frame(inner, end);
        }
    }

    /** TZSP: version 1, type 0 or 1, what is carried (1 Ethernet, 18 802.11), then tags up to an end tag. */
    private void tzsp(int at, int end) {
        if (!w.holds(at, 5, end) || w.bytes.u8(at) != 1 || w.bytes.u8(at + 1) > 1) {
            return;
        }
        int carried = w.bytes.u16be(at + 2);
        int next = at + 4;
        while (w.holds(next, 2, end) && w.bytes.u8(next) != 1) {
            next += w.bytes.u8(next) == 0 ? 1 : 2 + w.bytes.u8(next + 1);
        }
        if ((carried == 1 || carried == 18) && w.holds(next, 15, end) && w.tunnel(Layer.TZSP, -1)) {
            if (carried == 1) {
                w.ethernet.frame(next + 1, end);
            } else {
                w.wlan.frame(next + 1, end);
            }
        }
    }

    /** IPsec through NAT (RFC 3948, section 2): the first 4 bytes are 0 for key exchange, else ESP's SPI. */
    private void ipsec(int at, int end) {
        if (w.holds(at, 8, end) && w.bytes.i32be(at) != 0) {
            w.packet.push(Layer.ESP);
        }
    }

    /** WireGuard: type 1 to 4, three zero bytes, and the length that the type has. */
    private void wireGuard(int at, int end) {
        if (!w.holds(at, 4, end)) {
            return;
        }
        int length = end - at;
        boolean fits = switch (w.bytes.i32be(at)) {
            case 0x01000000 -> length == 148;
            case 0x02000000 -> length == 92;
            case 0x03000000 -> length == 64;
            case 0x04000000 -> length >= 32 && (length & 15) == 0;
            default -> false;
        };
        if (fits) {
            w.packet.push(Layer.WIREGUARD);
        }
    }
}
