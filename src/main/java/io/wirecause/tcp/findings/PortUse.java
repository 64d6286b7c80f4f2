package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How soon clients use a port to a server again, and how many ports they have used to it: whether they run out of them. */
final class PortUse {
    /** A client and the server that it talks to. */
    private record Pair(FlowKey.Endpoint client, FlowKey.Endpoint server) {
    }

    private PortUse() {
    }

    /** In words that end a list of numbers; empty where the capture holds no earlier connection of the same ports. */
    static String words(List<Connection> hit, CancellableList<Connection> all) {
        Set<Pair> pairs = new HashSet<>();
        Map<Pair, Long> ended = new HashMap<>();
        hit.forEach(c -> {
            pairs.add(new Pair(c.clientEnd().host(), c.serverEnd()));
            ended.put(new Pair(c.clientEnd(), c.serverEnd()), -1L);
        });
        Set<Integer> ids = new HashSet<>(hit.stream().map(Connection::id).toList());
        Map<Pair, Map<Integer, Integer>> ports = new HashMap<>();
        long soonest = -1;
        for (Connection c : all) {
            Pair hosts = new Pair(c.clientEnd().host(), c.serverEnd());
            if (!pairs.contains(hosts)) {
                continue;
            }
            ports.computeIfAbsent(hosts, none -> new HashMap<>()).merge(c.clientEnd().port(), 1, Integer::sum);
            Pair ends = new Pair(c.clientEnd(), c.serverEnd());
            long before = ended.getOrDefault(ends, -1L);
            if (ids.contains(c.id()) && before >= 0) {
                long since = Math.max(0, c.firstTime() - before);
                soonest = soonest < 0 ? since : Math.min(soonest, since);
            }
            ended.computeIfPresent(ends, (of, last) -> c.lastTime());
        }
        int most = ports.values().stream().mapToInt(Map::size).max().orElse(0);
        boolean out = soonest < TcpThresholds.TIME_WAIT_NANOS && ports.values().stream().anyMatch(PortUse::isUsedUp);
        return soonest < 0 ? "" : "used again " + Durations.words(soonest) + " after the earlier connection's last packet at the "
                + "soonest, where a client has used " + most + (most == 1 ? " port" : " ports") + " to the server"
                + (out ? ": it runs out of ports; " : "; ");
    }

    /** Whether hardly a port is left, or most were used again although a client takes fresh ones as long as it has any. */
    private static boolean isUsedUp(Map<Integer, Integer> uses) {
        long again = uses.values().stream().filter(times -> times > 1).count();
        return uses.size() >= TcpThresholds.MANY_PORTS || again >= TcpThresholds.PORTS_AGAIN && 2 * again >= uses.size();
    }
}
