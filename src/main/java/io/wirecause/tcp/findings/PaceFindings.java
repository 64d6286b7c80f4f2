package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.SlowAnswers;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.TransferTimes;
import io.wirecause.tcp.endpoint.TransferTimes.Reason;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Who sets the pace where nothing is broken: the application that sends a transfer, or the client between its requests. */
final class PaceFindings {
    private static final int PERCENT = 100;

    private final List<Connection> connections;
    private final TcpFindingList list;

    PaceFindings(List<Connection> connections, TcpFindingList list) {
        this.connections = connections;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return isSenderLimited(c) || isAtClient(c);
    }

    void add() {
        senderLimited();
        atClient();
    }

    private static EndpointState sender(Connection c) {
        return c.client().uniqueBytes() > c.server().uniqueBytes() ? c.client() : c.server();
    }

    private static double idleShare(Connection c) {
        EndpointState sender = sender(c);
        long total = TransferTimes.total(sender);
        return total == 0 ? 0 : (double) TransferTimes.nanos(sender, Reason.SENDER) / total;
    }

    private static boolean isSenderLimited(Connection c) {
        EndpointState sender = sender(c);
        return sender.uniqueBytes() >= TcpThresholds.HELD_UP_BYTES
                && TransferTimes.total(sender) >= TcpThresholds.HELD_UP_NANOS && idleShare(c) >= TcpThresholds.HELD_UP_SHARE;
    }

    private void senderLimited() {
        List<Connection> hit = connections.stream().filter(PaceFindings::isSenderLimited).toList();
        Connection worst = hit.stream().max(Comparator.comparingLong(PaceFindings::idle)).orElse(null);
        list.add(new Rule(TcpFindingCode.SENDER_LIMITED, Severity.NOTE, Confidence.MEDIUM, "tcp",
                        "Where it should be faster, look at what the sending application reads from or computes; the network and "
                                + "the receiver were ready for more.",
                        "A sender that paces itself on purpose, such as one of live media, looks the same.")
                        .at(TcpFindingList.side(hit, c -> sender(c) == c.client())),
                hit, TcpFindingList.count(hit) + " whose transfer its sender's application holds up, for "
                        + (worst == null ? 0 : Math.round(PERCENT * idleShare(worst))) + " % of the time",
                worst == null ? "" : String.format(Locale.ROOT, "the %s had nothing to send for %d %% of %s, %s bytes in all; %s",
                        sender(worst) == worst.client() ? "client" : "server", Math.round(PERCENT * idleShare(worst)),
                        Durations.words(TransferTimes.total(sender(worst))), sender(worst).uniqueBytes(),
                        TcpFindingList.servers(hit)),
                Connection::lastFrame);
    }

    private static long idle(Connection c) {
        return TransferTimes.nanos(sender(c), Reason.SENDER);
    }

    /** Whether most of its time passes between what the server answers and what the client asks next. */
    private static boolean isAtClient(Connection c) {
        WaitTimes client = WaitTimes.of(c.client());
        return c.duration() >= TcpThresholds.CLIENT_NANOS && client.nanos() <= c.duration()
                && client.answers() >= TcpThresholds.CLIENT_TURNS && client.nanos() >= TcpThresholds.CLIENT_NANOS
                && client.nanos() >= TcpThresholds.CLIENT_SHARE * c.duration()
                && client.nanos() / client.answers() <= TcpThresholds.CLIENT_IDLE_NANOS
                && c.client().bytes() >= (long) TcpThresholds.REQUEST_BYTES * client.answers()
                && c.termination().resetBy() == null && client.slowPauses() == 0
                && SlowAnswers.times(c) == 0 && c.retransmissions() < TcpThresholds.FEW_SEGMENTS;
    }

    private void atClient() {
        List<Connection> hit = connections.stream().filter(PaceFindings::isAtClient).toList();
        Connection worst = hit.stream().max(Comparator.comparingLong(c -> WaitTimes.of(c.client()).nanos())).orElse(null);
        list.add(new Rule(TcpFindingCode.SLOW_CLIENT, Severity.NOTE, Confidence.MEDIUM,
                        "tcp.time_delta > 0.1 || " + TcpFindingList.FRAMES,
                        "Where the whole takes too long, look at the client: it waits, or computes, between an answer and its "
                                + "next request; neither the network nor the server can make that faster.",
                        "A client that has nothing more to ask for, such as a person who reads, looks the same."),
                hit, TcpFindingList.count(hit) + " whose time mostly passes at the client, up to "
                        + (worst == null ? 0 : Math.round((double) PERCENT * WaitTimes.of(worst.client()).nanos()
                                / worst.duration())) + " % of it",
                worst == null ? "" : String.format(Locale.ROOT, "%s of %s pass between an answer and the client's next "
                                + "request, %d times; %s", Durations.words(WaitTimes.of(worst.client()).nanos()),
                        Durations.words(worst.duration()), WaitTimes.of(worst.client()).answers(),
                        TcpFindingList.servers(hit)),
                c -> WaitTimes.of(c.client()).longestBefore());
    }
}
