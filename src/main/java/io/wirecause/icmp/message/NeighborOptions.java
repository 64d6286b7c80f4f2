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
