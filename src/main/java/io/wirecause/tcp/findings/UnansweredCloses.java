package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.connection.ThinkTime;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Servers that accept connections, acknowledge what the clients ask, and end them without a byte of answer, again and again. */
final class UnansweredCloses {
    private final CancellableList<Connection> all;
    private final List<Connection> notable;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /**
     * Of these connections.
     *
     * @param notable those of them that {@link #concern} a rule, in their order
     */
    UnansweredCloses(CancellableList<Connection> all, List<Connection> notable, CoveredConnections covered, TcpFindingList list) {
        this.all = all;
        this.notable = notable;
        this.covered = covered;
        this.list = list;
    }

    /** Whether the server ended the connection first, and what the client had sent was all that was sent. */
    static boolean concern(Connection c) {
        return c.server().bytes() == 0 && c.client().bytes() > 0 && ThinkTime.isAnswerOwed(c) && isEndedByServer(c)
                && c.isEstablished() && c.client().acknowledgedBy(c.server()) > 1
                && c.retransmissions() < TcpThresholds.FEW_SEGMENTS && !(isReset(c) && ResetOrigin.isForeign(c));
    }

    private static boolean isReset(Connection c) {
        return c.state() == ConnectionState.RESET;
    }

    private static boolean isEndedByServer(Connection c) {
        if (isReset(c)) {
            return c.termination().resetBy() == c.server() && !c.client().finSeen();
        }
        if (!c.server().finSeen() || !c.handshakeSeen()) {
            return false;
        }
        // Letters in their order, the client's in capitals: who sends its FIN first has nothing to wait for.
        String history = c.zeek().history(c.isClientA());
        int client = history.indexOf('F');
        int server = history.indexOf('f');
        return server >= 0 && (client < 0 || server < client);
    }

    void add() {
        Map<FlowKey.Endpoint, List<Connection>> ended = notable.stream().filter(c -> !covered.contains(c) && concern(c))
                .collect(Collectors.groupingBy(Connection::serverEnd, LinkedHashMap::new, Collectors.toList()));
        ended.values().removeIf(of -> of.size() < TcpThresholds.UNANSWERED_CLOSES);
        if (ended.isEmpty()) {
            return;
        }
        Map<FlowKey.Endpoint, Integer> asked = new HashMap<>();
        for (Connection c : all) {
            FlowKey.Endpoint server = c.serverEnd();
            if (ended.containsKey(server) && c.client().bytes() > 0) {
                asked.merge(server, 1, Integer::sum);
            }
        }
        ended.forEach((server, of) -> {
            if (of.size() >= TcpThresholds.UNANSWERED_SHARE * asked.get(server)) {
                tell(of, asked.get(server));
            }
        });
    }

    private void tell(List<Connection> hit, int asked) {
        covered.addAll(hit);
        long resets = hit.stream().filter(UnansweredCloses::isReset).count();
        long after = hit.stream().mapToLong(UnansweredCloses::sinceRequest).max().orElse(0);
        list.add(new Rule(TcpFindingCode.CLOSED_WITHOUT_ANSWER, resets > 0 ? Severity.ERROR : Severity.WARNING, Confidence.MEDIUM,
                        "tcp.flags.fin == 1 || tcp.flags.reset == 1 || " + TcpFindingList.FRAMES,
                        "Look at the server's log: a process that dies on the request, a list of allowed clients, a proxy whose "
                                + "own server is gone, another protocol than the client speaks.",
                        "A protocol in which only the client sends and the server closes looks the same."),
                hit, TcpFindingList.count(hit) + " ended by the server without a byte of answer",
                String.format(Locale.ROOT, "%d of %d connections to it with a request, which it acknowledged; ended by %s up to "
                                + "%s later; nothing got lost; %s", hit.size(), asked,
                        resets == 0 ? "FIN" : resets == hit.size() ? "RST" : "FIN or RST", Durations.words(after),
                        TcpFindingList.servers(hit)),
                c -> isReset(c) ? c.termination().resetFrame() : c.lastFrame());
    }

    private static long sinceRequest(Connection c) {
        return Math.max(0, c.lastTime() - ThinkTime.lastDataTime(c));
    }
}
