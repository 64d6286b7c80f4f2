package io.wirecause.tcp;

import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.TcpFindingList.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Connections that lose no data and are slow all the same: who keeps them waiting. */
final class StallFindings {
    private final List<Connection> connections;
    private final TcpFindingList list;

    StallFindings(List<Connection> connections, TcpFindingList list) {
        this.connections = connections;
        this.list = list;
    }

    void add() {
        zeroWindow();
        windowLimited();
        delayedAcks();
        slowServer();
        slowClient();
        highLatency();
    }

    /** Whether a rule of this group can hit the connection. */
    static boolean concern(Connection c) {
        return concern(c.end(true)) || concern(c.end(false)) || handshake(c) >= TcpThresholds.HIGH_LATENCY_NANOS
                || c.turns != null && (c.turns.client().slowPauses() > 0
                || c.turns.server().longestAnswer() >= TcpThresholds.SLOW_TURN_NANOS);
    }

    private static boolean concern(EndpointMetrics end) {
        return end.stalls() > 0 || end.zeroTimes() > 0 || end.limitedTimes() > 0;
    }

    /** The end of which a value is greater. */
    private static EndpointMetrics greater(Connection c, ToLongFunction<EndpointMetrics> value) {
        EndpointMetrics a = c.end(true);
        EndpointMetrics b = c.end(false);
        return value.applyAsLong(a) >= value.applyAsLong(b) ? a : b;
    }

    private static String whose(Connection c, EndpointMetrics end) {
        return (end == c.end(true)) == (c.client() == c.a) ? "client" : "server";
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static long most(List<Connection> hit, ToLongFunction<Connection> value) {
        return hit.stream().mapToLong(value).max().orElse(0);
    }

    private static String who(List<Connection> hit, Function<Connection, EndpointMetrics> end) {
        long client = hit.stream().filter(c -> whose(c, end.apply(c)).equals("client")).count();
        return client == hit.size() ? "the client" : client == 0 ? "the server" : client + " times the client, "
                + (hit.size() - client) + " times the server";
    }

    private static long closed(Connection c, EndpointMetrics end) {
        return end.zeroNanos(c.lastTime());
    }

    private static EndpointMetrics closing(Connection c) {
        return greater(c, e -> closed(c, e));
    }

    private void zeroWindow() {
        List<Connection> hit = connections.stream().filter(c -> closed(c, closing(c)) >= TcpThresholds.ZERO_WINDOW_NANOS).toList();
        list.add(new Rule(TcpFindingCode.ZERO_WINDOW, Severity.WARNING, Confidence.HIGH,
                        "tcp.analysis.zero_window || tcp.analysis.window_update",
                        "Find out why the application of the side that closed its window does not read.", null),
                hit, TcpFindingList.count(hit) + " stalled by a closed receive window",
                String.format(Locale.ROOT, "closed by %s for up to %.1f s; %s", who(hit, StallFindings::closing),
                        seconds(most(hit, c -> closed(c, closing(c)))), TcpFindingList.servers(hit)),
                c -> closing(c).zeroFrame());
    }

    private static EndpointMetrics limiting(Connection c) {
        return greater(c, EndpointMetrics::limitedNanos);
    }

    private void windowLimited() {
        List<Connection> hit = connections.stream().filter(c -> {
            EndpointMetrics end = limiting(c);
            return end.limitedNanos() > 0 && end.limitedTimes() >= TcpThresholds.LIMITED_TIMES
                    && closed(c, end) < TcpThresholds.ZERO_WINDOW_NANOS
                    && end.limitedNanos() >= TcpThresholds.LIMITED_SHARE * (c.lastTime() - c.firstTime);
        }).toList();
        list.add(new Rule(TcpFindingCode.WINDOW_LIMITED, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.analysis.window_full || tcp.len > 0",
                        "Give the receiver a larger socket buffer, and see that both sides offer window scaling.",
                        "The sender's own buffer of the same size looks alike."),
                hit, TcpFindingList.count(hit) + " limited by the receiver's window",
                String.format(Locale.ROOT, "the window of %s was filled up to %d times, waiting %.1f s in all at most; %s",
                        who(hit, StallFindings::limiting), most(hit, c -> limiting(c).limitedTimes()),
                        seconds(most(hit, c -> limiting(c).limitedNanos())), TcpFindingList.servers(hit)), c -> c.firstFrame());
    }

    private static EndpointMetrics stalling(Connection c) {
        return greater(c, EndpointMetrics::stalls);
    }

    private void delayedAcks() {
        List<Connection> hit = connections.stream().filter(c -> stalling(c).stalls() >= TcpThresholds.FEW_SEGMENTS).toList();
        list.add(new Rule(TcpFindingCode.DELAYED_ACK_STALL, Severity.WARNING, Confidence.MEDIUM, "tcp.len > 0 || tcp.time_delta > 0.03",
                        "Write each message in one piece, or set TCP_NODELAY at the sender.",
                        "A sender that waits for the acknowledgement by its own protocol looks the same."),
                hit, TcpFindingList.count(hit) + " slowed down by small writes that wait for delayed ACKs",
                String.format(Locale.ROOT, "%s waited up to %d times, %.0f ms each on average; %s", who(hit, StallFindings::stalling),
                        most(hit, c -> stalling(c).stalls()), hit.stream().mapToDouble(c -> stalling(c).stallNanos() / 1e6
                                / stalling(c).stalls()).average().orElse(0), TcpFindingList.servers(hit)),
                c -> stalling(c).firstStallFrame());
    }

    private static Stream<Connection> talking(List<Connection> connections) {
        return connections.stream().filter(c -> c.turns != null);
    }

    private void slowServer() {
        List<Connection> hit = talking(connections).filter(c -> c.turns.server().longestAnswer()
                >= TcpThresholds.SLOW_TURN_NANOS && c.a.retransmissions() + c.b.retransmissions() < TcpThresholds.FEW_SEGMENTS).toList();
        list.add(new Rule(TcpFindingCode.SLOW_SERVER, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + TcpFindingList.FRAMES,
                        "Look at the server's application and what it waits for itself at these times.",
                        "A protocol in which the server answers late on purpose (long polling) looks the same."),
                hit, TcpFindingList.count(hit) + " on which the server took long to answer",
                String.format(Locale.ROOT, "longest answer after %.1f s, the round trip not counted; %s",
                        seconds(most(hit, c -> c.turns.server().longestAnswer())), TcpFindingList.servers(hit)),
                c -> c.turns.server().longestAnswerBefore());
    }

    /** Only where the server then answers, and the pauses make up most of the time: else a client just has nothing to say. */
    private void slowClient() {
        List<Connection> hit = talking(connections).filter(c -> {
            ThinkTime.Speaker client = c.turns.client();
            return client.slowPauses() >= 2 && c.turns.server().answers() > 0
                    && client.slowPauses() > c.turns.server().answers()
                    && client.slowPauseNanos() >= TcpThresholds.PAUSE_SHARE * (c.lastTime() - c.firstTime);
        }).toList();
        list.add(new Rule(TcpFindingCode.SLOW_CLIENT, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + TcpFindingList.FRAMES,
                        "Look at the client's application: it pauses within its requests.",
                        "Where each part is a message of its own that asks for no answer, nothing is wrong."),
                hit, TcpFindingList.count(hit) + " on which the client paused within its requests",
                String.format(Locale.ROOT, "up to %d pauses, %.1f s in all at most; %s",
                        most(hit, c -> c.turns.client().slowPauses()),
                        seconds(most(hit, c -> c.turns.client().slowPauseNanos())), TcpFindingList.servers(hit)),
                c -> c.turns.client().firstSlowPauseBefore());
    }

    private static long handshake(Connection c) {
        return c.serverPart() < 0 || c.clientPart() < 0 ? -1 : c.serverPart() + c.clientPart();
    }

    private void highLatency() {
        List<Connection> hit = connections.stream().filter(c -> handshake(c) >= TcpThresholds.HIGH_LATENCY_NANOS).toList();
        list.add(new Rule(TcpFindingCode.HIGH_LATENCY, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.analysis.initial_rtt",
                        "Look at the path (satellite, tunnel, queue); save round trips by keeping connections open.",
                        "A host that is slow to answer the handshake looks the same."),
                hit, TcpFindingList.count(hit) + " with a long round trip", String.format(Locale.ROOT, "handshake round trip up to %.0f ms; %s",
                        most(hit, StallFindings::handshake) / 1e6, TcpFindingList.servers(hit)), c -> c.firstFrame());
    }
}
