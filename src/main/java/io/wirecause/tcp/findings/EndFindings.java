package io.wirecause.tcp.findings;

import io.wirecause.protocol.TlsAlert;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.IdleGaps;
import io.wirecause.tcp.connection.LargeSegments;
import io.wirecause.tcp.connection.PathMtu;
import io.wirecause.tcp.connection.Probes;
import io.wirecause.tcp.endpoint.CapturePoint;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import io.wirecause.tcp.verdict.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Connections that were established and on which something stopped: a TLS handshake, large segments, a whole side. */
final class EndFindings {
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
        blackHoles();
        missingLargeSegments();
        discovered();
        silentAfterIdle();
        silentPeers();
        lateSilence();
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return c.isRecovering() || alert(c) >= 0;
    }

    private void tlsAlerts() {
        List<Connection> hit = connections.stream().filter(c -> alert(c) >= 0).toList();
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.TLS_ALERT, Severity.ERROR, Confidence.HIGH, "tls.alert_message.level == 2",
                        "Ask analyze_tls_handshakes for the cause: versions, cipher suites, names, certificates.",
                        "Only alerts in the clear can be read: those that fail a handshake."),
                hit, TcpFindingList.count(hit) + " failed by a fatal TLS alert",
                hit.stream().limit(3).map(c -> TlsAlert.name(alert(c))
                        + " from the " + (EndpointAnomalies.tlsAlert(c.client()) >= 0 ? "client" : "server")).distinct()
                        .collect(Collectors.joining(", ")) + "; " + TcpFindingList.servers(hit),
                c -> Math.max(EndpointAnomalies.tlsAlertFrame(c.a()), EndpointAnomalies.tlsAlertFrame(c.b())));
    }

    private static int alert(Connection c) {
        return Math.max(EndpointAnomalies.tlsAlert(c.a()), EndpointAnomalies.tlsAlert(c.b()));
    }

    /** The sender whose large segments are stuck; null where none are, and where the capture shows that they arrive. */
    private static EndpointState stuck(Connection c) {
        EndpointState sender = LargeSegments.stuck(c, TcpThresholds.STUCK_RESENDS);
        if (sender == null) {
            return null;
        }
        CapturePoint atReceiver = sender == c.client() ? CapturePoint.NEAR_SERVER : CapturePoint.NEAR_CLIENT;
        return CapturePoint.of(c.client(), c.server()) == atReceiver ? null : sender;
    }

    private void blackHoles() {
        List<Connection> hit = connections.stream().filter(c -> stuck(c) != null).toList();
        covered.addAll(hit);
        int solved = hit.stream().mapToInt(LargeSegments::solvedBy).max().orElse(0);
        list.add(new Rule(TcpFindingCode.PATH_MTU_BLACK_HOLE, Severity.ERROR, Confidence.HIGH,
                        "tcp.analysis.retransmission && tcp.len >= " + EndpointAnomalies.LARGE_PAYLOAD,
                        "Let ICMP \"fragmentation needed\" / \"packet too big\" pass, or clamp the MSS on the tunnel.",
                        "Large segments that get lost by chance several times in a row look the same."),
                hit, TcpFindingList.count(hit) + " on which large segments never get through",
                "segments of up to " + hit.stream().mapToInt(LargeSegments::largest).max().orElse(0)
                        + " bytes are sent again up to " + hit.stream().mapToInt(LargeSegments::times).max().orElse(0)
                        + " times in vain, smaller ones pass"
                        + (solved == 0 ? "" : ", as does the same data in " + solved + " bytes") + "; "
                        + TcpFindingList.servers(hit),
                LargeSegments::firstFrame);
    }

    private static EndpointState missing(Connection c) {
        return LargeSegments.missing(c, TcpThresholds.MISSING_NANOS);
    }

    private void missingLargeSegments() {
        List<Connection> hit = connections.stream().filter(c -> !covered.contains(c) && missing(c) != null).toList();
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.PATH_MTU_BLACK_HOLE, Severity.ERROR, Confidence.MEDIUM,
                        "tcp.options.sack || tcp.analysis.lost_segment",
                        "Let ICMP \"fragmentation needed\" / \"packet too big\" pass, or clamp the MSS on the tunnel.",
                        "The lost segments are not in the capture, so their size is inferred from the hole that they leave."),
                hit, TcpFindingList.count(hit) + " on which large segments do not arrive",
                "the receiver waits for " + EndpointAnomalies.LARGE_PAYLOAD
                        + " bytes or more that never arrive, while segments of up to "
                        + hit.stream().mapToInt(c -> missing(c).largestPayload()).max().orElse(0) + " bytes do; "
                        + TcpFindingList.servers(hit),
                LargeSegments::firstFrame);
    }

    /** Whether an ICMP error explains what was sent again. */
    private static boolean isDiscovered(Connection c) {
        return resent(c) > 0;
    }

    private static int resent(Connection c) {
        return c.a().verdicts().of(Verdict.PATH_MTU) + c.b().verdicts().of(Verdict.PATH_MTU);
    }

    private void discovered() {
        List<Connection> hit = connections.stream().filter(c -> !covered.contains(c) && unanswered(c) == null && isDiscovered(c))
                .toList();
        int mtu = hit.stream().mapToInt(PathMtu::mtu).filter(bytes -> bytes > 0).min().orElse(0);
        list.add(new Rule(TcpFindingCode.PATH_MTU_DISCOVERY, Severity.NOTE, Confidence.HIGH,
                        "icmp.type == 3 || icmpv6.type == 2 || tcp.analysis.retransmission || " + TcpFindingList.FRAMES,
                        "Clamp the MSS at the router before the smaller link, so that connections need not find out.", null),
                hit, TcpFindingList.count(hit) + " with segments larger than the path MTU, sent again smaller",
                Plural.of(hit.stream().mapToInt(PathMtu::times).sum(), "segment")
                        + " answered by ICMP \"fragmentation needed\" or \"packet too big\""
                        + (mtu == 0 ? "" : ", path MTU " + mtu) + ": no loss, "
                        + hit.stream().mapToInt(EndFindings::resent).sum() + " sent again smaller; "
                        + TcpFindingList.servers(hit),
                PathMtu::firstFrame);
    }

    /** The endpoint that gets no answer any more; null where there is none. */
    private static EndpointState unanswered(Connection c) {
        return isUnanswered(c, c.a()) ? c.a() : isUnanswered(c, c.b()) ? c.b() : null;
    }

    private static boolean isUnanswered(Connection c, EndpointState side) {
        EndpointState peer = c.peer(side);
        boolean many = side.recovery().unanswered() >= TcpThresholds.UNANSWERED_RESENDS
                || Probes.unanswered(c, side) >= TcpThresholds.UNANSWERED_PROBES;
        // What the peer sends is not in the capture where the other side acknowledges more than was seen of it.
        boolean seen = peer.packets() > 0 && (peer.isEmpty() || peer.acknowledgedOrNone(side) <= peer.next());
        return many && seen && c.isEstablished() && c.termination().resetBy() != peer;
    }

    /** Whether the peer had closed and all it has not acknowledged is the end of the other side: a FIN, a TLS alert. */
    private static boolean isOver(Connection c) {
        return c.peer(unanswered(c)).finSeen() && isGoodbye(c);
    }

    /** Whether no more is open than a FIN, or a TLS alert and a FIN. */
    private static boolean isGoodbye(Connection c) {
        EndpointState side = unanswered(c);
        long open = side.next() - side.acknowledgedBy(c.peer(side));
        return Probes.unanswered(c, side) == 0 && open <= TcpThresholds.GOODBYE_BYTES;
    }

    /** Whether a side that has sent its FIN waits for nothing but that. */
    private static boolean onlyCloses(Connection c) {
        return unanswered(c).finSeen() && isGoodbye(c);
    }

    private static String silence(Connection c) {
        EndpointState side = unanswered(c);
        String peer = side == c.client() ? "server" : "client";
        int probes = Probes.unanswered(c, side);
        String what = probes > side.recovery().unanswered()
                ? String.format(Locale.ROOT, "the %s answers none of %d %s in %s", peer, probes,
                        Probes.intoClosedWindow(c) ? "window probes" : "keep-alives", Durations.words(Probes.span(c)))
                : "the " + peer + " answers none of " + side.recovery().unanswered() + " retransmissions";
        return c.termination().resetBy() == side ? what + ", then the " + (side == c.client() ? "client" : "server")
                + " gives up with a RST" : what;
    }

    private static long silenceFrame(Connection c) {
        EndpointState side = unanswered(c);
        return Probes.unanswered(c, side) > side.recovery().unanswered() ? Probes.firstFrame(c)
                : side.recovery().firstUnansweredFrame();
    }

    private void silentAfterIdle() {
        List<Connection> hit = connections.stream().filter(c -> !covered.contains(c) && IdleGaps.beforeUnanswered(c) > 0
                && unanswered(c) != null && !isOver(c) && !onlyCloses(c) && Probes.unanswered(c, unanswered(c)) == 0).toList();
        covered.addAll(hit);
        long silence = hit.stream().mapToLong(IdleGaps::beforeUnanswered).max().orElse(0);
        list.add(new Rule(TcpFindingCode.SILENT_AFTER_IDLE, Severity.ERROR,
                        silence < TcpThresholds.LONG_SILENCE_NANOS && hit.size() == 1 ? Confidence.LOW : Confidence.MEDIUM,
                        "tcp.analysis.retransmission || " + TcpFindingList.FRAMES,
                        "Send keep-alives more often than the shortest idle timeout on the path (NAT, firewall, load balancer), "
                                + "or reconnect on demand.",
                        "A host or a path that went down meanwhile looks the same; responses that bypass the capture point are "
                                + "not seen."),
                hit, TcpFindingList.count(hit) + " without any answer when used again after a silence",
                String.format(Locale.ROOT, "silent for up to %s, longer than ever before; then %s; %s", Durations.words(silence),
                        hit.stream().limit(3).map(EndFindings::silence).collect(Collectors.joining("; ")),
                        TcpFindingList.servers(hit)),
                EndFindings::silenceFrame);
    }

    private void silentPeers() {
        silent(c -> !isOver(c), " on which the peer fell silent", Severity.ERROR,
                "tcp.analysis.retransmission || tcp.analysis.keep_alive",
                "Check whether the silent side or the path to it went down at that time.");
    }

    private void lateSilence() {
        silent(c -> true, " on which the last FIN stays unanswered", Severity.NOTE, "tcp.analysis.retransmission",
                "Nothing to do: the peer had closed before, and nothing but the last FIN is open.");
    }

    private void silent(Predicate<Connection> which, String title, Severity severity, String filter, String hint) {
        List<Connection> hit = connections.stream()
                .filter(c -> !covered.contains(c) && unanswered(c) != null && which.test(c)).toList();
        covered.addAll(hit);
        list.add(new Rule(TcpFindingCode.PEER_UNRESPONSIVE, severity, Confidence.HIGH, filter + " || " + TcpFindingList.FRAMES,
                        hint, "Responses that bypass the capture point are not seen."),
                hit, TcpFindingList.count(hit) + title,
                hit.stream().limit(3).map(EndFindings::silence).collect(Collectors.joining("; ")) + "; "
                        + TcpFindingList.servers(hit),
                EndFindings::silenceFrame);
    }
}
