package io.pcaplens.tcp;

import io.pcaplens.report.Confidence;
import io.pcaplens.report.Finding;
import io.pcaplens.report.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is wrong with a set of connections. */
final class Findings {
    /** Share of data segments sent again from which on loss is worth a warning: below it TCP hides it well. */
    static final double LOSS_RATE = 0.01;
    /** Retransmissions of one connection below which a rate means nothing. */
    static final int LOSS_SEGMENTS = 3;

    private final List<Connection> connections;
    private final List<Finding> findings = new ArrayList<>();

    private Findings(List<Connection> connections) {
        this.connections = connections;
    }

    /** Findings over all these connections, worst first. */
    static List<Finding> of(List<Connection> connections) {
        Findings all = new Findings(connections);
        all.refused();
        all.unanswered();
        all.incomplete();
        all.reset();
        all.loss();
        all.findings.sort(Comparator.comparing(Finding::severity));
        return all.findings;
    }

    private List<Connection> where(Predicate<Connection> filter) {
        return connections.stream().filter(filter).toList();
    }

    private void refused() {
        List<Connection> hit = where(c -> c.state() == ConnectionState.REFUSED);
        add(TcpFindingCode.CONNECTION_REFUSED, Severity.ERROR, hit, count(hit) + " refused by the server", byServer(hit),
                "tcp.flags.reset == 1", "Check that the service runs and listens on this address and port.", c -> c.resetFrame,
                "A firewall that rejects with RST looks the same.");
    }

    private void unanswered() {
        List<Connection> hit = where(c -> c.state() == ConnectionState.SYN_SENT);
        add(TcpFindingCode.SYN_UNANSWERED, Severity.ERROR, hit, count(hit) + " got no answer to the SYN", byServer(hit),
                "tcp.flags.syn == 1 && tcp.flags.ack == 0", "Look for a packet filter that drops, or a server that is down.",
                c -> c.firstFrame, "An answer that took another way than past the capture point would not be seen.");
    }

    private void incomplete() {
        List<Connection> hit = where(c -> c.state() == ConnectionState.SYN_RECEIVED);
        add(TcpFindingCode.HANDSHAKE_INCOMPLETE, Severity.ERROR, hit, count(hit) + " never completed the handshake", byServer(hit),
                "tcp.flags.syn == 1", "Check whether the SYN-ACK reaches the client.", c -> c.firstFrame, null);
    }

    private void reset() {
        List<Connection> hit = where(c -> c.state() == ConnectionState.RESET && c.resetBeforeClose());
        long byServer = hit.stream().filter(c -> c.resetBy() == c.server()).count();
        add(TcpFindingCode.CONNECTION_RESET, Severity.ERROR, hit, count(hit) + " reset before the close",
                byServer + " by the server, " + (hit.size() - byServer) + " by the client; " + byServer(hit),
                "tcp.flags.reset == 1", "Look at the log of the side that sent the RST at that time.", c -> c.resetFrame,
                "A device between the two can send a RST in either's name.");
    }

    private void loss() {
        List<Connection> hit = where(c -> c.retransmissions() >= LOSS_SEGMENTS
                && c.retransmissions() >= LOSS_RATE * (c.a.dataPackets + c.b.dataPackets));
        long segments = hit.stream().mapToLong(c -> c.a.dataPackets + c.b.dataPackets).sum();
        long again = hit.stream().mapToLong(Connection::retransmissions).sum();
        add(TcpFindingCode.PACKET_LOSS, Severity.WARNING, hit, count(hit) + " with packet loss",
                String.format(Locale.ROOT, "%d of %d data segments were sent again (%.1f %%); %s", again, segments,
                        100.0 * again / Math.max(1, segments), byServer(hit)),
                "tcp.analysis.retransmission || tcp.analysis.fast_retransmission", "Find out where on the path packets get lost.",
                c -> c.firstFrame, null);
    }

    private void add(TcpFindingCode code, Severity severity, List<Connection> hit, String title, String detail, String filter,
                     String hint, java.util.function.ToLongFunction<Connection> frame, String limits) {
        if (hit.isEmpty()) {
            return;
        }
        List<Integer> ids = hit.stream().limit(Finding.EXAMPLES).map(c -> c.id).toList();
        List<Long> frames = hit.stream().limit(Finding.EXAMPLES).map(frame::applyAsLong).toList();
        String streams = ids.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String display = hit.size() <= Finding.EXAMPLES ? "tcp.stream in {" + streams + "} && (" + filter + ")" : filter;
        findings.add(new Finding(code.code(), severity, Confidence.HIGH, title, detail, ids, frames, display, hint, limits));
    }

    private static String count(List<Connection> hit) {
        return hit.size() == 1 ? "1 connection" : hit.size() + " connections";
    }

    private static String byServer(List<Connection> hit) {
        TreeMap<String, Long> servers = hit.stream().collect(Collectors.groupingBy(c -> c.server().endpoint.toString(),
                TreeMap::new, Collectors.counting()));
        String first = servers.entrySet().stream().sorted((x, y) -> Long.compare(y.getValue(), x.getValue())).limit(3)
                .map(e -> e.getKey() + " (" + e.getValue() + ")").collect(Collectors.joining(", "));
        return "servers: " + first + (servers.size() > 3 ? " and " + (servers.size() - 3) + " more" : "");
    }
}
