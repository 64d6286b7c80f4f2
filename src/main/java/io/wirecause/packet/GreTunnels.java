package io.wirecause.packet;

/** GRE (RFC 2784, RFC 2890), its enhanced form (RFC 2637), and what vendors carry in it. */
final class GreTunnels {
    private static final int WCCP = 0x883e;
    private static final int ERSPAN = 0x88be;
    private static final int ERSPAN_III = 0x22eb;
    /** What ERSPAN type III says of the frame that it holds. */
    private static final int FRAME_ETHERNET = 0;
    private static final int FRAME_IP = 2;
    private static final int EOIP = 0x6400;
    /** Aruba's access points send 802.11 frames under these types, one for each of their radios and uses. */
    private static final int ARUBA_FIRST = 0x8200;
    private static final int ARUBA_LAST = 0x83ff;
    private static final int ARUBA_OTHER = 0x9000;
    private static final int CHECKSUM = 0x8000;
    private static final int ROUTING = 0x4000;
    private static final int KEY = 0x2000;
    private static final int SEQUENCE = 0x1000;
    private static final int ACKNOWLEDGMENT = 0x0080;

    private final DecodeContext w;

    GreTunnels(DecodeContext walk) {
        this.w = walk;
    }

    /** GRE as the transport of an IP packet. */
    boolean overIp(int at, int end) {
        w.packet.pushTransport(Layer.GRE);
        follow(at, end, true);
        return true;
    }

    /** GRE over UDP (RFC 8086). */
    void overUdp(int at, int end) {
        follow(at, end, false);
    }

    private void follow(int at, int end, boolean pushed) {
        if (!w.holds(at, 4, end)) {
            return;
        }
        int flags = w.bytes.u16be(at);
        int type = w.bytes.u16be(at + 2);
        int version = flags & 7;
        boolean acknowledgment = version == 1 && (flags & ACKNOWLEDGMENT) != 0;
        int keyAt = at + 4 + ((flags & (CHECKSUM | ROUTING)) != 0 ? 4 : 0);
        int inner = keyAt + ((flags & KEY) != 0 ? 4 : 0) + ((flags & SEQUENCE) != 0 ? 4 : 0) + (acknowledgment ? 4 : 0);
        if (version > 1 || (flags & ROUTING) != 0 || !w.holds(inner, 1, end) || !known(type, version, inner, end)) {
            return;
        }
        if (!pushed) {
            w.packet.push(Layer.GRE);
        }
        w.enterTunnel((flags & KEY) != 0 ? id(type, version, keyAt) : -1);
        inner(type, (flags & SEQUENCE) != 0, inner, end);
    }

    /** The key; in version 1 its first half is the length of the payload, and MikroTik writes the other little endian. */
    private long id(int type, int version, int at) {
        if (version == 0) {
            return w.bytes.u32be(at);
        }
        return type == EOIP ? w.bytes.u16le(at + 2) : w.bytes.u16be(at + 2);
    }

    private boolean known(int type, int version, int at, int end) {
        return switch (type) {
            case EthernetLayer.IPV4, EthernetLayer.IPV6, EthernetLayer.BRIDGED_ETHERNET, EthernetLayer.MPLS,
                    EthernetLayer.MPLS_MULTICAST, EthernetLayer.VLAN, EthernetLayer.PPP, EthernetLayer.NSH, EthernetLayer.ARP,
                    SwitchTags.CISCO_METADATA, WCCP, ERSPAN, ERSPAN_III -> true;
            case EOIP -> version == 1;
            default -> isAruba(type) && w.wlan.looksLikeFrame(at, end);
        };
    }

    private static boolean isAruba(int type) {
        return type >= ARUBA_FIRST && type <= ARUBA_LAST || type == ARUBA_OTHER;
    }

    private void inner(int type, boolean sequence, int at, int end) {
        switch (type) {
            // Type II has a sequence number and 8 bytes of header, type I neither.
            case ERSPAN -> mirrored(sequence ? at + 8 : at, end);
            case ERSPAN_III -> erspan3(at, end);
            case WCCP -> wccp(at, end);
            case SwitchTags.CISCO_METADATA -> {
                // In GRE the type stands before the metadata of 6 bytes, on Ethernet behind it.
                if (w.nested(Layer.CISCO_METADATA) && w.has(at, 8, end)) {
                    w.ethernet.etherType(w.bytes.u16be(at), at + 8, end);
                }
            }
            case EOIP -> {
                if (w.nested(Layer.EOIP)) {
                    w.ethernet.frame(at, end);
                }
            }
            default -> {
                if (isAruba(type)) {
                    w.wlan.frame(at, end);
                } else {
                    w.ethernet.etherType(type, at, end);
                }
            }
        }
    }

    /**
     * ERSPAN type III: a header of 12 bytes, a sub-header of 8 where flag O says so, then the type of frame that was mirrored.
     */
    private void erspan3(int at, int end) {
        if (!w.holds(at, 12, end)) {
            return;
        }
        int inner = at + ((w.bytes.u8(at + 11) & 1) != 0 ? 20 : 12);
        int frameType = w.bytes.u8(at + 10) >>> 2 & 0x1f;
        switch (frameType) {
            case FRAME_ETHERNET -> mirrored(inner, end);
            case FRAME_IP -> {
                if (w.nested(Layer.ERSPAN)) {
                    w.ip.byVersion(inner, end);
                }
            }
            default -> {
                if (w.nested(Layer.ERSPAN)) {
                    w.other(frameType);
                }
            }
        }
    }

    private void mirrored(int at, int end) {
        if (w.holds(at, EthernetLayer.HEADER, end) && w.nested(Layer.ERSPAN)) {
            w.ethernet.frame(at, end);
        }
    }

    /** WCCP's redirected packets: version 2 has a header of 4 bytes before them, version 1 none. */
    private void wccp(int at, int end) {
        if (w.nested(Layer.WCCP)) {
            w.ip.byVersion(w.looksLikeIp(at, end) ? at : at + 4, end);
        }
    }
}
