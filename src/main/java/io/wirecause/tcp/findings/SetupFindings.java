package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Who opened many connections that were not established; what an ICMP error says of others. */
final class SetupFindings {
    private static final String SYN = "tcp.flags.syn == 1 && tcp.flags.ack == 0";

    private final CancellableList<Connection> connections;
    private final CancellableList<Connection> notable;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /**
     * Of these connections.
     *
     * @param notable those of them that {@link #concern} a rule, in their order
     */
    SetupFindings(CancellableList<Connection> connections, CancellableList<Connection> notable, CoveredConnections covered,
            TcpFindingList list) {
        this.connections = connections;
        this.notable = notable;
        this.covered = covered;
        this.list = list;
    }

    void add() {
        flood();
        scan();
        blocked();
    }

    static boolean halfOpen(Connection c) {
        return c.state() == ConnectionState.SYN_SENT || c.state() == ConnectionState.SYN_RECEIVED;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return halfOpen(c) || c.state() == ConnectionState.REFUSED || c.hasFailed();
    }

    private static boolean failed(Connection c) {
        return c.client().syns() > 0 && !succeeded(c);
    }

    /** The notable connections that match, by what they share, if at least this many share it. */
    private <K> Map<K, List<Connection>> shared(Predicate<Connection> filter, Function<Connection, K> by, int least) {
        Map<K, List<Connection>> shared = notable.stream().filter(filter).collect(Collectors.groupingBy(by));
        shared.values().removeIf(of -> of.size() < least);
        return shared;
    }

    private void flood() {
        Map<FlowKey.Endpoint, List<Connection>> opened = shared(c -> halfOpen(c) && c.client().syns() > 0, c -> c.serverEnd(),
                TcpThresholds.FLOOD_CONNECTIONS);
        if (opened.isEmpty()) {
            return;
        }
        Map<FlowKey.Endpoint, Integer> all = new LinkedHashMap<>();
        for (Connection c : connections) {
            FlowKey.Endpoint server = c.serverEnd();
            if (opened.containsKey(server)) {
                all.merge(server, 1, Integer::sum);
            }
        }
        all.forEach((server, count) -> flood(opened.get(server), count));
    }

    private void flood(List<Connection> open, int all) {
        if (open.size() < TcpThresholds.FLOOD_SHARE * all) {
            return;
        }
        long clients = open.stream().map(c -> c.clientEnd().host()).distinct().count();
        covered.addAll(open);
        String span = Durations.words(open.get(open.size() - 1).firstTime() - open.get(0).firstTime());
        list.add(new Rule(TcpFindingCode.SYN_FLOOD, Severity.ERROR, clients > 1 ? Confidence.HIGH : Confidence.MEDIUM, SYN,
                        "Look at SYN cookies and the listen queue of the server, and filter the sources upstream.",
                        "A server that is down under normal load, or a capture that lacks the answers, looks much the same."),
                open, open.size() + " half-open connections to " + open.get(0).serverEnd(),
                String.format(java.util.Locale.ROOT, "from %d addresses within %s; %d of them were answered with a SYN-ACK",
                        clients, span, open.stream().filter(c -> c.state() == ConnectionState.SYN_RECEIVED).count()),
                c -> c.firstFrame());
    }

    /** One client tried many ports of a server, or many servers, and hardly any answered. */
    private void scan() {
        Map<FlowKey.Endpoint, List<Connection>> failing = shared(SetupFindings::failed, c -> c.clientEnd().host(),
                TcpThresholds.SCANNED_TARGETS);
        if (failing.isEmpty()) {
            return;
        }
        Map<FlowKey.Endpoint, List<Connection>> tried = new LinkedHashMap<>();
        for (Connection c : connections) {
            FlowKey.Endpoint client = c.clientEnd().host();
            if (c.client().syns() > 0 && failing.containsKey(client)) {
                tried.computeIfAbsent(client, none -> new ArrayList<>()).add(c);
            }
        }
        connections.of(List.copyOf(tried.values())).forEach(this::scan);
    }

    private void scan(List<Connection> tried) {
        Map<FlowKey.Endpoint, List<Connection>> targets = tried.stream()
                .collect(Collectors.groupingBy(c -> c.serverEnd(), LinkedHashMap::new, Collectors.toList()));
        List<Connection> failed = new ArrayList<>();
        int failedTargets = 0;
        for (List<Connection> target : targets.values()) {
            if (target.stream().noneMatch(SetupFindings::succeeded)) {
                failedTargets++;
                failed.addAll(target);
            }
        }
        failed.removeIf(covered::contains);
        if (failedTargets < TcpThresholds.SCANNED_TARGETS || failedTargets < TcpThresholds.SCAN_SHARE * targets.size()
                || failed.isEmpty()) {
            return;
        }
        covered.addAll(failed);
        long servers = targets.keySet().stream().map(FlowKey.Endpoint::host).distinct().count();
        String open = targets.values().stream().filter(t -> t.stream().anyMatch(SetupFindings::succeeded))
                .map(t -> t.get(0).serverEnd().toString()).limit(10).collect(Collectors.joining(", "));
        list.add(new Rule(TcpFindingCode.PORT_SCAN, Severity.WARNING, Confidence.HIGH, SYN,
                        "Find out whether a scanner or a monitoring system runs on that host.",
                        "A client that retries many services of a server that is down looks much the same."),
                failed, failed.get(0).clientEnd().address() + " tried " + targets.size() + " ports on "
                        + (servers == 1 ? "one server" : servers + " servers") + " and failed on " + failedTargets,
                "refused: " + count(failed, c -> c.state() == ConnectionState.REFUSED) + ", unanswered: "
                        + count(failed, SetupFindings::halfOpen) + (open.isEmpty() ? "; none open" : "; open: " + open),
                c -> c.firstFrame());
    }

    private static boolean succeeded(Connection c) {
        // A scanner resets where it got a SYN-ACK: the port is open.
        return c.isEstablished() || c.server().synAcks() > 0 && c.termination().resetBy() == c.client();
    }

    private static long count(List<Connection> of, Predicate<Connection> what) {
        return of.stream().filter(what).count();
    }

    private List<Connection> where(Predicate<Connection> filter) {
        return notable.stream().filter(c -> !covered.contains(c)).filter(filter).toList();
    }

    private void blocked() {
        List<Connection> hit = where(c -> c.termination().icmpError() >= 0
                && (halfOpen(c) || c.state() == ConnectionState.REFUSED));
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.CONNECTION_BLOCKED_ICMP, Severity.ERROR, Confidence.HIGH,
                        SYN + " || icmp.type == 3 || icmpv6.type == 1",
                        "Look at the packet filter or routing table of the host that sent the ICMP error.", null),
                hit, TcpFindingList.count(hit) + " answered by an ICMP error",
                        hit.stream().map(c -> IcmpErrors.meaning(c.termination().icmpError(),
                        c.clientEnd().version())).distinct().limit(3).collect(Collectors.joining("; ")) + "; "
                        + TcpFindingList.servers(hit), c -> c.termination().icmpErrorFrame());
    }
}
