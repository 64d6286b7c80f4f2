package io.wirecause.packet;

/** Local networks other than Ethernet: FDDI, token ring, ARCNET, InfiniBand, Fibre Channel, ATM, FireWire, cable. */
final class LanLayer {
    private static final int FDDI_HEADER = 13;
    private static final int RING_HEADER = 14;
    private static final int IPOIB_TYPE = 40;
    private static final int IPOIB_HEADER = 44;
    private static final int IP_OVER_FC_HEADER = 16;
    private static final int FIREWIRE_HEADER = 18;
    private static final int ARCNET_IP = 212;
    private static final int ARCNET_ARP = 213;
    private static final int ARCNET_IPV6 = 196;
    private static final int ARCNET_IP_OLD = 240;
    private static final int ARCNET_ARP_OLD = 241;
    private static final int ARCNET_EXCEPTION = 0xff;
    private static final int SUNATM_LANE = 1;
    private static final int SUNATM_LLC = 2;

    private final DecodeContext w;

    LanLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** FDDI: frame control, destination, source, then LLC where the control byte says so. */
    void fddi(int at, int end) {
        w.packet.push(Layer.FDDI);
        if (w.has(at, FDDI_HEADER, end)) {
            int control = w.bytes.u8(at);
            if ((control & 0xf0) == 0x50) {
                w.llc.frame(at + FDDI_HEADER, end);
            } else {
                w.other(control);
            }
        }
    }

    /** Token ring (IEEE 802.5): access and frame control, destination, source, routing where the source says so. */
    void tokenRing(int at, int end) {
        w.packet.push(Layer.TOKEN_RING);
        if (!w.has(at, RING_HEADER, end)) {
            return;
        }
        int next = at + RING_HEADER;
        if ((w.bytes.u8(at + 8) & 0x80) != 0 && w.has(next, 1, end)) {
            next += w.bytes.u8(next) & 0x1f;
        }
        int control = w.bytes.u8(at + 1);
        if (control >>> 6 == 1) {
            w.llc.frame(next, end);
        } else {
            w.other(control);
        }
    }

    /** ARCNET as BSD captures it: source, destination, type. */
    void arcnet(int at, int end) {
        arcnet(at + 2, true, at, end);
    }

    /** ARCNET as Linux captures it: source, destination, offset (2), type. */
    void arcnetLinux(int at, int end) {
        arcnet(at + 4, false, at, end);
    }

    private void arcnet(int typeAt, boolean exceptions, int at, int end) {
        w.packet.push(Layer.ARCNET);
        if (!w.has(at, typeAt + 1 - at, end)) {
            return;
        }
        int type = w.bytes.u8(typeAt);
        int next = typeAt + 1;
        if (type != ARCNET_IP_OLD && type != ARCNET_ARP_OLD) {
            // RFC 1201: a split flag and a sequence number; an exception frame has padding and then these fields again.
            if (exceptions && w.holds(next, 1, end) && w.bytes.u8(next) == ARCNET_EXCEPTION) {
                next += 4;
            }
            if (!w.has(next, 3, end)) {
                return;
            }
            if (w.bytes.u8(next) != 0) {
                w.packet.push(Layer.FRAGMENT);
                return;
            }
            next += 3;
        }
        switch (type) {
            case ARCNET_IP, ARCNET_IPV6, ARCNET_IP_OLD -> w.ip.byVersion(next, end);
            case ARCNET_ARP, ARCNET_ARP_OLD -> w.packet.push(Layer.ARP);
            default -> w.other(type);
        }
    }

    /** IP over InfiniBand (RFC 4391): 40 bytes of routing header, EtherType, reserved. */
    void ipOverInfiniband(int at, int end) {
        typed(Layer.IPOIB, IPOIB_TYPE, IPOIB_HEADER, at, end);
    }

    /** IP over FireWire as Apple captures it: destination and source (8 bytes each), EtherType. */
    void fireWire(int at, int end) {
        typed(Layer.FIREWIRE, FIREWIRE_HEADER - 2, FIREWIRE_HEADER, at, end);
    }

    private void typed(Layer layer, int type, int header, int at, int end) {
        w.packet.push(layer);
        if (w.has(at, header, end)) {
            w.ethernet.etherType(w.bytes.u16be(at + type), at + header, end);
        }
    }

    /** IP over Fibre Channel (RFC 2625, section 3): destination and source names (8 bytes each), LLC. */
    void ipOverFibreChannel(int at, int end) {
        w.packet.push(Layer.IP_OVER_FC);
        if (w.has(at, IP_OVER_FC_HEADER, end)) {
            w.llc.frame(at + IP_OVER_FC_HEADER, end);
        }
    }

    /** ATM adaptation layer 5 payload (RFC 2684). */
    void atm(int at, int end) {
        w.packet.push(Layer.ATM);
        w.llc.orIp(at, end);
    }

    /** SunATM: kind of traffic in the low four bits, path, channel; LAN emulation has an id of 2 bytes before the frame. */
    void sunAtm(int at, int end) {
        w.packet.push(Layer.ATM);
        if (w.has(at, 4, end)) {
            int kind = w.bytes.u8(at) & 0x0f;
            switch (kind) {
                case SUNATM_LANE -> w.ethernet.frame(at + 6, end);
                case SUNATM_LLC -> w.llc.orIp(at + 4, end);
                default -> w.other(kind);
            }
        }
    }

    /** DOCSIS: kind, extension length or count, length, extension, check sequence, then for kind 0 an Ethernet frame. */
    void docsis(int at, int end) {
        w.packet.push(Layer.DOCSIS);
        if (w.has(at, 6, end)) {
            int control = w.bytes.u8(at);
            int extension = (control & 1) != 0 ? w.bytes.u8(at + 1) : 0;
            if (control >>> 6 == 0) {
                w.ethernet.frame(at + 6 + extension, end);
            } else {
                w.other(control);
            }
        }
    }
}
