package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Servers that answer SYNs with cookies (RFC 4987, section 3.6): the number of such a SYN-ACK has room for an MSS of a short list
 * and for nothing else, so window scaling and SACK, which other clients with the same SYN get, are missing.
 */
final class SynCookies {
    private final CancellableList<Connection> connections;
    private final TcpFindingList list;

    SynCookies(CancellableList<Connection> connections, TcpFindingList list) {
        this.connections = connections;
        this.list = list;
    }

    /** Of one server: SYN-ACKs without these options, and the ones with them before, among and after those. */
    private static final class Answers {
        private final List<Connection> bare = new ArrayList<>();
        private int full;
        private int fullSinceBare;
        private int among;

        private void take(Connection c, boolean isBare) {
            if (isBare) {
                bare.add(c);
                among += bare.size() > 1 ? fullSinceBare : 0;
                fullSinceBare = 0;
            } else {
                full++;
                fullSinceBare++;
            }
        }

        /** Servers of different kinds behind one address would answer now so, now so. */
        private boolean areCookies() {
            return bare.size() >= TcpThresholds.COOKIES && full > 0 && among <= TcpThresholds.COOKIES_BETWEEN * bare.size();
        }
    }

    void add() {
        Map<FlowKey.Endpoint, Answers> servers = new LinkedHashMap<>();
        for (Connection c : connections) {
            if (isAnswered(c) && isBare(c.server())) {
                servers.computeIfAbsent(c.serverEnd(), none -> new Answers());
            }
        }
        if (servers.isEmpty()) {
            return;
        }
        for (Connection c : connections) {
            Answers answers = isAnswered(c) ? servers.get(c.serverEnd()) : null;
            if (answers != null) {
                answers.take(c, isBare(c.server()));
            }
        }
        servers.values().removeIf(answers -> !answers.areCookies());
        List<Connection> hit = servers.values().stream().flatMap(answers -> answers.bare.stream()).toList();
        long full = servers.values().stream().mapToLong(answers -> answers.full).sum();
        list.add(new Rule(TcpFindingCode.SYN_COOKIES, Severity.WARNING, Confidence.MEDIUM, "tcp.flags.syn == 1",
                        "Look for a SYN flood or a burst of clients at that time, at how fast the process accepts, and at the "
                                + "size of its listen queue (tcp_max_syn_backlog, somaxconn).",
                        "Servers with other settings behind the same address look alike where they answer in turn."),
                hit, TcpFindingList.count(hit) + " answered with SYN cookies: the server's SYN queue is full",
                "their SYN-ACKs lack window scaling and SACK although the client offers them, and " + full + " others of the "
                        + "server have them; without them transfers are slower; " + TcpFindingList.servers(hit),
                Connection::firstFrame);
    }

    /** Whether the client offers window scaling and SACK, no timestamps, which would carry them, and a SYN-ACK is there. */
    private static boolean isAnswered(Connection c) {
        EndpointState client = c.client();
        return client.options() != null && client.options().windowScale() != null && client.options().sackPermitted()
                && !client.options().timestamps() && client.syns() > 0 && c.server().synAcks() > 0
                && c.server().options() != null;
    }

    private static boolean isBare(EndpointState server) {
        return server.options().windowScale() == null && !server.options().sackPermitted() && server.options().mss() != null;
    }
}
