package io.wirecause.tcp.segment;

import io.wirecause.packet.TcpView;
import io.wirecause.report.Describe;

/**
 * The options of an endpoint's SYN or SYN-ACK.
 *
 * @param mss           maximum segment size in bytes (RFC 9293, section 3.7.1)
 * @param windowScale   bits to shift its window field by, 0 to 14 (RFC 7323, section 2)
 * @param sackPermitted whether it accepts selective acknowledgements (RFC 2018)
 * @param timestamps    whether it offered timestamps (RFC 7323, section 3)
 * @param fastOpen      its TCP Fast Open option (RFC 7413)
 */
public record SynOptions(
        @Describe(value = "Largest segment it takes, bytes", optional = true) Integer mss,
        @Describe(value = "Window scale, 0 to 14", optional = true) Integer windowScale,
        @Describe("SACK permitted") boolean sackPermitted,
        @Describe("Timestamps offered") boolean timestamps,
        @Describe(value = "TCP Fast Open: a cookie asked for, or given along", optional = true, oneOf = {"request", "cookie"})
        String fastOpen) {
    /** A larger shift count is treated as this one (RFC 7323, section 2.3). */
    static final int MAX_SCALE = 14;

    /** Shares one object between equal options: there are many hosts but few combinations of options. Not thread-safe. */
    public static final class Pool {
        private static final int MOST = 1_000;
        private static final int SLOT_BITS = 11;
        private static final int KNOWN = 1 << 30;

        /** The options packed into an int, in a hash table with open addressing; 0 marks a free slot. */
        private final int[] keys = new int[1 << SLOT_BITS];
        private final SynOptions[] known = new SynOptions[1 << SLOT_BITS];
        private int size;

        /** An empty pool. */
        public Pool() {
        }

        /** The options of a SYN. */
        public SynOptions of(TcpView syn) {
            int key = key(syn);
            int slot = key * 0x9e3779b1 >>> 32 - SLOT_BITS;
            while (keys[slot] != 0) {
                if (keys[slot] == key) {
                    return known[slot];
                }
                slot = slot + 1 & keys.length - 1;
            }
            SynOptions options = SynOptions.of(syn);
            if (size < MOST) {
                size++;
                keys[slot] = key;
                known[slot] = options;
            }
            return options;
        }

        private static int key(TcpView syn) {
            int cookie = Integer.signum(syn.fastOpenCookieLength()) + 1;
            return KNOWN | syn.mss() + 1 << 8 | Math.min(syn.windowScale(), MAX_SCALE) + 1 << 4 | cookie << 2
                    | (syn.sackPermitted() ? 2 : 0) | (syn.hasTimestamps() ? 1 : 0);
        }
    }

    static SynOptions of(TcpView syn) {
        int cookie = syn.fastOpenCookieLength();
        return new SynOptions(syn.mss() < 0 ? null : syn.mss(),
                syn.windowScale() < 0 ? null : Math.min(syn.windowScale(), MAX_SCALE), syn.sackPermitted(), syn.hasTimestamps(),
                cookie < 0 ? null : cookie == 0 ? "request" : "cookie");
    }
}
