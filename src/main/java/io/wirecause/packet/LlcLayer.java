package io.wirecause.packet;

/** 802.2 logical link control, with SNAP (RFC 1042), and the network layer ids of ISO (RFC 2427, RFC 2684). */
final class LlcLayer {
    private static final int SNAP = 0xaaaa;
    private static final int IP = 0x0606;
    private static final int ISO = 0xfefe;
    private static final int OUI_ETHERNET = 0;
    private static final int OUI_BRIDGE_TUNNEL = 0x0000f8;
    private static final int OUI_BRIDGED = 0x0080c2;
    private static final int NLPID_SNAP = 0x80;
    private static final int NLPID_IPV6 = 0x8e;
    private static final int NLPID_IPV4 = 0xcc;
    private static final int NLPID_PPP = 0xcf;

    private final DecodeContext w;

    LlcLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** Destination and source access point, control. */
    void frame(int at, int end) {
        if (!w.nested(Layer.LLC) || !w.has(at, 3, end)) {
            return;
        }
        int access = w.bytes.u16be(at);
        switch (access) {
            case SNAP -> snap(at + 3, 2, end);
            case IP -> w.ip.byVersion(at + 3, end);
            case ISO -> {
                if (w.has(at, 4, end)) {
                    networkLayerId(at + 3, end);
                }
            }
            default -> w.other(access);
        }
    }

    /**
     * Organisation and type (RFC 1042). Of the organisations, 0 and 0x0000f8 use EtherTypes, 0x0080c2 carries whole frames.
     *
     * @param padding bytes between the type and a bridged Ethernet frame: two behind LLC (RFC 2684, section 5.2)
     */
    private void snap(int at, int padding, int end) {
        if (!w.has(at, 5, end)) {
            return;
        }
        int organisation = w.bytes.u24be(at);
        int type = w.bytes.u16be(at + 3);
        boolean etherType = organisation == OUI_ETHERNET || organisation == OUI_BRIDGE_TUNNEL;
        if (etherType && type >= EthernetLayer.FIRST_ETHERTYPE) {
            w.ethernet.etherType(type, at + 5, end);
        } else if (organisation == OUI_BRIDGED && (type == 1 || type == 7)) {
            w.ethernet.frame(at + 5 + padding, end);
        } else {
            w.other(type);
        }
    }

    /** What a network layer protocol id announces (ISO/IEC TR 9577, RFC 2427). */
    void networkLayerId(int at, int end) {
        int id = w.bytes.u8(at);
        switch (id) {
            case NLPID_IPV4, NLPID_IPV6 -> w.ip.byVersion(at + 1, end);
            case NLPID_SNAP -> snap(at + 1, 0, end);
            case NLPID_PPP -> w.ppp.frame(at + 1, end);
            default -> w.other(id);
        }
    }

    /** A header that is LLC, or none at all before an IP packet: RFC 2684 leaves it to the circuit. */
    void orIp(int at, int end) {
        if (w.looksLikeIp(at, end)) {
            w.ip.byVersion(at, end);
        } else {
            frame(at, end);
        }
    }
}
