package io.wirecause.service.finding;

import io.wirecause.analysis.collect.TopList;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.flow.FlowKey;
import io.wirecause.service.decode.ServiceProtocol;
import io.wirecause.service.decode.Speaker;
import io.wirecause.service.exchange.ServiceConnection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Servers by address, port and protocol; those beyond a limit count as one. */
public final class ServerRows {
    /** Servers told apart. */
    public static final int MOST = 1_000;
    private static final String OTHERS = "(others)";

    private final Map<Place, ServerStatistics> byPlace = new LinkedHashMap<>();
    private final Map<String, ServerStatistics> byName = new HashMap<>();
    private final List<ServerStatistics> devices = new ArrayList<>();
    private final Map<String, ServerStatistics> others = new HashMap<>();

    /** A server and what it speaks. */
    private record Place(FlowKey.Endpoint server, ServiceProtocol protocol) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Place place && place.protocol == protocol && place.server.equals(server);
        }

        @Override
        public int hashCode() {
            return 31 * server.hashCode() + protocol.name().hashCode();
        }
    }

    /** No server yet. */
    public ServerRows() {
    }

    /** Counts a connection or flow. */
    public void opened(ServiceConnection connection) {
        of(connection).opened();
    }

    /** Counts one that cannot be read any more. */
    public void encrypted(ServiceConnection connection) {
        of(connection).encrypted();
    }

    /** The row of a connection's server, made where there is none. */
    public ServerStatistics of(ServiceConnection connection) {
        if (connection.row() instanceof ServerStatistics kept) {
            return kept;
        }
        ServerStatistics known = byPlace.get(new Place(connection.server(), connection.protocol()));
        ServerStatistics row = known != null ? known : add(connection);
        connection.keepRow(row);
        return row;
    }

    private ServerStatistics add(ServiceConnection connection) {
        ServiceProtocol protocol = connection.protocol();
        boolean overTcp = connection.stream() >= 0;
        if (byPlace.size() == MOST) {
            return others.computeIfAbsent(protocol.title(), title -> new ServerStatistics(protocol, OTHERS, false));
        }
        String server = connection.server().toString();
        ServerStatistics made = new ServerStatistics(protocol, server, overTcp);
        byPlace.put(new Place(connection.server(), protocol), made);
        byName.put(protocol.title() + ' ' + server, made);
        return made;
    }

    /** A device that says what it is. */
    public void add(ServiceProtocol protocol, Speaker speaker) {
        devices.add(new ServerStatistics(protocol, speaker));
    }

    ServerStatistics get(ServiceProtocol protocol, String server) {
        return byName.get(protocol.title() + ' ' + server);
    }

    /** How often a server did what it was asked. */
    long succeeded(ServiceProtocol protocol, String server, String what) {
        ServerStatistics row = get(protocol, server);
        return row == null ? 0 : row.succeeded(what);
    }

    long replies(ServiceProtocol protocol, String server) {
        ServerStatistics row = get(protocol, server);
        return row == null ? 0 : row.replies();
    }

    /** Adds what was counted of servers to their rows among all protocols; of those over UDP only where there are rows. */
    public void describe(ServiceTable services) {
        byPlace.values().forEach(each -> {
            Service row = each.isOverTcp() ? services.of(each.server()) : services.overUdp(each.server());
            if (row != null) {
                each.describe(row);
            }
        });
    }

    /** Servers told apart. */
    public int size() {
        return byPlace.size();
    }

    /** Whether there were more servers than are told apart. */
    public boolean isFull() {
        return !others.isEmpty();
    }

    /** The first few: those with most that went wrong, then those with most requests. */
    public List<ServerStatistics.Row> top(int rows) {
        Comparator<ServerStatistics> order = Comparator.comparingLong(ServerStatistics::bad).reversed()
                .thenComparing(Comparator.comparingLong(ServerStatistics::requests).reversed())
                .thenComparing(ServerStatistics::server).thenComparing(ServerStatistics::title);
        List<ServerStatistics> all = new ArrayList<>(byPlace.values());
        all.addAll(devices);
        return TopList.of(all, order, rows).stream().map(ServerStatistics::row).toList();
    }
}
