package io.wirecause.tcp;

import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.TcpFindingList.Rule;
import java.util.List;
import java.util.Locale;
import java.util.function.ToIntFunction;

/** Connections that work, but badly. */
final class FlowFindings {
    private static final String RESENT = "tcp.analysis.retransmission || tcp.analysis.fast_retransmission || tcp.analysis.out_of_order";

    private final List<Connection> connections;
    private final CoveredConnections explained;
    private final TcpFindingList list;

    FlowFindings(List<Connection> connections, CoveredConnections explained, TcpFindingList list) {
        this.connections = connections;
        this.explained = explained;
        this.list = list;
    }

    void add() {
        loss();
        spurious();
        reordering();
        duplicates();
    }

    /** Whether a rule of this group can hit the connection. */
    static boolean concern(Connection c) {
        return c.isRecovering();
    }

    /** Segments that had to be sent again. */
    static int lost(EndpointState side) {
        return side.tally().of(Verdict.FAST) + side.tally().of(Verdict.TIMEOUT) + side.tally().of(Verdict.TAIL_LOSS_PROBE);
    }

    private static boolean slowSetUp(Connection c) {
        return (c.handshakeSeen() || c.handshakeEvident()) && c.a.tally().of(Verdict.SYN) + c.b.tally().of(Verdict.SYN) > 0;
    }

    private void loss() {
        List<Connection> hit = connections.stream().filter(c -> !explained.contains(c) && (often(c, FlowFindings::lost,
                TcpThresholds.LOSS_RATE) || slowSetUp(c))).toList();
        long segments = data(hit);
        long again = hit.stream().mapToLong(c -> lost(c.a) + lost(c.b)).sum();
        long syns = hit.stream().mapToLong(c -> c.a.tally().of(Verdict.SYN) + c.b.tally().of(Verdict.SYN)).sum();
        long fromServer = hit.stream().mapToLong(c -> lost(c.server())).sum();
        list.add(new Rule(TcpFindingCode.PACKET_LOSS, Severity.WARNING, Confidence.HIGH, RESENT,
                        "Find out where on the way packets get lost: compare captures at both ends.",
                        "A segment lost before, and one lost behind the capture point look alike."),
                hit, TcpFindingList.count(hit) + " with packet loss",
                String.format(Locale.ROOT, "%d of %d data segments were sent again (%.1f %%), %d by the server, %d by the client%s; "
                                + "%s; %s", again, segments, 100.0 * again / Math.max(1, segments), fromServer, again - fromServer,
                        syns == 0 ? "" : ", and " + syns + " SYNs", causes(hit), TcpFindingList.servers(hit)),
                c -> first(c.a.tally().firstRetransmission(), c.b.tally().firstRetransmission()));
    }

    private static String causes(List<Connection> hit) {
        return "causes: " + total(hit, Verdict.FAST) + " fast, " + total(hit, Verdict.TIMEOUT) + " timeout, "
                + total(hit, Verdict.TAIL_LOSS_PROBE) + " tail loss probe, " + total(hit, Verdict.SPURIOUS) + " spurious";
    }

    private static long total(List<Connection> hit, Verdict verdict) {
        return hit.stream().mapToLong(c -> c.a.tally().of(verdict) + c.b.tally().of(verdict)).sum();
    }

    private static long data(List<Connection> hit) {
        return hit.stream().mapToLong(c -> c.a.dataPackets + c.b.dataPackets).sum();
    }

    private static long first(long a, long b) {
        return a == 0 ? b : b == 0 ? a : Math.min(a, b);
    }

    /** Whether it happens on one side often enough, in number and in share of that side's data segments. */
    private static boolean often(Connection c, ToIntFunction<EndpointState> count, double rate) {
        return often(c.a, count, rate) || often(c.b, count, rate);
    }

    private static boolean often(EndpointState side, ToIntFunction<EndpointState> count, double rate) {
        int times = count.applyAsInt(side);
        return times >= TcpThresholds.FEW_SEGMENTS && times >= rate * side.dataPackets;
    }

    private void spurious() {
        List<Connection> hit = connections.stream().filter(c -> !explained.contains(c)
                && often(c, s -> s.tally().of(Verdict.SPURIOUS), TcpThresholds.SPURIOUS_RATE)).toList();
        list.add(new Rule(TcpFindingCode.SPURIOUS_RETRANSMISSION, Severity.WARNING, Confidence.HIGH,
                        "tcp.analysis.spurious_retransmission || tcp.options.sack.dsack || " + RESENT,
                        "Look for acknowledgements that get lost or delayed, or a round trip that jumps.", null),
                hit, TcpFindingList.count(hit) + " on which data was sent again for nothing",
                total(hit, Verdict.SPURIOUS) + " segments were sent again although they had arrived, as D-SACKs or earlier "
                        + "acknowledgements show; " + TcpFindingList.servers(hit),
                c -> first(c.a.tally().firstFrame(Verdict.SPURIOUS), c.b.tally().firstFrame(Verdict.SPURIOUS)));
    }

    private void reordering() {
        List<Connection> hit = connections.stream().filter(c -> often(c, s -> s.tally().of(Verdict.REORDERED),
                TcpThresholds.REORDERING_RATE)).toList();
        list.add(new Rule(TcpFindingCode.REORDERING, Severity.WARNING, Confidence.HIGH, "tcp.analysis.out_of_order || " + RESENT,
                        "Look for load sharing per packet, or links of different delay, on the path.",
                        "Several receive queues of the capturing host can put frames out of order as well."),
                hit, TcpFindingList.count(hit) + " with segments overtaken on the way", total(hit, Verdict.REORDERED) + " of " + data(hit)
                        + " data segments arrived behind ones sent after them; " + TcpFindingList.servers(hit),
                c -> first(c.a.tally().firstFrame(Verdict.REORDERED), c.b.tally().firstFrame(Verdict.REORDERED)));
    }

    private static boolean copied(EndpointState side) {
        int copies = side.tally().of(Verdict.DUPLICATE);
        return copies >= TcpThresholds.FEW_SEGMENTS && copies >= TcpThresholds.DUPLICATE_RATE * side.packets;
    }

    private void duplicates() {
        List<Connection> hit = connections.stream().filter(c -> copied(c.a) || copied(c.b)).toList();
        list.add(new Rule(CaptureFindingCode.DUPLICATE_FRAMES, Severity.NOTE, Confidence.HIGH, "tcp",
                        "Capture on one port or VLAN only, or remove copies with editcap -d before other tools count them.",
                        "Whether the network or the capture made the copies cannot be told; equal TTLs speak for the capture."),
                hit, TcpFindingList.count(hit) + " with packets seen twice", total(hit, Verdict.DUPLICATE) + " of "
                        + hit.stream().mapToLong(Connection::packets).sum() + " packets are copies with the same IP identification; "
                        + TcpFindingList.servers(hit),
                c -> first(c.a.tally().firstFrame(Verdict.DUPLICATE), c.b.tally().firstFrame(Verdict.DUPLICATE)));
    }
}
