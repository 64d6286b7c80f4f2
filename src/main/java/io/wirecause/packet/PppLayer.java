package io.wirecause.packet;

/** Serial lines: PPP (RFC 1661) in its framings, Cisco HDLC, frame relay (RFC 2427), SLIP. */
final class PppLayer {
    private static final int IPV4 = 0x0021;
    private static final int BRIDGED = 0x0031;
    private static final int MULTILINK = 0x003d;
    private static final int IPV6 = 0x0057;
    private static final int MPLS = 0x0281;
    private static final int HDLC_ADDRESS_CONTROL = 0xff03;
    private static final int CISCO_UNICAST = 0x0f00;
    private static final int CISCO_MULTICAST = 0x8f00;
    private static final int UNNUMBERED_INFORMATION = 0x03;
    private static final int SLIP_HEADER = 16;
    /** Begin and end are set, control is not. */
    private static final int MFR_WHOLE = 6;

    private final DecodeContext w;

    PppLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** PPP (RFC 1661, section 2), with or without the HDLC address and control bytes (RFC 1662). */
    void frame(int at, int end) {
        if (!w.nested(Layer.PPP) || !w.has(at, 2, end)) {
            return;
        }
        int first = w.bytes.u16be(at);
        if (first == CISCO_UNICAST || first == CISCO_MULTICAST) {
            ciscoHdlc(at, end);
            return;
        }
        int start = first == HDLC_ADDRESS_CONTROL ? at + 2 : at;
        if (!w.has(start, 2, end)) {
            return;
        }
        // Protocol numbers are odd in their last byte, so a first odd byte is a compressed field (RFC 1661, section 6.5).
        boolean compressed = (w.bytes.u8(start) & 1) != 0;
        int protocol = compressed ? w.bytes.u8(start) : w.bytes.u16be(start);
        protocol(protocol, start + (compressed ? 1 : 2), end);
    }

    private void protocol(int protocol, int at, int end) {
        switch (protocol) {
            case IPV4, IPV6 -> w.ip.byVersion(at, end);
            case MPLS -> w.mpls.stack(at, end);
            case MULTILINK -> multilink(at, end);
            case BRIDGED -> bridged(at, end);
            default -> w.other(protocol);
        }
    }

    /** Multilink (RFC 1990, section 3): only packets that begin and end in one frame are followed. */
    private void multilink(int at, int end) {
        if (w.holds(at, 4, end) && w.bytes.u8(at) >>> 6 == 3) {
            frame(at + 4, end);
        } else {
            w.other(MULTILINK);
        }
    }

    /** Bridging (RFC 3518, section 4.2): flags and the kind of network, 1 for Ethernet. */
    private void bridged(int at, int end) {
        if (w.has(at, 2, end)) {
            boolean lanId = (w.bytes.u8(at) & 0x40) != 0;
            if (w.bytes.u8(at + 1) == 1) {
                w.ethernet.frame(at + 2 + (lanId ? 4 : 0), end);
            } else {
                w.other(BRIDGED);
            }
        }
    }

    /** PPPoE session (RFC 2516, section 4): version and type, code, session, length. */
    void overEthernet(int at, int end) {
        if (w.nested(Layer.PPPOE) && w.has(at, 6, end)) {
            frame(at + 6, Math.min(end, at + 6 + w.bytes.u16be(at + 4)));
        }
    }

    /** PPP as pppd logs it: a byte that tells the direction in the place of the address, then perhaps the control byte. */
    void fromPppd(int at, int end) {
        if (w.has(at, 2, end)) {
            frame(w.bytes.u8(at + 1) == UNNUMBERED_INFORMATION ? at + 2 : at + 1, end);
        }
    }

    /** Address, control, EtherType. */
    void ciscoHdlc(int at, int end) {
        if (w.nested(Layer.CISCO_HDLC) && w.has(at, 4, end)) {
            w.ethernet.etherType(w.bytes.u16be(at + 2), at + 4, end);
        }
    }

    /** Frame relay: an address of 2 to 4 bytes (Q.922), then RFC 2427's control and protocol id, or Cisco's EtherType. */
    void frameRelay(int at, int end) {
        if (!w.nested(Layer.FRAME_RELAY) || !w.has(at, 4, end)) {
            return;
        }
        int next = at;
        // The lowest bit of an address byte says that it is the last one.
        while ((w.bytes.u8(next) & 1) == 0 && next < at + 3) {
            next++;
        }
        next++;
        if (!w.has(next, 2, end)) {
            return;
        }
        if (w.bytes.u8(next) == UNNUMBERED_INFORMATION) {
            // A byte of padding may stand before the protocol id, to align what follows.
            int id = w.bytes.u8(next + 1) == 0 ? next + 2 : next + 1;
            if (w.has(id, 1, end)) {
                w.llc.networkLayerId(id, end);
            }
        } else if (w.bytes.u16be(next) >= EthernetLayer.FIRST_ETHERTYPE) {
            w.ethernet.etherType(w.bytes.u16be(next), next + 2, end);
        } else {
            w.other(w.bytes.u16be(next));
        }
    }

    /** Multilink frame relay (FRF.16): begin, end, control bits and a sequence number; only unfragmented frames are followed. */
    void multilinkFrameRelay(int at, int end) {
        if (w.nested(Layer.MULTILINK_FRAME_RELAY) && w.has(at, 2, end)) {
            int bits = w.bytes.u8(at) >>> 5;
            if (bits == MFR_WHOLE) {
                frameRelay(at + 2, end);
            } else {
                w.other(bits);
            }
        }
    }

    /** SLIP as BSD captures it: direction, 15 bytes of compressed header, then the packet with its header restored. */
    void slip(int at, int end) {
        w.packet.push(Layer.SLIP);
        if (w.has(at, SLIP_HEADER, end)) {
            w.ip.byVersion(at + SLIP_HEADER, end);
        }
    }
}
