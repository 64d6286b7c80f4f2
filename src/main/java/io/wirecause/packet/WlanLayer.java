package io.wirecause.packet;

/**
 * Wireless LAN (IEEE 802.11, clause 9): data frames that are not encrypted, and the headers that capturing systems put
 * before the frame. Fields of 802.11 and radiotap are little endian.
 */
final class WlanLayer {
    private static final int HEADER = 24;
    private static final int ADDRESS = 6;
    private static final int QOS = 2;
    private static final int HT_CONTROL = 4;
    private static final int TYPE_DATA = 2;
    private static final int SUBTYPE_NO_DATA = 4;
    private static final int SUBTYPE_QOS = 8;
    private static final int TO_FROM_DS = 0x03;
    private static final int MORE_FRAGMENTS = 0x04;
    private static final int PROTECTED = 0x40;
    private static final int ORDER = 0x80;
    private static final int QOS_AGGREGATE = 0x0080;
    private static final int QOS_MESH = 0x0100;
    private static final int AGGREGATE_HEADER = 14;
    private static final int RADIOTAP_HEADER = 8;
    private static final int RADIOTAP_PADDED = 0x20;
    private static final int LLC_SNAP = 0xaaaa03;

    private final DecodeContext w;

    WlanLayer(DecodeContext walk) {
        this.w = walk;
    }

    /** Version, pad, length, words of what is present; of the fields only the flags matter here. */
    void radiotap(int at, int end) {
        if (!w.nested(Layer.RADIOTAP) || !w.has(at, RADIOTAP_HEADER, end)) {
            return;
        }
        int length = w.bytes.u16le(at + 2);
        if (length < RADIOTAP_HEADER) {
            w.packet.undecoded = Undecoded.MALFORMED;
            return;
        }
        boolean padded = (radiotapFlags(at, Math.min(end, at + length)) & RADIOTAP_PADDED) != 0;
        inner(at + length, end, padded);
    }

    private int radiotapFlags(int at, int end) {
        int present = w.bytes.i32le(at + 4);
        int next = at + RADIOTAP_HEADER;
        for (int word = present; word < 0; next += 4) {
            if (!w.holds(next, 4, end)) {
                return 0;
            }
            word = w.bytes.i32le(next);
        }
        if ((present & 1) != 0) {
            // The time stamp has 8 bytes and is aligned to 8, counted from the start of the header.
            next = at + (next - at + 7 & ~7) + 8;
        }
        return (present & 2) != 0 && w.holds(next, 1, end) ? w.bytes.u8(next) : 0;
    }

    /** The header of Prism cards: message code, length of the header; some drivers put an AVS header in its place. */
    void prism(int at, int end) {
        if (!w.holds(at, 8, end) || w.bytes.i32be(at) >>> 16 == 0x8021) {
            avs(at, end);
            return;
        }
        long little = w.bytes.u32le(at + 4);
        behind(Layer.PRISM, little <= 0xffff ? little : w.bytes.u32be(at + 4), at, end);
    }

    /** The header of the AVS drivers, big endian: version, length. */
    void avs(int at, int end) {
        if (w.has(at, 8, end)) {
            behind(Layer.AVS, w.bytes.u32be(at + 4), at, end);
        }
    }

    private void behind(Layer layer, long header, int at, int end) {
        if (!w.nested(layer)) {
            return;
        }
        if (header < 8 || header > end - at) {
            w.packet.undecoded = Undecoded.MALFORMED;
        } else {
            inner(at + (int) header, end, false);
        }
    }

    /** Whether a frame of 802.11 that is no control frame may start here: version 0, type management or data. */
    boolean looksLikeFrame(int at, int end) {
        return w.holds(at, HEADER, end) && (w.bytes.u8(at) & 3) == 0 && (w.bytes.u8(at) & 4) == 0;
    }

    /** A frame with nothing before it. */
    void frame(int at, int end) {
        inner(at, end, false);
    }

    /**
     * A frame in a controller's tunnel, where Cisco swaps the two bytes of the frame control. A data frame to or from an access
     * point then starts with its flags, which would be a version that does not exist.
     */
    void tunnelled(int at, int end) {
        int first = w.holds(at, 2, end) ? w.bytes.u8(at) : 0;
        boolean oneWay = (first & TO_FROM_DS) == 1 || (first & TO_FROM_DS) == 2;
        boolean swapped = oneWay && (w.bytes.u8(at + 1) & 0x0f) == TYPE_DATA << 2;
        inner(at, end, false, swapped);
    }

    /** Frame control, duration, three addresses, sequence; then what the frame control announces. */
    private void inner(int at, int end, boolean padded) {
        inner(at, end, padded, false);
    }

    private void inner(int at, int end, boolean padded, boolean swapped) {
        if (!w.nested(Layer.WLAN) || !w.has(at, 2, end)) {
            return;
        }
        int control = w.bytes.u8(swapped ? at + 1 : at);
        int flags = w.bytes.u8(swapped ? at : at + 1);
        int subtype = control >>> 4;
        if ((control >>> 2 & 3) != TYPE_DATA || (subtype & SUBTYPE_NO_DATA) != 0) {
            return;
        }
        if (!w.has(at, HEADER, end)) {
            return;
        }
        boolean qos = (subtype & SUBTYPE_QOS) != 0;
        int header = HEADER + ((flags & TO_FROM_DS) == TO_FROM_DS ? ADDRESS : 0);
        int qosAt = at + header;
        header += qos ? QOS : 0;
        header += qos && (flags & ORDER) != 0 ? HT_CONTROL : 0;
        if (!w.has(at, header, end)) {
            return;
        }
        int body = at + (padded ? header + 3 & ~3 : header);
        boolean partial = (flags & MORE_FRAGMENTS) != 0 || (w.bytes.u16le(at + 22) & 0x0f) != 0;
        int qosControl = qos ? w.bytes.u16le(qosAt) : 0;
        body(body, flags, partial, qosControl, end);
    }

    private void body(int at, int flags, boolean partial, int qosControl, int end) {
        // Some drivers decrypt and leave the flag: then the body starts as plain data does.
        if ((flags & PROTECTED) != 0 && !startsWithSnap(at, end)) {
            w.packet.undecoded = Undecoded.ENCRYPTED;
        } else if (partial) {
            w.packet.push(Layer.FRAGMENT);
        } else if ((qosControl & QOS_AGGREGATE) != 0 && !startsWithSnap(at, end)) {
            aggregate(at, end);
        } else {
            w.llc.frame(at + (startsWithSnap(at, end) ? 0 : meshHeader(qosControl, at, end)), end);
        }
    }

    private boolean startsWithSnap(int at, int end) {
        return w.holds(at, 3, end) && w.bytes.u24be(at) == LLC_SNAP;
    }

    /** Mesh control: flags, time to live, sequence (4), up to two addresses. */
    private int meshHeader(int qosControl, int at, int end) {
        if ((qosControl & QOS_MESH) == 0 || !w.holds(at, 6, end)) {
            return 0;
        }
        int header = 6 + (w.bytes.u8(at) & 3) * ADDRESS;
        return startsWithSnap(at + header, end) ? header : 0;
    }

    /** Several frames in one (9.3.2.2): destination, source, length, LLC, padded to 4 bytes. */
    void aggregate(int at, int end) {
        if (!w.has(at, AGGREGATE_HEADER, end)) {
            return;
        }
        int inner = at + AGGREGATE_HEADER;
        int length = w.bytes.u16be(at + 12);
        int next = at + (AGGREGATE_HEADER + length + 3 & ~3);
        if (w.holds(next, AGGREGATE_HEADER, end)) {
            w.keepRest(next, end);
        }
        w.llc.frame(inner, Math.min(end, inner + length));
    }
}
