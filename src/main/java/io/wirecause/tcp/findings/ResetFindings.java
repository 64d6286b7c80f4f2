package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.connection.Termination;
import io.wirecause.tcp.connection.ThinkTime;
import io.wirecause.tcp.endpoint.Stray;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Connections that were established and ended by a RST: who sent it, and what it cost. */
final class ResetFindings {
    private static final String RST = "tcp.flags.reset == 1";

    private final CancellableList<Connection> all;
    private final List<Connection> connections;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /** What a RST means. */
    private enum Kind {
        /** A device on the path sent it. */
        FOREIGN,
        /** It met data of the client's while its sender was closing. */
        CLOSE_RACE,
        /** Nobody had used the connection for long. */
        WHILE_IDLE,
        /** The connection was used again after a long silence. */
        AFTER_IDLE,
        /** Its receiver had closed, and all data had arrived. */
        AFTER_CLOSE,
        /** The client left with all data acknowledged. */
        CLIENT_LEFT,
        /** The client aborts after it has waited long for an answer. */
        GAVE_UP,
        /** None of these. */
        PLAIN
    }

    /** Of these connections, of which the notable ones are those that {@link #concern} a rule. */
    ResetFindings(CancellableList<Connection> all, List<Connection> notable, CoveredConnections covered, TcpFindingList list) {
        this.all = all;
        this.connections = notable;
        this.covered = covered;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return c.termination().resetBy() != null || ResetOrigin.ignoredIn(c) != null;
    }

    void add() {
        Map<Kind, List<Connection>> kinds = new EnumMap<>(Kind.class);
        for (Kind kind : Kind.values()) {
            kinds.put(kind, new ArrayList<>());
        }
        for (Connection c : connections) {
            Kind kind = covered.contains(c) ? null : kind(c);
            if (kind != null) {
                kinds.get(kind).add(c);
            }
        }
        foreign(kinds.get(Kind.FOREIGN));
        inVain();
        afterIdle(kinds.get(Kind.AFTER_IDLE));
        closeRace(kinds.get(Kind.CLOSE_RACE));
        gaveUp(kinds.get(Kind.GAVE_UP));
        plain(kinds.get(Kind.PLAIN));
        whileIdle(kinds.get(Kind.WHILE_IDLE));
        expected(kinds.get(Kind.CLIENT_LEFT), kinds.get(Kind.AFTER_CLOSE));
    }

    /** Null where nothing is worth saying. */
    private static Kind kind(Connection c) {
        Termination end = c.termination();
        if (end.lostBytes() > 0) {
            return Kind.CLOSE_RACE;
        }
        if (end.resetBy() == null || end.resetInSetup() || !end.resetBeforeClose() || c.state() != ConnectionState.RESET) {
            return null;
        }
        if (ResetOrigin.isForeign(c)) {
            return Kind.FOREIGN;
        }
        boolean byClient = byClient(c);
        if (byClient && end.resetWhileIdle() && end.allAcknowledgedAtReset() && ThinkTime.isAnswerOwed(c)) {
            return Kind.GAVE_UP;
        }
        boolean unasked = byClient || !ThinkTime.isLastFromClient(c);
        if (end.resetWhileIdle() && end.allAcknowledgedAtReset() && unasked) {
            return Kind.WHILE_IDLE;
        }
        if (byClient && (c.a().bytes() + c.b().bytes() == 0 || c.server().finSeen())) {
            // Health checks end like this, and a client may discard what a server that has closed still sends.
            return null;
        }
        if (end.peerHadClosed() && end.onlyGoodbyeOpenAtReset()) {
            return Kind.AFTER_CLOSE;
        }
        if (byClient && end.allAcknowledgedAtReset()) {
            return Kind.CLIENT_LEFT;
        }
        return end.resetAfterIdle() && !end.resetWhileIdle() ? Kind.AFTER_IDLE : Kind.PLAIN;
    }

    private static boolean byClient(Connection c) {
        return c.termination().resetBy() == c.client();
    }

    private void foreign(List<Connection> hit) {
        boolean alive = hit.stream().anyMatch(c -> c.termination().packetsAfterReset() > 0);
        String idle = hit.stream().anyMatch(c -> c.termination().resetAfterIdle())
                ? ", after up to " + Durations.words(longestIdle(hit)) + " of silence (an idle timeout)" : "";
        list.add(new Rule(TcpFindingCode.RESET_NOT_FROM_PEER, Severity.ERROR, alive ? Confidence.HIGH : Confidence.MEDIUM, RST,
                        "Look for a firewall, proxy or intrusion prevention system on the path, as many hops away as its "
                                + "TTL shows.",
                        "A load balancer in front of the peer, or a change of route, alters the TTL as well."),
                hit, TcpFindingList.count(hit) + " reset by something other than the peer",
                hit.stream().limit(3).map(ResetOrigin::ttls).distinct().collect(Collectors.joining("; ")) + idle
                        + (alive ? "; packets of the peer follow the RST" : "") + "; " + TcpFindingList.servers(hit),
                c -> c.termination().resetFrame());
    }

    /** A RST in a peer's name that its receiver had reason to ignore. */
    private void inVain() {
        List<Connection> hit = connections.stream().filter(c -> ResetOrigin.ignoredIn(c) != null).toList();
        List<Long> ends = hit.stream().filter(c -> c.state() == ConnectionState.RESET && c.termination().resetBy() != null)
                .map(c -> c.termination().resetFrame()).toList();
        list.add(new Rule(TcpFindingCode.RESET_NOT_FROM_PEER, Severity.WARNING, Confidence.HIGH, RST,
                        "Look for a firewall, proxy or intrusion prevention system on the path, as many hops away as its "
                                + "TTL shows; it may send such RSTs to the other side as well.",
                        ends.isEmpty() ? null : "What ended the connection later may have another cause."),
                hit, TcpFindingList.count(hit) + " on which something other than the peer sent a RST, which the receiver ignored",
                hit.stream().limit(3).map(ResetOrigin::ignoredTtls).distinct().collect(Collectors.joining("; "))
                        + "; the connection went on after it" + (ends.isEmpty() ? ""
                                : " and was reset later (frame " + ends.get(0)
                                + (ends.size() > 1 ? " and others" : "") + ")") + "; " + TcpFindingList.servers(hit),
                c -> ResetOrigin.ignoredIn(c).strays().firstFrame(Stray.IGNORED_RESET));
    }

    private static long longestIdle(List<Connection> hit) {
        return hit.stream().mapToLong(c -> c.termination().idleNanos()).max().orElse(0);
    }

    private void afterIdle(List<Connection> hit) {
        boolean brief = longestIdle(hit) < TcpThresholds.LONG_SILENCE_NANOS;
        list.add(new Rule(TcpFindingCode.RESET_AFTER_IDLE, Severity.ERROR, brief && hit.size() == 1 ? Confidence.LOW
                        : Confidence.MEDIUM, RST,
                        "Send keep-alives more often than the shortest idle timeout on the path, or reconnect on demand.",
                        "The capture cannot show whether the server or a device in between had forgotten the "
                                + "connection" + (brief ? "; after so short a silence it may be chance." : ".")),
                hit, TcpFindingList.count(hit) + " reset when used again after a " + (brief ? "" : "long ") + "silence",
                "silent for up to " + Durations.words(longestIdle(hit)) + (brief ? " before, longer than ever; " : " before; ")
                        + detail(hit),
                c -> c.termination().resetFrame());
    }

    private void whileIdle(List<Connection> all) {
        for (boolean client : new boolean[] {false, true}) {
            // A client that exits resets its idle connections too, which costs nobody anything.
            List<Connection> hit = all.stream().filter(c -> byClient(c) == client).toList();
            list.add(new Rule(TcpFindingCode.RESET_AFTER_IDLE, client ? Severity.NOTE : Severity.WARNING, Confidence.MEDIUM, RST,
                            "Send keep-alives more often than the shortest idle timeout on the path, or reconnect on demand.",
                            "A load balancer or firewall whose idle timeout ends resets both sides in each other's name; a host "
                                    + "that closes an idle connection with a RST looks the same."),
                    hit, TcpFindingList.count(hit) + " reset after a long silence while nobody used "
                            + (hit.size() == 1 ? "it" : "them"),
                    "silent for up to " + Durations.words(longestIdle(hit)) + ", then reset: an idle timeout; " + ttls(hit)
                            + detail(hit),
                    c -> c.termination().resetFrame());
        }
    }

    private static String ttls(List<Connection> hit) {
        return hit.stream().map(ResetOrigin::ttls).filter(words -> !words.isEmpty()).distinct().limit(2)
                .map(words -> words + ": a device may have sent it; ").collect(Collectors.joining());
    }

    private void closeRace(List<Connection> hit) {
        long bytes = hit.stream().mapToLong(c -> c.termination().lostBytes()).sum();
        IdleTimeouts timeouts = IdleTimeouts.of(hit, all);
        list.add(new Rule(TcpFindingCode.REQUEST_MET_CLOSE, Severity.WARNING, Confidence.HIGH,
                        "tcp.flags.fin == 1 || " + RST + " || " + TcpFindingList.FRAMES,
                        timeouts.advice(),
                        "A server that closes while it still receives, to refuse an upload, looks the same."),
                hit, TcpFindingList.count(hit) + " on which a request met the server's close" + timeouts.inTitle()
                        + " and was lost",
                String.format(Locale.ROOT, "%d bytes of the client were on their way when the server closed, and were answered "
                        + "with a RST; %s; %s", bytes, timeouts.words(), TcpFindingList.servers(hit)),
                c -> c.termination().crossingFrame());
    }

    private void gaveUp(List<Connection> hit) {
        list.add(new Rule(TcpFindingCode.SLOW_SERVER, Severity.ERROR, Confidence.MEDIUM, RST + " || " + TcpFindingList.FRAMES,
                        "Find out what the server was doing with the last request: its log, its database, the services it calls.",
                        "A client that sends something without asking for an answer looks the same."),
                hit, TcpFindingList.count(hit) + " on which the client gave up waiting for an answer",
                "the last request was acknowledged and not answered in up to " + Durations.words(longestIdle(hit))
                        + ", then the client sent a RST; " + TcpFindingList.servers(hit),
                c -> c.termination().resetFrame());
    }

    private void plain(List<Connection> all) {
        List<Connection> forgotten = all.stream().filter(ResetFindings::isForgotten).toList();
        list.add(new Rule(TcpFindingCode.CONNECTION_RESET, Severity.ERROR, Confidence.MEDIUM, RST,
                        "Ask whether the server restarted, or another took over its address, at that time.",
                        "A device between the two can send a RST in either's name.").at(Party.SERVER),
                forgotten, TcpFindingList.count(forgotten) + " reset by a server that knows no such connection: it restarted, or "
                        + "a device lost its table", detail(forgotten), c -> c.termination().resetFrame());
        List<Connection> hit = all.stream().filter(c -> !isForgotten(c)).toList();
        list.add(new Rule(TcpFindingCode.CONNECTION_RESET, Severity.ERROR, Confidence.HIGH, RST,
                        "Look at the log of the side that sent the RST at that time.",
                        "A device between the two can send a RST in either's name.")
                        .at(TcpFindingList.side(hit, ResetFindings::byClient)),
                hit, TcpFindingList.count(hit) + " reset before the close", detail(hit), c -> c.termination().resetFrame());
    }

    /** Whether the server's host answered data as it does where it has no such connection (RFC 9293, section 3.10.7.1). */
    private static boolean isForgotten(Connection c) {
        Termination end = c.termination();
        return !byClient(c) && !end.resetHasAck() && end.resetAtPeersAck() && !end.allAcknowledgedAtReset();
    }

    private void expected(List<Connection> clientLeft, List<Connection> afterClose) {
        list.add(new Rule(TcpFindingCode.CONNECTION_RESET, Severity.NOTE, Confidence.HIGH, RST,
                        "Nothing to do where the client means to close without waiting.",
                        "The capture cannot show whether the client had what it wanted."),
                clientLeft, TcpFindingList.count(clientLeft) + " ended by the client with a RST, all data acknowledged",
                detail(clientLeft), c -> c.termination().resetFrame());
        list.add(new Rule(TcpFindingCode.CONNECTION_RESET, Severity.NOTE, Confidence.HIGH, RST,
                        "Nothing to do: several servers close like this.", null),
                afterClose, TcpFindingList.count(afterClose) + " ended with a RST after the other side had closed",
                detail(afterClose), c -> c.termination().resetFrame());
    }

    private static String detail(List<Connection> hit) {
        long byServer = hit.stream().filter(c -> !byClient(c)).count();
        if (hit.size() == 1) {
            Connection c = hit.get(0);
            return "by the " + (byServer == 1 ? "server" : "client") + " after " + c.client().bytes()
                    + " bytes from the client and " + c.server().bytes() + " from the server, "
                    + (c.termination().allAcknowledgedAtReset() ? "all acknowledged" : "not all acknowledged")
                    + kind(c.termination()) + "; " + TcpFindingList.servers(hit);
        }
        long aborted = hit.stream().filter(c -> c.termination().resetHasAck()).count();
        return byServer + " by the server, " + (hit.size() - byServer) + " by the client; " + aborted + " by RST,ACK (aborted), "
                + (hit.size() - aborted) + " by bare RST (no such connection any more); " + TcpFindingList.servers(hit);
    }

    private static String kind(Termination end) {
        return end.resetHasAck() ? "; RST,ACK: an application or its host aborts" : end.resetAtPeersAck()
                ? "; bare RST at the number last acknowledged: the host, or a device, knows no such connection any more" : "";
    }
}
