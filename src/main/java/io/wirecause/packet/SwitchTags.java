package io.wirecause.packet;

/** What switches put between the Ethernet addresses and the type, or around a whole frame. */
final class SwitchTags {
    private static final int FABRIC_PATH = 0x8903;
    static final int CISCO_METADATA = 0x8909;
    private static final int PROVIDER_BACKBONE = 0x88e7;
    private static final int VN_TAG = 0x8926;
    private static final int E_TAG = 0x893f;
    private static final int MACSEC = 0x88e5;
    private static final int HSR = 0x892f;
    private static final int TRILL = 0x22f3;
    private static final int ARISTA = 0xd28b;
    private static final int EDSA = 0xdada;
    private static final int ADDRESSES = 12;
    private static final int ISL_HEADER = 26;
    private static final int MACSEC_ICV = 16;

    private final DecodeContext w;

    SwitchTags(DecodeContext walk) {
        this.w = walk;
    }

    /** Follows a tag that an EtherType announces; false where it announces none that we know. */
    boolean tag(int type, int at, int end) {
        switch (type) {
            case PROVIDER_BACKBONE -> frameBehind(Layer.PBB, at, 4, end);
            case FABRIC_PATH -> frameBehind(Layer.FABRIC_PATH, at, 2, end);
            case VN_TAG -> typeBehind(Layer.VN_TAG, at, 4, end);
            case E_TAG -> typeBehind(Layer.E_TAG, at, 6, end);
            case CISCO_METADATA -> typeBehind(Layer.CISCO_METADATA, at, 6, end);
            case HSR -> typeBehind(Layer.HSR, at, 4, end);
            case EthernetLayer.NSH -> serviceChain(at, end);
            case TRILL -> trill(at, end);
            case ARISTA -> arista(at, end);
            case MACSEC -> macsec(at, end);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Backbone service tag (IEEE 802.1ah: 4 bytes), FabricPath (2 bytes): a whole Ethernet frame follows. */
    private void frameBehind(Layer layer, int at, int header, int end) {
        if (w.nested(layer) && w.has(at, header, end)) {
            w.ethernet.frame(at + header, end);
        }
    }

    private void typeBehind(Layer layer, int at, int tag, int end) {
        if (w.nested(layer) && w.has(at, tag + 2, end)) {
            w.ethernet.etherType(w.bytes.u16be(at + tag), at + tag + 2, end);
        }
    }

    /** Network service header (RFC 8300, section 2.2): length in 4-byte words, next protocol. */
    void serviceChain(int at, int end) {
        if (!w.nested(Layer.NSH) || !w.has(at, 8, end)) {
            return;
        }
        int inner = at + ((w.bytes.u8(at + 1) & 0x3f) << 2);
        int next = w.bytes.u8(at + 3);
        if (inner < at + 8) {
            w.packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        switch (next) {
            case 1, 2 -> w.ip.byVersion(inner, end);
            case 3 -> w.ethernet.frame(inner, end);
            case 5 -> w.mpls.stack(inner, end);
            default -> w.other(next);
        }
    }

    /** TRILL (RFC 6325, section 3.1): 6 bytes and options in 4-byte words, then the frame with its inner VLAN tag. */
    private void trill(int at, int end) {
        if (w.nested(Layer.TRILL) && w.has(at, 6, end)) {
            int options = w.bytes.u16be(at) >>> 6 & 0x1f;
            w.ethernet.frame(at + 6 + (options << 2), end);
        }
    }

    /** Arista's time stamp: subtype 1, version (whose low byte tells 64 or 48 bits), the time, then the type. */
    private void arista(int at, int end) {
        if (w.has(at, 4, end)) {
            if (w.bytes.u16be(at) == 1) {
                typeBehind(Layer.ARISTA, at, (w.bytes.u8(at + 3) & 0x20) != 0 ? 10 : 12, end);
            } else {
                w.other(ARISTA);
            }
        }
    }

    /** MACsec (IEEE 802.1AE, clause 9): readable where only integrity is protected, with the check value at the end. */
    private void macsec(int at, int end) {
        if (!w.nested(Layer.MACSEC) || !w.has(at, 6, end)) {
            return;
        }
        int control = w.bytes.u8(at);
        int inner = at + ((control & 0x20) != 0 ? 14 : 6);
        if ((control & 0x0c) != 0) {
            w.packet.undecoded = Undecoded.ENCRYPTED;
        } else if (w.has(inner, 2, end)) {
            w.ethernet.etherType(w.bytes.u16be(inner), inner + 2, Math.max(inner + 2, end - MACSEC_ICV));
        }
    }

    /** Cisco ISL: known by its multicast destination of 40 bits and an 802.2 SNAP header behind length and source. */
    boolean isIsl(int at, int end) {
        int first = w.bytes.i32be(at);
        return (first == 0x01000c00 || first == 0x03000c00) && w.bytes.u8(at + 4) == 0
                && w.holds(at, ISL_HEADER, end) && w.bytes.u24be(at + 14) == 0xaaaa03;
    }

    void isl(int at, int end) {
        w.packet.vlan = w.bytes.u16be(at + 20) >>> 1 & 0xfff;
        frameBehind(Layer.ISL, at, ISL_HEADER, end);
    }

    /** Marvell DSA: a tag of 4 bytes in front of the type. */
    void dsa(int at, int end) {
        if (addresses(at, end) && w.has(at + ADDRESSES, 4, end)) {
            dsaTag(at + ADDRESSES, end);
        }
    }

    /** Marvell DSA with a type of its own (0xdada) and two reserved bytes before the tag. */
    void edsa(int at, int end) {
        if (!addresses(at, end) || !w.has(at + ADDRESSES, 8, end)) {
            return;
        }
        int type = w.bytes.u16be(at + ADDRESSES);
        if (type == EDSA) {
            dsaTag(at + ADDRESSES + 4, end);
        } else {
            w.ethernet.etherType(type, at + EthernetLayer.HEADER, end);
        }
    }

    private void dsaTag(int at, int end) {
        w.packet.push(Layer.DSA);
        int tag = w.bytes.i32be(at);
        // Bit 29: the tag took the place of an 802.1Q tag that the frame had.
        w.packet.vlan = (tag & 0x20000000) != 0 ? tag & 0xfff : -1;
        if (w.has(at + 4, 2, end)) {
            w.ethernet.etherType(w.bytes.u16be(at + 4), at + 6, end);
        }
    }

    /** Broadcom's tag of 4 bytes, in front of the type. */
    void broadcom(int at, int end) {
        if (addresses(at, end)) {
            typeBehind(Layer.BROADCOM_TAG, at + ADDRESSES, 4, end);
        }
    }

    /** Broadcom's tag of 4 bytes, in front of the whole frame. */
    void broadcomPrepended(int at, int end) {
        frameBehind(Layer.BROADCOM_TAG, at, 4, end);
    }

    private boolean addresses(int at, int end) {
        w.packet.push(Layer.ETHERNET);
        return w.has(at, ADDRESSES, end);
    }
}
