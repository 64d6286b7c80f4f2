package io.wirecause.tcp.wireshark;

import java.util.LinkedHashMap;
import java.util.Map;

/** How often the segments of a connection got each flag. Connections without a flagged segment share {@link #NONE}. */
public final class WiresharkFlagCounts {
    private static final WiresharkFlag[] ALL = WiresharkFlag.values();
    /** Of a connection without a flagged segment; never written. */
    static final WiresharkFlagCounts NONE = new WiresharkFlagCounts();

    private final int[] counts = new int[ALL.length];

    WiresharkFlagCounts() {
    }

    /** Counts the flags of one segment. */
    void add(int flags) {
        for (int rest = flags; rest != 0; rest &= rest - 1) {
            counts[Integer.numberOfTrailingZeros(rest)]++;
        }
    }

    /** Whether no segment was flagged. */
    public boolean isEmpty() {
        return this == NONE;
    }

    /** Segments with this flag. */
    public int of(WiresharkFlag flag) {
        return counts[flag.ordinal()];
    }

    /** The sums of several connections by label, in the order of the flags; flags without a segment are left out. */
    public static Map<String, Long> totals(Iterable<WiresharkFlagCounts> connections) {
        long[] sums = new long[ALL.length];
        for (WiresharkFlagCounts each : connections) {
            for (int i = 0; i < ALL.length && each != NONE; i++) {
                sums[i] += each.counts[i];
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
