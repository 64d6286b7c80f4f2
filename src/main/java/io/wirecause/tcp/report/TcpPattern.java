package io.wirecause.tcp.report;

import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/** Something that several connections have in common: a count, not a judgement, as a RST may be a client's way to close. */
public record TcpPattern(
        @Describe(value = "Which", oneOf = {"handshake_failure", "connection_timeout", "server_rst", "client_rst",
            "retransmission", "reordering", "duplication", "missed_by_capture", "zero_window", "reused_ports"}) String pattern,
        @Describe(value = "What it is about", oneOf = {"handshake", "reset", "delivery", "capture", "flow_control", "ports"})
        String category,
        @Describe("Connections that show it") int connectionCount,
        @Describe("How often it happened in all of them") long count,
        @Describe("Ids of the first few (Wireshark's tcp.stream)") List<Integer> connections,
        @Describe("Paste into Wireshark to see these packets") String displayFilter,
        @Describe("One sentence") String description) {

    /** The patterns in these connections, those about failure first. */
    public static List<TcpPattern> of(List<Connection> connections) {
        List<Connection> all = connections.stream().filter(TcpPattern::showsAny).toList();
        List<TcpPattern> found = new ArrayList<>();
        String opening = "tcp.flags.syn == 1 || tcp.flags.reset == 1";
        add(found, all, "handshake_failure", "handshake", c -> TcpStatistics.failed(c) ? 1 : 0, opening,
                "were not established: unanswered, refused or never acknowledged");
        add(found, all, "connection_timeout", "handshake", c -> c.state() == ConnectionState.SYN_SENT ? 1 : 0,
                "tcp.flags.syn == 1 && tcp.flags.ack == 0", "got no answer to the SYN");
        add(found, all, "server_rst", "reset", c -> resetBefore(c, c.server()), "tcp.flags.reset == 1",
                "refused or reset by the server before the close");
        add(found, all, "client_rst", "reset", c -> resetBefore(c, c.client()), "tcp.flags.reset == 1",
                "reset by the client before the close");
        add(found, all, "retransmission", "delivery", Connection::retransmissions,
                "tcp.analysis.retransmission || tcp.analysis.out_of_order", "with retransmissions");
        add(found, all, "reordering", "delivery", c -> verdicts(c, Verdict.REORDERED), "tcp.analysis.out_of_order",
                "with segments overtaken on the way");
        add(found, all, "duplication", "capture", c -> verdicts(c, Verdict.DUPLICATE), "tcp",
                "with packets that are in the capture twice");
        add(found, all, "missed_by_capture", "capture", c -> (long) c.a().recovery().missedGaps() + c.b().recovery().missedGaps(),
                "tcp.analysis.ack_lost_segment || tcp.analysis.lost_segment", "with data that arrived but is not in the capture");
        add(found, all, "zero_window", "flow_control", c -> c.wireshark().counts().of(WiresharkFlag.ZERO_WINDOW),
                "tcp.analysis.zero_window", "with a receive window of 0");
        add(found, all, "reused_ports", "ports", c -> c.reusesPorts() ? 1 : 0, "tcp.analysis.reused_ports",
                "on addresses and ports that had a connection before");
        return found;
    }

    private static boolean showsAny(Connection c) {
        return c.isRecovering() || c.termination().resetBy() != null || !c.wireshark().counts().isEmpty() || c.reusesPorts()
                || TcpStatistics.failed(c)
                || c.state() == ConnectionState.SYN_SENT;
    }

    private static long resetBefore(Connection c, EndpointState side) {
        return c.termination().resetBy() == side && c.termination().resetBeforeClose() ? side.rsts() : 0;
    }

    private static long verdicts(Connection c, Verdict verdict) {
        return (long) c.a().verdicts().of(verdict) + c.b().verdicts().of(verdict);
    }

    private static void add(List<TcpPattern> found, List<Connection> all, String pattern, String category,
                            ToLongFunction<Connection> count, String filter, String words) {
        List<Connection> hit = all.stream().filter(c -> count.applyAsLong(c) > 0).toList();
        if (!hit.isEmpty()) {
            long times = hit.stream().mapToLong(count).sum();
            found.add(new TcpPattern(pattern, category, hit.size(), times,
                    hit.stream().limit(Finding.EXAMPLES).map(c -> c.id()).toList(), filter,
                    Plural.of(hit.size(), "connection") + " " + words
                            + (times > hit.size() ? " (" + times + " in all)" : "") + "."));
        }
    }
}
