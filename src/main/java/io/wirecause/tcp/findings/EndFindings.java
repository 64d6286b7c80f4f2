package io.wirecause.tcp.findings;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Connections that were established and ended badly. */
final class EndFindings {
    private static final String RST = "tcp.flags.reset == 1";

    private final List<Connection> connections;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    EndFindings(List<Connection> connections, CoveredConnections covered, TcpFindingList list) {
        this.connections = connections;
        this.covered = covered;
        this.list = list;
    }

    void add() {
        tlsAlerts();
        resets();
        blackHoles();
        silentPeers();
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return c.state() == ConnectionState.RESET || c.isRecovering() || alert(c) >= 0;
    }

    private void tlsAlerts() {
        List<Connection> hit = connections.stream().filter(c -> alert(c) >= 0).toList();
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.TLS_ALERT, Severity.ERROR, Confidence.HIGH, "tls.alert_message.level == 2",
                        "Compare the TLS versions, cipher suites and certificates that both sides accept.",
                        "Only alerts in the clear can be read: those that fail a handshake."),
                hit, TcpFindingList.count(hit) + " failed by a fatal TLS alert",
                hit.stream().limit(3).map(c -> TlsAlert.name(alert(c))
                        + " from the " + (EndpointAnomalies.tlsAlert(c.client()) >= 0 ? "client" : "server")).distinct()
                        .collect(java.util.stream.Collectors.joining(", ")) + "; " + TcpFindingList.servers(hit),
                c -> Math.max(EndpointAnomalies.tlsAlertFrame(c.a()), EndpointAnomalies.tlsAlertFrame(c.b())));
    }

    private static int alert(Connection c) {
        return Math.max(EndpointAnomalies.tlsAlert(c.a()), EndpointAnomalies.tlsAlert(c.b()));
    }

    private void resets() {
        List<Connection> forged = new ArrayList<>();
        List<Connection> idle = new ArrayList<>();
        List<Connection> plain = new ArrayList<>();
        List<Connection> clientLeft = new ArrayList<>();
        for (Connection c : connections) {
            if (c.state() != ConnectionState.RESET || !c.termination().resetBeforeClose() || covered.contains(c)
                    || !c.isEstablished()) {
                continue;
            }
            EndpointState by = c.termination().resetBy();
            boolean nothingSent = c.a().bytes() + c.b().bytes() == 0;
            boolean byClient = by == c.client();
            if (EndpointAnomalies.ttl(by) >= 0 && EndpointAnomalies.resetTtl(by) >= 0
                    && EndpointAnomalies.ttl(by) != EndpointAnomalies.resetTtl(by)) {
                forged.add(c);
            } else if (byClient && nothingSent || c.peer(by).finSeen() && byClient) {
                // Health checks end like this, and a client may discard what a server that has closed still sends.
                continue;
            } else if (byClient && c.termination().allAcknowledgedAtReset()) {
                clientLeft.add(c);
            } else if (c.termination().resetAfterIdle()) {
                idle.add(c);
            } else {
                plain.add(c);
            }
        }
        forged(forged);
        afterIdle(idle);
        list.add(new Rule(TcpFindingCode.CONNECTION_RESET, Severity.ERROR, Confidence.HIGH, RST,
                        "Look at the log of the side that sent the RST at that time.",
                        "A device between the two can send a RST in either's name."),
                plain, TcpFindingList.count(plain) + " reset before the close", resetDetail(plain),
                        c -> c.termination().resetFrame());
        list.add(new Rule(TcpFindingCode.CONNECTION_RESET, Severity.NOTE, Confidence.HIGH, RST,
                        "Nothing to do where the client means to close without waiting.",
                        "The capture cannot show whether the client had what it wanted."),
                clientLeft, TcpFindingList.count(clientLeft) + " ended by the client with a RST, all data acknowledged",
                resetDetail(clientLeft), c -> c.termination().resetFrame());
    }

    private void forged(List<Connection> hit) {
        list.add(new Rule(TcpFindingCode.RESET_NOT_FROM_PEER, Severity.ERROR, Confidence.MEDIUM, RST,
                        "Look for a firewall, proxy or intrusion prevention system on the path, as many hops away as its "
                                + "TTL shows.",
                        "A load balancer in front of the peer, or a change of route, alters the TTL as well."),
                hit, TcpFindingList.count(hit) + " reset by something other than the peer",
                        hit.stream().limit(3).map(c -> "RST in the "
                        + (c.termination().resetBy() == c.client() ? "client" : "server") + "'s name with TTL "
                                + EndpointAnomalies.resetTtl(c.termination().resetBy())
                        + ", its other packets have " + EndpointAnomalies.ttl(c.termination().resetBy())).distinct()
                        .collect(java.util.stream.Collectors.joining("; ")) + "; " + TcpFindingList.servers(hit),
                                c -> c.termination().resetFrame());
    }

    private void afterIdle(List<Connection> hit) {
        long longest = hit.stream().mapToLong(c -> c.termination().idleNanos()).max().orElse(0);
        list.add(new Rule(TcpFindingCode.RESET_AFTER_IDLE, Severity.ERROR, Confidence.MEDIUM, RST,
                        "Send keep-alives more often than the shortest idle timeout on the path, or reconnect on demand.",
                        "The capture cannot show whether the server or a device in between had forgotten the "
                                + "connection."),
                hit, TcpFindingList.count(hit) + " reset when used again after a long silence",
                String.format(Locale.ROOT, "silent for up to %.0f s before; %s", Durations.seconds(longest), resetDetail(hit)),
                        c -> c.termination().resetFrame());
    }

    private static String resetDetail(List<Connection> hit) {
        long byServer = hit.stream().filter(c -> c.termination().resetBy() == c.server()).count();
        if (hit.size() == 1) {
            Connection c = hit.get(0);
            return "by the " + (byServer == 1 ? "server" : "client") + " after " + c.client().bytes()
                    + " bytes from the client and "
                    + c.server().bytes() + " from the server, "
                    + (c.termination().allAcknowledgedAtReset() ? "all acknowledged" : "not all acknowledged") + "; "
                            + TcpFindingList.servers(hit);
        }
        return byServer + " by the server, " + (hit.size() - byServer) + " by the client; " + TcpFindingList.servers(hit);
    }

    private static EndpointState stuck(Connection c) {
        return blackHole(c.a()) ? c.a() : blackHole(c.b()) ? c.b() : null;
    }

    private static boolean blackHole(EndpointState side) {
        return side.recovery().largeStuck() >= TcpThresholds.STUCK_RESENDS && !EndpointAnomalies.isLargeAcknowledged(side);
    }

    private void blackHoles() {
        List<Connection> hit = connections.stream().filter(c -> stuck(c) != null && heard(c.peer(stuck(c)))).toList();
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.PATH_MTU_BLACK_HOLE, Severity.ERROR, Confidence.MEDIUM,
                        "tcp.analysis.retransmission && tcp.len >= " + EndpointAnomalies.LARGE_PAYLOAD,
                        "Let ICMP \"fragmentation needed\" / \"packet too big\" pass, or clamp the MSS on the tunnel.",
                        "A path that loses everything for that time looks the same where no small segment was sent."),
                hit, TcpFindingList.count(hit) + " on which large segments never get through",
                "segments of up to " + hit.stream().mapToInt(c -> stuck(c).recovery().largestStuck()).max().orElse(0)
                        + " bytes are retransmitted repeatedly, smaller ones are acknowledged; " + TcpFindingList.servers(hit),
                c -> stuck(c).recovery().firstLargeStuckFrame());
    }

    private static boolean heard(EndpointState side) {
        return side.packets() > 1;
    }

    private static EndpointState unanswered(Connection c) {
        return c.a().recovery().unanswered() >= TcpThresholds.UNANSWERED_RESENDS ? c.a()
                : c.b().recovery().unanswered() >= TcpThresholds.UNANSWERED_RESENDS ? c.b() : null;
    }

    private void silentPeers() {
        List<Connection> hit = connections.stream().filter(c -> !covered.contains(c) && unanswered(c) != null
                && c.isEstablished()).toList();
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.PEER_UNRESPONSIVE, Severity.ERROR, Confidence.HIGH,
                        "tcp.analysis.retransmission || " + TcpFindingList.FRAMES,
                        "Check whether the silent side or the path to it went down at that time.",
                        "Responses that bypass the capture point are not seen."),
                hit, TcpFindingList.count(hit) + " on which the peer fell silent", hit.stream().limit(3).map(c -> "the "
                        + (unanswered(c) == c.client() ? "server" : "client") + " answers none of "
                                + unanswered(c).recovery().unanswered()
                        + " retransmissions").collect(java.util.stream.Collectors.joining("; ")) + "; "
                                + TcpFindingList.servers(hit),
                c -> unanswered(c).recovery().firstUnansweredFrame());
    }
}
