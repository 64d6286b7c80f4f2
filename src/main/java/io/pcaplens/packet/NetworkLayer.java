package io.pcaplens.packet;

import io.pcaplens.bytes.ByteView;

/**
 * The fast lane: from the link layer to the transport header. Each method takes where its header starts and where the
 * data ends on the wire, checks that the header was captured, and goes on to the next one. An end is only ever moved
 * forward by a length field, never beyond the end of the layer around it.
 */
final class NetworkLayer {
    static final int ETHERTYPE_IPV4 = 0x0800;
    static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int ETHERTYPE_ARP = 0x0806;
    private static final int ETHERTYPE_VLAN = 0x8100;
    private static final int ETHERTYPE_QINQ = 0x88a8;
    private static final int ETHERTYPE_QINQ_OLD = 0x9100;
    private static final int ETHERTYPE_MPLS = 0x8847;
    private static final int ETHERTYPE_MPLS_MULTICAST = 0x8848;
    private static final int ETHERTYPE_PPPOE_SESSION = 0x8864;
    static final int ETHERTYPE_BRIDGED_ETHERNET = 0x6558;
    /** Smaller values of the type field are an 802.3 length (IEEE 802.3, 3.2.6). */
    private static final int FIRST_ETHERTYPE = 0x600;

    private static final int ETHERNET_HEADER = 14;
    private static final int COOKED_HEADER = 16;
    private static final int COOKED_PROTOCOL = 14;
    private static final int COOKED2_HEADER = 20;
    /** Protocol value in cooked headers for a frame that starts with 802.2 LLC. */
    private static final int COOKED_LLC = 4;
    private static final int PPP_IPV4 = 0x0021;
    private static final int PPP_IPV6 = 0x0057;
    private static final int PPP_MPLS = 0x0281;

    private final IpLayer ip = new IpLayer(this);
    private Packet packet;
    private ByteView bytes;

    void start(Packet packet, boolean followTunnels) {
        this.packet = packet;
        this.bytes = packet.frame.bytes();
        ip.start(packet, followTunnels);
    }

    /** Whether a header of this length was captured; where not, the packet is told why. */
    private boolean has(int at, int length, int end) {
        if (at + length <= Math.min(end, bytes.length())) {
            return true;
        }
        packet.undecoded = at + length > end ? Undecoded.MALFORMED : Undecoded.CUT_BY_SNAPLEN;
        return false;
    }

    void ethernet(int at, int end) {
        packet.push(Layer.ETHERNET);
        if (!has(at, ETHERNET_HEADER, end)) {
            return;
        }
        etherType(bytes.u16be(at + 12), at + ETHERNET_HEADER, end);
    }

    void linuxCooked(int at, int end) {
        packet.push(Layer.LINUX_COOKED);
        if (has(at, COOKED_HEADER, end)) {
            cookedProtocol(bytes.u16be(at + COOKED_PROTOCOL), at + COOKED_HEADER, end);
        }
    }

    void linuxCooked2(int at, int end) {
        packet.push(Layer.LINUX_COOKED);
        if (has(at, COOKED2_HEADER, end)) {
            cookedProtocol(bytes.u16be(at), at + COOKED2_HEADER, end);
        }
    }

    private void cookedProtocol(int protocol, int at, int end) {
        if (protocol == COOKED_LLC) {
            llc(at, end);
        } else if (protocol >= FIRST_ETHERTYPE) {
            etherType(protocol, at, end);
        } else {
            other(protocol);
        }
    }

    /** BSD null and loop: an address family of 4 bytes, in the byte order of the machine that captured. */
    void loopback(int at, int end) {
        packet.push(Layer.LOOPBACK);
        if (!has(at, 4, end)) {
            return;
        }
        long family = bytes.u32be(at);
        if (family > 0xffff) {
            family = bytes.u32le(at);
        }
        switch ((int) family) {
            case 2, 24, 28, 30, 10 -> ipByVersion(at + 4, end);
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6 -> ipByVersion(at + 4, end);
            default -> other((int) family);
        }
    }

    void ciscoHdlc(int at, int end) {
        packet.push(Layer.CISCO_HDLC);
        if (has(at, 4, end)) {
            etherType(bytes.u16be(at + 2), at + 4, end);
        }
    }

    /** PPP (RFC 1661, section 2), with or without the HDLC address and control bytes (RFC 1662). */
    void ppp(int at, int end) {
        packet.push(Layer.PPP);
        if (!has(at, 2, end)) {
            return;
        }
        if (bytes.u16be(at) == 0xff03) {
            at += 2;
        } else if (bytes.u16be(at) == 0x0f00 || bytes.u16be(at) == 0x8f00) {
            // Cisco HDLC in PPP's place: unicast or multicast address, control 0.
            if (has(at, 4, end)) {
                etherType(bytes.u16be(at + 2), at + 4, end);
            }
            return;
        }
        if (!has(at, 2, end)) {
            return;
        }
        // Protocol numbers are odd in their last byte, so a first odd byte is a compressed field (RFC 1661, section 6.5).
        boolean compressed = (bytes.u8(at) & 1) != 0;
        int protocol = compressed ? bytes.u8(at) : bytes.u16be(at);
        at += compressed ? 1 : 2;
        switch (protocol) {
            case PPP_IPV4, PPP_IPV6 -> ipByVersion(at, end);
            case PPP_MPLS -> mpls(at, end);
            default -> other(protocol);
        }
    }

    /** PPPoE session (RFC 2516, section 4): version and type, code, session, length. */
    void pppoe(int at, int end) {
        packet.push(Layer.PPPOE);
        if (has(at, 6, end)) {
            int length = bytes.u16be(at + 4);
            ppp(at + 6, Math.min(end, at + 6 + length));
        }
    }

    /** 802.2 LLC, with SNAP (RFC 1042) or IP's own service access point. */
    private void llc(int at, int end) {
        packet.push(Layer.LLC);
        if (!has(at, 3, end)) {
            return;
        }
        int access = bytes.u16be(at);
        if (access == 0xaaaa && has(at, 8, end)) {
            etherType(bytes.u16be(at + 6), at + 8, end);
        } else if (access == 0x0606) {
            ipByVersion(at + 3, end);
        } else if (packet.undecoded == null) {
            other(access);
        }
    }

    void etherType(int type, int at, int end) {
        switch (type) {
            case ETHERTYPE_IPV4, ETHERTYPE_IPV6 -> ipByVersion(at, end);
            case ETHERTYPE_VLAN, ETHERTYPE_QINQ, ETHERTYPE_QINQ_OLD -> vlan(at, end);
            case ETHERTYPE_MPLS, ETHERTYPE_MPLS_MULTICAST -> mpls(at, end);
            case ETHERTYPE_PPPOE_SESSION -> pppoe(at, end);
            case ETHERTYPE_BRIDGED_ETHERNET -> ethernet(at, end);
            case ETHERTYPE_ARP -> packet.push(Layer.ARP);
            default -> {
                if (type < FIRST_ETHERTYPE) {
                    llc(at, Math.min(end, at + type));
                } else {
                    other(type);
                }
            }
        }
    }

    private void vlan(int at, int end) {
        if (nested(Layer.VLAN) && has(at, 4, end)) {
            etherType(bytes.u16be(at + 2), at + 4, end);
        }
    }

    /** MPLS label stack (RFC 3032, section 2.1): the payload has no type field, IP is known by its version nibble. */
    private void mpls(int at, int end) {
        packet.push(Layer.MPLS);
        boolean bottom = false;
        while (!bottom) {
            if (!has(at, 4, end)) {
                return;
            }
            bottom = (bytes.u8(at + 2) & 1) != 0;
            at += 4;
        }
        if (!has(at, 4, end)) {
            return;
        }
        int nibble = bytes.u8(at) >>> 4;
        if (nibble == 4 || nibble == 6) {
            ipByVersion(at, end);
        } else if (bytes.i32be(at) == 0 && has(at + 4, ETHERNET_HEADER, end)) {
            // A control word (RFC 4385) stands before an Ethernet frame carried over a pseudowire.
            ethernet(at + 4, end);
        } else {
            other(nibble);
        }
    }

    void ipByVersion(int at, int end) {
        if (has(at, 1, end)) {
            switch (bytes.u8(at) >>> 4) {
                case 4 -> ip.version4(at, end);
                case 6 -> ip.version6(at, end);
                default -> packet.undecoded = Undecoded.MALFORMED;
            }
        }
    }

    /** Notes a layer that can nest; false where it nests too deep. */
    boolean nested(Layer layer) {
        if (packet.full()) {
            packet.undecoded = Undecoded.TOO_DEEP;
            return false;
        }
        packet.push(layer);
        return true;
    }

    private void other(int number) {
        packet.push(Layer.OTHER);
        packet.unknown = number;
    }
}
