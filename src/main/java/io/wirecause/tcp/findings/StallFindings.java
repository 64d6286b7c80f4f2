package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.HandshakeTimes;
import io.wirecause.tcp.connection.SlowAnswers;
import io.wirecause.tcp.connection.ThinkTime;
import io.wirecause.tcp.connection.WindowPace;
import io.wirecause.tcp.endpoint.DelayedAckStalls;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.endpoint.Windows;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Connections that are slow without losing data, and who keeps them waiting. */
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

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return concern(c.a()) || concern(c.b()) || WindowPace.limiting(c) != null
                || handshake(c) >= TcpThresholds.HIGH_LATENCY_NANOS
                || SlowAnswers.times(c) > 0 || ThinkTime.hasData(c) && WaitTimes.of(c.client()).slowPauses() > 0;
    }

    private static boolean concern(EndpointState end) {
        return DelayedAckStalls.times(end) > 0 || Windows.zeroTimes(end) > 0 || Windows.limitedTimes(end) > 0;
    }

    /** The endpoint with the greater value. */
    private static EndpointState greater(Connection c, ToLongFunction<EndpointState> value) {
        EndpointState a = c.a();
        EndpointState b = c.b();
        return value.applyAsLong(a) >= value.applyAsLong(b) ? a : b;
    }

    private static String whose(Connection c, EndpointState end) {
        return end == c.client() ? "client" : "server";
    }

    private static long most(List<Connection> hit, ToLongFunction<Connection> value) {
        return hit.stream().mapToLong(value).max().orElse(0);
    }

    private static String who(List<Connection> hit, Function<Connection, EndpointState> end) {
        long client = hit.stream().filter(c -> whose(c, end.apply(c)).equals("client")).count();
        return client == hit.size() ? "the client" : client == 0 ? "the server" : client + " times the client, "
                + (hit.size() - client) + " times the server";
    }

    private static Party side(List<Connection> hit, Function<Connection, EndpointState> end) {
        return TcpFindingList.side(hit, c -> end.apply(c) == c.client());
    }

    private static long closed(Connection c, EndpointState end) {
        return Windows.zeroNanos(end, c.lastTime());
    }

    private static EndpointState closing(Connection c) {
        return greater(c, e -> closed(c, e));
    }

    private void zeroWindow() {
        List<Connection> all = connections.stream().filter(c -> closed(c,
                closing(c)) >= TcpThresholds.ZERO_WINDOW_NANOS).toList();
        List<Connection> hit = all.stream().filter(c -> !isProxied(c)).toList();
        List<Connection> proxied = all.stream().filter(StallFindings::isProxied).toList();
        list.add(new Rule(TcpFindingCode.ZERO_WINDOW, Severity.WARNING, Confidence.HIGH,
                        "tcp.analysis.zero_window || tcp.analysis.window_update",
                        "Find out why the application of the side that closed its window does not read.", null)
                        .at(side(hit, StallFindings::closing)),
                hit, TcpFindingList.count(hit) + " stalled by a closed receive window", closedFor(hit),
                c -> Windows.zeroFrame(closing(c)));
        list.add(new Rule(TcpFindingCode.ZERO_WINDOW, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.window_size_value == 0 || tcp.analysis.window_update",
                        "Look at what stands before the server (a SYN proxy, a load balancer) and how long it takes to reach it.",
                        null),
                proxied, TcpFindingList.count(proxied) + " stalled by a SYN-ACK with window 0, as SYN proxies send it",
                closedFor(proxied) + "; the client can send nothing meanwhile", c -> Windows.zeroFrame(closing(c)));
    }

    private static String closedFor(List<Connection> hit) {
        return String.format(Locale.ROOT, "window closed by %s for up to %s; %s", who(hit, StallFindings::closing),
                Durations.words(most(hit, c -> closed(c, closing(c)))), TcpFindingList.servers(hit));
    }

    /** Whether the server closed the window in its SYN-ACK: another host stands before it. */
    private static boolean isProxied(Connection c) {
        return closing(c) == c.server() && HandshakeTimes.ackFrame(c) > 0
                && Windows.zeroFrame(c.server()) < HandshakeTimes.ackFrame(c);
    }

    private static EndpointState limiting(Connection c) {
        EndpointState paced = WindowPace.limiting(c);
        return paced != null && !isWaitedFor(c) ? paced : greater(c, Windows::limitedNanos);
    }

    /** Whether the sender was seen to wait for the window. */
    private static boolean isWaitedFor(Connection c) {
        EndpointState end = greater(c, Windows::limitedNanos);
        return Windows.limitedNanos(end) >= TcpThresholds.LIMITED_NANOS
                && Windows.limitedTimes(end) >= TcpThresholds.LIMITED_TIMES
                && Windows.limitedNanos(end) >= TcpThresholds.LIMITED_SHARE * c.duration();
    }

    private void windowLimited() {
        List<Connection> hit = connections.stream().filter(c -> (isWaitedFor(c) || WindowPace.limiting(c) != null)
                && closed(c, limiting(c)) < TcpThresholds.ZERO_WINDOW_NANOS).toList();
        list.add(new Rule(TcpFindingCode.WINDOW_LIMITED, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.analysis.window_full || tcp.len > 0 || " + TcpFindingList.FRAMES,
                        "Give the receiver a larger socket buffer, and see that both sides offer window scaling.",
                        "The sender's own buffer of the same size looks alike.").at(side(hit, StallFindings::limiting)),
                hit, TcpFindingList.count(hit) + " limited by the receiver's window",
                limits(hit), c -> isWaitedFor(c) ? Windows.limitedFrame(limiting(c)) : HandshakeTimes.ackFrame(c));
    }

    private static String limits(List<Connection> hit) {
        if (hit.isEmpty()) {
            return "";
        }
        Connection first = hit.get(0);
        List<Connection> waited = hit.stream().filter(StallFindings::isWaitedFor).toList();
        String times = waited.isEmpty() ? "the window of " + who(hit, StallFindings::limiting) + " sets the pace: one in each "
                + "round trip" : String.format(Locale.ROOT, "the window of %s was filled up to %d times, waiting %s in all "
                + "at most", who(hit, StallFindings::limiting), most(waited, c -> Windows.limitedTimes(limiting(c))),
                Durations.words(most(waited, c -> Windows.limitedNanos(limiting(c)))));
        String reason = WindowPace.reason(first, limiting(first));
        return times + (reason.isEmpty() ? "" : "; " + reason) + "; " + TcpFindingList.servers(hit);
    }

    private static EndpointState stalling(Connection c) {
        return greater(c, DelayedAckStalls::times);
    }

    private void delayedAcks() {
        List<Connection> hit = connections.stream().filter(c ->
                DelayedAckStalls.times(stalling(c)) >= TcpThresholds.FEW_SEGMENTS).toList();
        list.add(new Rule(TcpFindingCode.DELAYED_ACK_STALL, Severity.WARNING, Confidence.MEDIUM,
                "tcp.len > 0 || tcp.time_delta > 0.03",
                        "Write each message in one piece, or set TCP_NODELAY at the sender.",
                        "A sender that waits for the acknowledgement by its own protocol looks the same."),
                hit, TcpFindingList.count(hit) + " slowed down by small writes that wait for delayed ACKs",
                String.format(Locale.ROOT, "%s waited up to %d times, %.0f ms each on average; %s",
                        who(hit, StallFindings::stalling),
                        most(hit, c -> DelayedAckStalls.times(stalling(c))),
                                hit.stream().mapToDouble(c -> Durations.millis(DelayedAckStalls.nanos(stalling(c)))
                                / DelayedAckStalls.times(stalling(c))).average().orElse(0), TcpFindingList.servers(hit)),
                c -> DelayedAckStalls.firstFrame(stalling(c)));
    }

    private static Stream<Connection> talking(List<Connection> connections) {
        return connections.stream().filter(c -> ThinkTime.hasData(c));
    }

    private void slowServer() {
        List<Connection> all = connections.stream().filter(c -> SlowAnswers.times(c) > 0
                && c.retransmissions() < TcpThresholds.FEW_SEGMENTS).toList();
        refusedLogins(all.stream().filter(c -> SlowAnswers.refusals(c) == SlowAnswers.times(c)).toList());
        List<Connection> hit = all.stream().filter(c -> SlowAnswers.refusals(c) < SlowAnswers.times(c)).toList();
        list.add(new Rule(TcpFindingCode.SLOW_SERVER, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + TcpFindingList.FRAMES,
                        "Look at the server's application and what it waits for itself at these times.",
                        "A protocol in which the server answers late on purpose (long polling) looks the same."),
                hit, TcpFindingList.count(hit) + " on which the server took long to answer",
                String.format(Locale.ROOT, "longest answer after %s, the round trip not counted; %s",
                        Durations.words(most(hit, SlowAnswers::longest)), TcpFindingList.servers(hit)),
                SlowAnswers::frame);
    }

    /** Servers answer a wrong password late on purpose. */
    private void refusedLogins(List<Connection> hit) {
        list.add(new Rule(TcpFindingCode.SLOW_SERVER, Severity.NOTE, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + TcpFindingList.FRAMES,
                        "Nothing to do about the wait: servers delay the answer to a wrong password to make guessing slow. Many "
                                + "of them from one client are guesses, or a program with an old password.",
                        null).at(Party.CLIENT),
                hit, TcpFindingList.count(hit) + " on which the server refused a login, " + (hit.size() == 1 ? "and waited"
                        : "each time after a wait"),
                "a refusal (530, 535, -ERR, NO, Login incorrect) after up to " + Durations.words(most(hit, SlowAnswers::longest))
                        + "; " + TcpFindingList.servers(hit), SlowAnswers::frame);
    }

    /** Only if the server then answers and the pauses take most of the time: else the client has nothing to send. */
    private void slowClient() {
        List<Connection> hit = talking(connections).filter(c -> {
            WaitTimes client = WaitTimes.of(c.client());
            return client.slowPauses() >= 2 && WaitTimes.of(c.server()).answers() > 0
                    && client.slowPauses() > WaitTimes.of(c.server()).answers()
                    && client.slowPauseNanos() >= TcpThresholds.PAUSE_SHARE * (c.duration());
        }).toList();
        list.add(new Rule(TcpFindingCode.SLOW_CLIENT, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.time_delta > 1 || " + TcpFindingList.FRAMES,
                        "Look at the client's application: it pauses within its requests.",
                        "Where each part is a message of its own that asks for no answer, nothing is wrong."),
                hit, TcpFindingList.count(hit) + " on which the client paused within its requests",
                String.format(Locale.ROOT, "up to %d pauses, %s in all at most; %s",
                        most(hit, c -> WaitTimes.of(c.client()).slowPauses()),
                        Durations.words(most(hit, c -> WaitTimes.of(c.client()).slowPauseNanos())),
                                TcpFindingList.servers(hit)),
                c -> WaitTimes.of(c.client()).firstSlowPauseBefore());
    }

    /** Round trip of the handshake, nanoseconds; -1 where it is not known, or where data needed far less. */
    private static long handshake(Connection c) {
        long server = c.server().handshakePart();
        long client = c.client().handshakePart();
        boolean known = server >= 0 && client >= 0 && server + client < TcpThresholds.LONGEST_ROUND_TRIP_NANOS;
        long shortest = RoundTrips.shortestTo(c.server(), c.client()) + RoundTrips.shortestTo(c.client(), c.server());
        return known && shortest >= TcpThresholds.LATENCY_SHARE * (server + client) ? server + client : -1;
    }

    private void highLatency() {
        List<Connection> hit = connections.stream().filter(c -> handshake(c) >= TcpThresholds.HIGH_LATENCY_NANOS).toList();
        list.add(new Rule(TcpFindingCode.HIGH_LATENCY, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.syn == 1 || tcp.analysis.initial_rtt",
                        "Look at the path (satellite, tunnel, queue); save round trips by keeping connections open.",
                        "A host that is slow to answer the handshake looks the same."),
                hit, TcpFindingList.count(hit) + " with a long round trip",
                        String.format(Locale.ROOT, "handshake round trip up to %s; %s",
                        Durations.words(most(hit, StallFindings::handshake)), TcpFindingList.servers(hit)),
                HandshakeTimes::ackFrame);
    }
}
