package io.wirecause.http.endpoint;

import io.wirecause.analysis.collect.TopList;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.http.exchange.HttpExchange;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Statistics by name, of endpoints or servers; those beyond a limit count as one. */
public final class EndpointTable {
    private static final String OTHERS = "(others)";

    private final int most;
    private final boolean servers;
    private final Map<String, EndpointStatistics> byName = new HashMap<>();
    private long beyond;

    /**
     * An empty table.
     *
     * @param most    names told apart
     * @param servers whether the names are servers
     */
    public EndpointTable(int most, boolean servers) {
        this.most = most;
        this.servers = servers;
    }

    /** Counts an exchange that was judged; returns what it was counted with. */
    public EndpointStatistics add(String name, HttpExchange exchange) {
        EndpointStatistics found = byName.get(name);
        if (found == null) {
            boolean room = byName.size() < most;
            beyond += room ? 0 : 1;
            found = byName.computeIfAbsent(room ? name : OTHERS, n -> new EndpointStatistics(n, servers));
        }
        found.add(exchange);
        return found;
    }

    /** What was counted under a name; null for nothing. */
    public EndpointStatistics get(String name) {
        return byName.get(name);
    }

    /** Adds what was counted of servers to their rows among all protocols. */
    public void describe(ServiceTable services) {
        byName.values().stream().filter(each -> !each.name().equals(OTHERS))
                .forEach(each -> each.describe(services.of(each.name())));
    }

    /** Names told apart. */
    public int size() {
        return byName.size();
    }

    /** Exchanges beyond the limit, which count as one. */
    public long beyond() {
        return beyond;
    }

    /** The first few: those with most that went wrong, then those with most requests. */
    public List<EndpointStatistics.Row> top(int rows) {
        Comparator<EndpointStatistics> order = Comparator.comparingLong(EndpointStatistics::bad).reversed()
                .thenComparing(Comparator.comparingLong(EndpointStatistics::requests).reversed())
                .thenComparing(EndpointStatistics::name);
        return TopList.of(byName.values(), order, rows).stream().map(EndpointStatistics::row).toList();
    }
}
