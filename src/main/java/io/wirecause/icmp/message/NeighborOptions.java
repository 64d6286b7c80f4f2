package io.wirecause.icmp.message;

import io.wirecause.bytes.ByteView;

/** Walks the options of a neighbour discovery message (RFC 4861, section 4.6): type, length in 8 bytes, value. */
public final class NeighborOptions {
    public static final int SOURCE_LINK_ADDRESS = 1;
    public static final int TARGET_LINK_ADDRESS = 2;
    public static final int PREFIX = 3;
    static final int REDIRECTED_HEADER = 4;
    public static final int MTU = 5;
    public static final int NONCE = 14;
    public static final int ROUTE = 24;
    public static final int RDNSS = 25;
    public static final int DNSSL = 31;
    public static final int CAPTIVE_PORTAL = 37;
    public static final int PREF64 = 38;
    /** Where the packet starts in a redirected header option. */
    static final int REDIRECTED_PACKET = 8;
    private static final int PREFIX_UNITS = 4;
    /** Two for the head and the lifetime and one address. */
    private static final int LEAST_RDNSS_UNITS = 3;
    /** Options followed in one message. */
    private static final int MAX_OPTIONS = 64;

    private final ByteView bytes;
    private final int from;
    private int at;
    private int next;
    private int walked;

    /** The options of a message from an offset on. */
    public NeighborOptions(ByteView bytes, int from) {
        this.bytes = bytes;
        this.from = from;
        this.next = from;
    }

    /** Moves to the next option; false at the end, or where one has length 0 or exceeds the captured bytes. */
    public boolean next() {
        at = next;
        if (at + 2 > bytes.length() || walked++ == MAX_OPTIONS) {
            return false;
        }
        next = at + length();
        return length() > 0 && next <= bytes.length();
    }

    /** Type, 0 to 255. */
    public int type() {
        return bytes.u8(at);
    }

    /** Length in bytes, type and length included. */
    public int length() {
        return bytes.u8(at + 1) << 3;
    }

    /**
     * What is wrong with the length of the option (RFC 4861, section 4.6; RFC 8106, section 5), in words; null for nothing.
     * Length counts units of 8 bytes.
     */
    public String fault() {
        int units = bytes.u8(at + 1);
        return switch (type()) {
            case PREFIX -> units == PREFIX_UNITS ? null : "prefix information option with Length " + units
                    + ", RFC 4861 says 4";
            case MTU -> units == 1 ? null : "MTU option with Length " + units + ", RFC 4861 says 1";
            case RDNSS -> units >= LEAST_RDNSS_UNITS && units % 2 == 1 ? null : "RDNSS option with Length " + units
                    + ", RFC 8106 allows 1 + 2n";
            case DNSSL -> units >= 2 ? null : "DNSSL option with Length " + units + ", RFC 8106 demands 2 at least";
            default -> null;
        };
    }

    /** Offset of the option in the message. */
    public int offset() {
        return at;
    }

    /** Whether the last bytes do not form an option. */
    boolean malformed() {
        return at < bytes.length() && walked <= MAX_OPTIONS;
    }

    /** Offset of the first option of a type; -1 for none. */
    public int find(int type) {
        next = from;
        walked = 0;
        while (next()) {
            if (type() == type) {
                return at;
            }
        }
        // An option that quotes a packet is useful even if the capture truncated it.
        return at + 2 <= bytes.length() && type() == type && type == REDIRECTED_HEADER ? at : -1;
    }
}
