package io.wirecause.tcp;

import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.FindingList.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Connections that lose no data and are slow all the same: who keeps them waiting. */
final class StallFindings {
    private final List<Connection> connections;
    private final FindingList list;

    StallFindings(List<Connection> connections, FindingList list) {
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
        return concern(c.end(true)) || concern(c.end(false)) || handshake(c) >= Thresholds.HIGH_LATENCY_NANOS
                || c.turns != null && (c.turns.client().slowPauses() > 0
                || c.turns.server().longestAnswer() >= Thresholds.SLOW_TURN_NANOS);
    }

    private static boolean concern(MeteredEnd end) {
        return end.stalls() > 0 || end.zeroTimes() > 0 || end.limitedTimes() > 0;
    }

    /** The end of which a value is greater. */
    private static MeteredEnd greater(Connection c, ToLongFunction<MeteredEnd> value) {
        MeteredEnd a = c.end(true);
        MeteredEnd b = c.end(false);
        return value.applyAsLong(a) >= value.applyAsLong(b) ? a : b;
    }

    private static String whose(Connection c, MeteredEnd end) {
        return (end == c.end(true)) == (c.client() == c.a) ? "client" : "server";
    }

    private static double seconds(long nanos) {
        return nanos / 1e9;
    }

    private static long most(List<Connection> hit, ToLongFunction<Connection> value) {
        return hit.stream().mapToLong(value).max().orElse(0);
    }

    private static String who(List<Connection> hit, Function<Connection, MeteredEnd> end) {
        long client = hit.stream().filter(c -> whose(c, end.apply(c)).equals("client")).count();
        return client == hit.size() ? "the client" : client == 0 ? "the server" : client + " times the client, "
                + (hit.size() - client) + " times the server";
    }

    private static long closed(Connection c, MeteredEnd end) {
        return end.zeroNanos(c.lastTime());
    }

    private static MeteredEnd closing(Connection c) {
        return greater(c, e -> closed(c, e));
    }

    private void zeroWindow() {
        List<Connection> hit = connections.stream().filter(c -> closed(c, closing(c)) >= Thresholds.ZERO_WINDOW_NANOS).toList();
        list.add(new Rule(TcpFindingCode.ZERO_WINDOW, Severity.WARNING, Confidence.HIGH,
                        "tcp.analysis.zero_window || tcp.analysis.window_update",
                        "Find out why the application of the side that closed its window does not read.", null),
                hit, FindingList.count(hit) + " stalled by a closed receive window",
                String.format(Locale.ROOT, "closed by %s for up to %.1f s; %s", who(hit, StallFindings::closing),
                        seconds(most(hit, c -> closed(c, closing(c)))), FindingList.servers(hit)),
                c -> closing(c).zeroFrame());
    }

    private static MeteredEnd limiting(Connection c) {
        return greater(c, MeteredEnd::limitedNanos);
    }

    private void windowLimited() {
        List<Connection> hit = connections.stream().filter(c -> {
            MeteredEnd end = limiting(c);
            return end.limitedNanos() > 0 && end.limitedTimes() >= Thresholds.LIMITED_TIMES
                    && closed(c, end) < Thresholds.ZERO_WINDOW_NANOS
                    && end.limitedNanos() >= Thresholds.LIMITED_SHARE * (c.lastTime() - c.firstTime);
        }).toList();
        list.add(new Rule(TcpFindingCode.WINDOW_LIMITED, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.analysis.window_full || tcp.len > 0",
                        "Give the receiver a larger socket buffer, and see that both sides offer window scaling.",
                        "The sender's own buffer of the same size looks alike."),
                hit, FindingList.count(hit) + " limited by the receiver's window",
                String.format(Locale.ROOT, "the window of %s was filled up to %d times, waiting %.1f s in all at most; %s",
                        who(hit, StallFindings::limiting), most(hit, c -> limiting(c).limitedTimes()),
                        seconds(most(hit, c -> limiting(c).limitedNanos())), FindingList.servers(hit)), c -> c.firstFrame());
    }

    private static MeteredEnd stalling(Connection c) {
        return greater(c, MeteredEnd::stalls);
    }

    private void delayedAcks() {
        List<Connection> hit = connections.stream().filter(c -> stalling(c).stalls() >= Thresholds.FEW_SEGMENTS).toList();
        list.add(new Rule(TcpFindingCode.DELAYED_ACK_STALL, Severity.WARNING, Confidence.MEDIUM, "tcp.len > 0 || tcp.time_delta > 0.03",
                        "Write each message in one piece, or set TCP_NODELAY at the sender.",
                        "A sender that waits for the acknowledgement by its own protocol looks the same."),
                hit, FindingList.count(hit) + " slowed down by small writes that wait for delayed ACKs",
                String.format(Locale.ROOT, "%s waited up to %d times, %.0f ms each on average; %s", who(hit, StallFindings::stalling),
                        most(hit, c -> stalling(c).stalls()), hit.stream().mapToDouble(c -> stalling(c).stallNanos() / 1e6
                                / stalling(c).stalls()).average().orElse(0), FindingList.servers(hit)),
                c -> stalling(c).firstStallFrame());
    }

    private static Stream<Connection> talking(List<Connection> connections) {
        return connections.stream().filter(c -> c.turns != null);
    }

    private void slowServer() {
        List<Connection> hit = talking(connections).filter(c -> c.turns.server().longestAnswer()
                >= Thresholds.SLOW_TURN_NANOS && c.a.retransmissions() + c.b.retransmissions() < Thresholds.FEW_SEGMENTS).toList();
        list.add(new Rule(TcpFindingCode.SLOW_SERVER, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + FindingList.FRAMES,
                        "Look at the server's application and what it waits for itself at these times.",
                        "A protocol in which the server answers late on purpose (long polling) looks the same."),
                hit, FindingList.count(hit) + " on which the server took long to answer",
                String.format(Locale.ROOT, "longest answer after %.1f s, the round trip not counted; %s",
                        seconds(most(hit, c -> c.turns.server().longestAnswer())), FindingList.servers(hit)),
                c -> c.turns.server().longestAnswerBefore());
    }

    /** Only where the server then answers, and the pauses make up most of the time: else a client just has nothing to say. */
    private void slowClient() {
        List<Connection> hit = talking(connections).filter(c -> {
            Turns.Speaker client = c.turns.client();
            return client.slowPauses() >= 2 && c.turns.server().answers() > 0
                    && client.slowPauses() > c.turns.server().answers()
                    && client.slowPauseNanos() >= Thresholds.PAUSE_SHARE * (c.lastTime() - c.firstTime);
        }).toList();
        list.add(new Rule(TcpFindingCode.SLOW_CLIENT, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + FindingList.FRAMES,
                        "Look at the client's application: it pauses within its requests.",
                        "Where each part is a message of its own that asks for no answer, nothing is wrong."),
                hit, FindingList.count(hit) + " on which the client paused within its requests",
                String.format(Locale.ROOT, "up to %d pauses, %.1f s in all at most; %s",
                        most(hit, c -> c.turns.client().slowPauses()),
                        seconds(most(hit, c -> c.turns.client().slowPauseNanos())), FindingList.servers(hit)),
                c -> c.turns.client().firstSlowPauseBefore());
    }

    private static long handshake(Connection c) {
        return c.serverPart() < 0 || c.clientPart() < 0 ? -1 : c.serverPart() + c.clientPart();
    }

    private void highLatency() {
        List<Connection> hit = connections.stream().filter(c -> handshake(c) >= Thresholds.HIGH_LATENCY_NANOS).toList();
        list.add(new Rule(TcpFindingCode.HIGH_LATENCY, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.analysis.initial_rtt",
                        "Look at the path (satellite, tunnel, queue); save round trips by keeping connections open.",
                        "A host that is slow to answer the handshake looks the same."),
                hit, FindingList.count(hit) + " with a long round trip", String.format(Locale.ROOT, "handshake round trip up to %.0f ms; %s",
                        most(hit, StallFindings::handshake) / 1e6, FindingList.servers(hit)), c -> c.firstFrame());
    }
}
