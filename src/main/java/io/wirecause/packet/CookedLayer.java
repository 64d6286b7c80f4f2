package io.wirecause.packet;

/** Headers that a capturing system puts in the place of a link layer: Linux, BSD, Solaris, Apple, pcap's own. */
final class CookedLayer {
    private static final int COOKED_HEADER = 16;
    private static final int COOKED2_HEADER = 20;
    /** Protocol values in cooked headers that are no EtherTypes (linux/if_ether.h). */
    private static final int COOKED_RAW_802_3 = 1;
    private static final int COOKED_LLC = 4;
    private static final int ARPHRD_FRAME_RELAY = 770;
    private static final int ARPHRD_WLAN = 801;
    private static final int ARPHRD_WLAN_PRISM = 802;
    private static final int ARPHRD_RADIOTAP = 803;
    private static final int ARPHRD_NETLINK = 824;
    private static final int NFLOG_HEADER = 4;
    private static final int NFLOG_PAYLOAD = 9;
    private static final int ENC_HEADER = 12;
    private static final int IPNET_HEADER = 24;
    private static final int PKTAP_HEADER = 108;
    private static final int PPI_HEADER = 8;
    private static final int ERF_HEADER = 16;

    private final DecodeContext w;

    CookedLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** Linux cooked: direction, ARPHRD type, address length, address (8 bytes), protocol. */
    void linux(int at, int end) {
        w.packet.push(Layer.LINUX_COOKED);
        if (w.has(at, COOKED_HEADER, end)) {
            cooked(w.bytes.u16be(at + 2), w.bytes.u16be(at + 14), at + COOKED_HEADER, end);
        }
    }

    /** Linux cooked, version 2: protocol, reserved (2), interface (4), ARPHRD type, direction, address length, address. */
    void linux2(int at, int end) {
        w.packet.push(Layer.LINUX_COOKED);
        if (w.has(at, COOKED2_HEADER, end)) {
            cooked(w.bytes.u16be(at + 8), w.bytes.u16be(at), at + COOKED2_HEADER, end);
        }
    }

    private void cooked(int hardware, int protocol, int at, int end) {
        switch (hardware) {
            case ARPHRD_WLAN -> w.wlan.frame(at, end);
            case ARPHRD_WLAN_PRISM -> w.wlan.prism(at, end);
            case ARPHRD_RADIOTAP -> w.wlan.radiotap(at, end);
            case ARPHRD_FRAME_RELAY -> w.ppp.frameRelay(at, end);
            case ARPHRD_NETLINK -> w.other(hardware);
            default -> cookedProtocol(protocol, at, end);
        }
    }

    private void cookedProtocol(int protocol, int at, int end) {
        if (protocol == COOKED_LLC || protocol == COOKED_RAW_802_3) {
            w.llc.frame(at, end);
        } else if (protocol >= EthernetLayer.FIRST_ETHERTYPE) {
            w.ethernet.etherType(protocol, at, end);
        } else {
            w.other(protocol);
        }
    }

    /** BSD null and loop: an address family of 4 bytes, in the byte order of the machine that captured. */
    void loopback(int at, int end) {
        w.packet.push(Layer.LOOPBACK);
        if (!w.has(at, 4, end)) {
            return;
        }
        long family = w.bytes.u32be(at);
        if (family > 0xffff) {
            family = w.bytes.u32le(at);
        }
        switch ((int) family) {
            // 2 is AF_INET everywhere; AF_INET6 is 10 on Linux, 24 on NetBSD and OpenBSD, 28 on FreeBSD, 30 on Darwin.
            case 2, 10, 24, 28, 30, EthernetLayer.IPV4, EthernetLayer.IPV6 -> w.ip.byVersion(at + 4, end);
            default -> {
                // Some programs write an EtherType into the last two of the four bytes.
                int type = w.bytes.u16be(at + 2);
                if (type == EthernetLayer.IPV4 || type == EthernetLayer.IPV6) {
                    w.ethernet.etherType(type, at + 4, end);
                } else {
                    w.other((int) family);
                }
            }
        }
    }

    void raw(int at, int end) {
        w.packet.push(Layer.RAW);
        w.ip.byVersion(at, end);
    }

    /** Netfilter log: family, version, resource, then attributes of length and type in the byte order of the machine. */
    void nflog(int at, int end) {
        w.packet.push(Layer.NFLOG);
        if (!w.has(at, NFLOG_HEADER, end)) {
            return;
        }
        int next = at + NFLOG_HEADER;
        while (w.has(next, 4, end)) {
            // A type is a small number, so its byte order shows where its zero byte is.
            boolean little = w.bytes.u8(next + 3) == 0;
            int length = little ? w.bytes.u16le(next) : w.bytes.u16be(next);
            int type = (little ? w.bytes.u16le(next + 2) : w.bytes.u16be(next + 2)) & 0x7fff;
            if (length < 4) {
                w.packet.undecoded = Undecoded.MALFORMED;
                return;
            }
            if (type == NFLOG_PAYLOAD) {
                w.ip.byVersion(next + 4, Math.min(end, next + length));
                return;
            }
            next += length + 3 & ~3;
        }
    }

    /** OpenBSD's encapsulating interface: address family, SPI, flags. */
    void enc(int at, int end) {
        w.packet.push(Layer.ENC);
        if (w.has(at, ENC_HEADER, end)) {
            w.ip.byVersion(at + ENC_HEADER, end);
        }
    }

    /** OpenBSD's packet filter log: the header tells its own length, which is then padded to 4 bytes. */
    void pflog(int at, int end) {
        w.packet.push(Layer.PFLOG);
        if (w.has(at, 4, end)) {
            w.ip.byVersion(at + (w.bytes.u8(at) + 3 & ~3), end);
        }
    }

    /** Solaris IPNET: version, family, hook, length, interfaces and zones. */
    void ipnet(int at, int end) {
        w.packet.push(Layer.IPNET);
        if (w.has(at, IPNET_HEADER, end)) {
            w.ip.byVersion(at + IPNET_HEADER, end);
        }
    }

    /** Apple's PKTAP, little endian: header length, record type (1 for a packet), link type of what follows. */
    void pktap(int at, int end) {
        w.packet.push(Layer.PKTAP);
        if (!w.has(at, PKTAP_HEADER, end)) {
            return;
        }
        long length = w.bytes.u32le(at);
        if (length < PKTAP_HEADER || length > end - at || w.bytes.u32le(at + 4) != 1) {
            w.packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        link(w.bytes.u32le(at + 8), at + (int) length, end);
    }

    /** Apple wrote PKTAP under a number that is free for anyone's use. */
    void user2(int at, int end) {
        boolean pktap = w.holds(at, PKTAP_HEADER, end) && w.bytes.u32le(at) >= PKTAP_HEADER
                && w.bytes.u32le(at) <= w.bytes.length() - at && w.bytes.u32le(at + 4) <= 1;
        if (pktap) {
            pktap(at, end);
        } else {
            unknown(LinkType.USER2);
        }
    }

    /** Per-packet information, little endian: version, flags, length, link type of what follows. */
    void ppi(int at, int end) {
        if (w.nested(Layer.PPI) && w.has(at, PPI_HEADER, end)) {
            int length = w.bytes.u16le(at + 2);
            if (length < PPI_HEADER) {
                w.packet.undecoded = Undecoded.MALFORMED;
            } else {
                link(w.bytes.u32le(at + 4), at + length, end);
            }
        }
    }

    /** Endace's records: time, type, flags, length, then extension headers of 8 bytes while their first bit says so. */
    void erf(int at, int end) {
        w.packet.push(Layer.ERF);
        if (!w.has(at, ERF_HEADER, end)) {
            return;
        }
        int type = w.bytes.u8(at + 8);
        boolean more = (type & 0x80) != 0;
        int next = at + ERF_HEADER;
        while (more && w.has(next, 8, end)) {
            more = (w.bytes.u8(next) & 0x80) != 0;
            next += 8;
        }
        if (more) {
            return;
        }
        switch (type & 0x7f) {
            case 2, 11, 16 -> w.ethernet.frame(next + 2, end);
            case 1, 15, 17 -> w.ppp.frame(next, end);
            case 22, 23 -> w.ip.byVersion(next, end);
            default -> w.other(type & 0x7f);
        }
    }

    private void link(long linkType, int at, int end) {
        LinkType.View view = linkType > Short.MAX_VALUE ? null : LinkType.view((int) linkType);
        if (view == null || w.packet.full()) {
            unknown((int) linkType);
        } else {
            view.read(w, at, end);
        }
    }

    private void unknown(int linkType) {
        w.packet.unknown = linkType;
        w.packet.undecoded = Undecoded.UNKNOWN_LINK_TYPE;
    }
}
