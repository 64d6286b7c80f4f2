package io.wirecause.tcp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How often segments of one connection got Wireshark's flags; a connection without a flagged segment has none of its own. */
final class FlagCounts {
    private static final WiresharkFlag[] ALL = WiresharkFlag.values();
    /** Of a connection without a flagged segment; never written. */
    static final FlagCounts NONE = new FlagCounts();

    private final int[] counts = new int[ALL.length];

    /** Counts the flags of one segment. */
    void add(int set) {
        for (int rest = set; rest != 0; rest &= rest - 1) {
            counts[Integer.numberOfTrailingZeros(rest)]++;
        }
    }

    /** Segments with this flag. */
    int of(WiresharkFlag flag) {
        return counts[flag.ordinal()];
    }

    /** Segments of these connections by flag, in the flags' order; flags that none has are left out. */
    static Map<String, Long> totals(List<Connection> connections) {
        long[] sums = new long[ALL.length];
        for (Connection c : connections) {
            for (int i = 0; i < ALL.length && c.flags() != NONE; i++) {
                sums[i] += c.flags().counts[i];
            }
        }
        Map<String, Long> totals = new LinkedHashMap<>();
        for (WiresharkFlag flag : ALL) {
            if (sums[flag.ordinal()] > 0) {
                totals.put(flag.label(), sums[flag.ordinal()]);
            }
        }
        return totals;
    }
}
