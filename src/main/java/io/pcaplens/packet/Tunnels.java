package io.pcaplens.packet;

import io.pcaplens.bytes.ByteView;

/** Tunnels: what carries an IP packet or an Ethernet frame inside an IP packet. */
final class Tunnels {
    private static final int PORT_GTP_U = 2152;
    private static final int PORT_TEREDO = 3544;
    private static final int PORT_VXLAN = 4789;
    private static final int PORT_GENEVE = 6081;
    private static final int ETHERTYPE_ERSPAN = 0x88be;
    private static final int ETHERTYPE_ERSPAN_III = 0x22eb;
    private static final int ETHERTYPE_PPP = 0x880b;
    private static final int GTP_G_PDU = 255;

    private final NetworkLayer network;
    private Packet packet;
    private ByteView bytes;

    Tunnels(NetworkLayer network) {
        this.network = network;
    }

    void start(Packet packet) {
        this.packet = packet;
        this.bytes = packet.frame.bytes();
    }

    private boolean has(int at, int length, int end) {
        return at + length <= Math.min(end, bytes.length());
    }

    private int nibble(int at, int end) {
        return has(at, 1, end) ? bytes.u8(at) >>> 4 : -1;
    }

    /** Follows an IP packet or GRE right inside an IP packet; false where it is none. */
    boolean overIp(int protocol, int at, int end) {
        int version = nibble(at, end);
        return switch (protocol) {
            case IpLayer.PROTOCOL_IPV4, IpLayer.PROTOCOL_IPV6 -> (version == 4 || version == 6) && ip(at, end);
            case IpLayer.PROTOCOL_GRE -> gre(at, end);
            default -> false;
        };
    }

    /** Follows a tunnel over UDP, where ports and content say that it is one. */
    void overUdp(int source, int destination, int at, int end) {
        if (destination == PORT_VXLAN || source == PORT_VXLAN) {
            vxlan(at, end);
        } else if (destination == PORT_GENEVE || source == PORT_GENEVE) {
            geneve(at, end);
        } else if (destination == PORT_GTP_U || source == PORT_GTP_U) {
            gtpU(at, end);
        } else if (destination == PORT_TEREDO || source == PORT_TEREDO) {
            teredo(at, end);
        }
    }

    private boolean ip(int at, int end) {
        packet.tunnels++;
        network.ipByVersion(at, end);
        return true;
    }

    /** GRE (RFC 2784, RFC 2890) and its enhanced form for PPTP (RFC 2637). */
    private boolean gre(int at, int end) {
        if (!has(at, 4, end)) {
            return false;
        }
        int flags = bytes.u16be(at);
        int type = bytes.u16be(at + 2);
        int version = flags & 7;
        boolean checksum = (flags & 0x8000) != 0;
        boolean routing = (flags & 0x4000) != 0;
        boolean key = (flags & 0x2000) != 0;
        boolean sequence = (flags & 0x1000) != 0;
        boolean acknowledgment = version == 1 && (flags & 0x0080) != 0;
        int inner = at + 4 + (checksum || routing ? 4 : 0) + (key ? 4 : 0) + (sequence ? 4 : 0) + (acknowledgment ? 4 : 0);
        if (version > 1 || routing || !has(inner, 1, end)) {
            return false;
        }
        return greInner(type, sequence, inner, end);
    }

    private boolean greInner(int type, boolean sequence, int at, int end) {
        switch (type) {
            case ETHERTYPE_ERSPAN -> {
                // Type II has a sequence number and 8 bytes of header, type I neither.
                return mirrored(at + (sequence ? 8 : 0), end);
            }
            case ETHERTYPE_ERSPAN_III -> {
                boolean subHeader = has(at, 12, end) && (bytes.u8(at + 11) & 1) != 0;
                return mirrored(at + (subHeader ? 20 : 12), end);
            }
            case ETHERTYPE_PPP -> {
                return tunnel(Layer.GRE) && enterPpp(at, end);
            }
            default -> {
                if (type != NetworkLayer.ETHERTYPE_IPV4 && type != NetworkLayer.ETHERTYPE_IPV6
                        && type != NetworkLayer.ETHERTYPE_BRIDGED_ETHERNET && type != 0x8847 && type != 0x8100) {
                    return false;
                }
                if (tunnel(Layer.GRE)) {
                    network.etherType(type, at, end);
                }
                return true;
            }
        }
    }

    private boolean enterPpp(int at, int end) {
        network.ppp(at, end);
        return true;
    }

    private boolean mirrored(int at, int end) {
        if (!has(at, 14, end)) {
            return false;
        }
        if (tunnel(Layer.GRE) && network.nested(Layer.ERSPAN)) {
            network.ethernet(at, end);
        }
        return true;
    }

    private boolean tunnel(Layer layer) {
        if (!network.nested(layer)) {
            return false;
        }
        packet.tunnels++;
        return true;
    }

    /** VXLAN (RFC 7348, section 5): 8 bytes with the I flag, then an Ethernet frame. */
    private void vxlan(int at, int end) {
        if (has(at, 22, end) && (bytes.u8(at) & 0x08) != 0 && tunnel(Layer.VXLAN)) {
            network.ethernet(at + 8, end);
        }
    }

    /** Geneve (RFC 8926, section 3.4): 8 bytes, options in 4-byte words, then what the protocol type says. */
    private void geneve(int at, int end) {
        if (!has(at, 8, end) || nibble(at, end) >>> 2 != 0) {
            return;
        }
        int inner = at + 8 + ((bytes.u8(at) & 0x3f) << 2);
        if (has(inner, 1, end) && tunnel(Layer.GENEVE)) {
            network.etherType(bytes.u16be(at + 2), inner, end);
        }
    }

    /** GTP-U version 1 (3GPP TS 29.281, section 5.1), G-PDU messages only. */
    private void gtpU(int at, int end) {
        if (!has(at, 8, end) || nibble(at, end) != 3 || bytes.u8(at + 1) != GTP_G_PDU) {
            return;
        }
        int flags = bytes.u8(at);
        int inner = at + 8;
        if ((flags & 7) != 0) {
            if (!has(inner, 4, end)) {
                return;
            }
            int next = (flags & 4) != 0 ? bytes.u8(inner + 3) : 0;
            inner += 4;
            while (next != 0) {
                // An extension header counts its length in 4-byte words and ends in the type of the next one.
                int length = has(inner, 1, end) ? bytes.u8(inner) << 2 : 0;
                if (length == 0 || !has(inner, length, end)) {
                    return;
                }
                next = bytes.u8(inner + length - 1);
                inner += length;
            }
        }
        int version = nibble(inner, end);
        if ((version == 4 || version == 6) && tunnel(Layer.GTP_U)) {
            network.ipByVersion(inner, end);
        }
    }

    /** Teredo (RFC 4380, section 5.1.1): optional authentication and origin indications before an IPv6 packet. */
    private void teredo(int at, int end) {
        if (has(at, 4, end) && bytes.u16be(at) == 1) {
            at += 4 + bytes.u8(at + 2) + bytes.u8(at + 3) + 9;
        }
        if (has(at, 8, end) && bytes.u16be(at) == 0) {
            at += 8;
        }
        if (has(at, 40, end) && nibble(at, end) == 6 && tunnel(Layer.TEREDO)) {
            network.ipByVersion(at, end);
        }
    }
}
