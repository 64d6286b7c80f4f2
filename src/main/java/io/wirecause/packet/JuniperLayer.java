package io.wirecause.packet;

/**
 * What Juniper's routers put before a frame: magic "MGC", flags, and where a flag says so, extensions with their length.
 * Where another flag says that the link header is gone, the address family stands in its place.
 */
final class JuniperLayer {
    private static final int MAGIC = 0x4d4743;
    private static final int NO_LINK_HEADER = 0x02;
    private static final int EXTENSIONS = 0x80;

    private final DecodeContext w;

    JuniperLayer(DecodeContext walk) {
        this.w = walk;
    }

    void ethernet(int at, int end) {
        int next = link(at, end);
        if (next >= 0) {
            w.ethernet.frame(next, end);
        }
    }

    void ppp(int at, int end) {
        int next = link(at, end);
        if (next >= 0) {
            w.ppp.frame(next, end);
        }
    }

    void ciscoHdlc(int at, int end) {
        int next = link(at, end);
        if (next >= 0) {
            w.ppp.ciscoHdlc(next, end);
        }
    }

    void frameRelay(int at, int end) {
        int next = link(at, end);
        if (next >= 0) {
            w.ppp.frameRelay(next, end);
        }
    }

    /** A kind of link whose own header is not followed: only packets without one are. */
    void other(int at, int end) {
        if (link(at, end) >= 0) {
            w.other(w.packet.frame.linkType());
        }
    }

    /** Where the link header starts; -1 where there is none and the rest was followed. */
    private int link(int at, int end) {
        w.packet.push(Layer.JUNIPER);
        if (!w.has(at, 4, end)) {
            return -1;
        }
        if (w.bytes.u24be(at) != MAGIC) {
            w.packet.undecoded = Undecoded.MALFORMED;
            return -1;
        }
        int flags = w.bytes.u8(at + 3);
        int next = at + 4;
        if ((flags & EXTENSIONS) != 0) {
            if (!w.has(next, 2, end)) {
                return -1;
            }
            next += 2 + w.bytes.u16be(next);
        }
        if ((flags & NO_LINK_HEADER) == 0) {
            return next;
        }
        if (w.has(next, 4, end)) {
            w.ip.byVersion(next + 4, end);
        }
        return -1;
    }
}
