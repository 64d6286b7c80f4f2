package io.pcaplens.tcp;

import io.pcaplens.packet.Packet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts Wireshark's flags by connection, so that a filter may choose connections after the pass. Only connections with
 * a flagged segment take memory.
 */
final class FlagCounts implements SegmentListener {
    private static final WiresharkFlag[] ALL = WiresharkFlag.values();

    private final List<int[]> byConnection = new ArrayList<>();

    @Override
    public void segment(Packet packet, Connection connection, int wiresharkFlags) {
        if (wiresharkFlags == 0) {
            return;
        }
        while (byConnection.size() <= connection.id) {
            byConnection.add(null);
        }
        int[] counts = byConnection.get(connection.id);
        if (counts == null) {
            counts = new int[ALL.length];
            byConnection.set(connection.id, counts);
        }
        for (int rest = wiresharkFlags; rest != 0; rest &= rest - 1) {
            counts[Integer.numberOfTrailingZeros(rest)]++;
        }
    }

    /** Segments of a connection with this flag. */
    int of(Connection connection, WiresharkFlag flag) {
        int[] counts = connection.id < byConnection.size() ? byConnection.get(connection.id) : null;
        return counts == null ? 0 : counts[flag.ordinal()];
    }

    /** Segments of these connections by flag, in the flags' order; flags that none has are left out. */
    Map<String, Long> totals(List<Connection> connections) {
        Map<String, Long> totals = new LinkedHashMap<>();
        for (WiresharkFlag flag : ALL) {
            long sum = connections.stream().mapToLong(c -> of(c, flag)).sum();
            if (sum > 0) {
                totals.put(flag.label(), sum);
            }
        }
        return totals;
    }
}
