package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.Acceptability;
import io.wirecause.tcp.endpoint.Acknowledgments;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.TransferTimes;
import io.wirecause.tcp.endpoint.VerdictEngine;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.wireshark.WiresharkAnalysis;

/**
 * Takes each segment to its connection. Keeps nothing of a connection, so one tracker serves all connections that its thread
 * follows; it holds what was decided of the last segment.
 */
public final class ConnectionTracker {
    private final VerdictEngine verdicts = new VerdictEngine();
    private final WiresharkAnalysis wireshark = new WiresharkAnalysis();
    private int wiresharkFlags;
    private boolean views = true;

    /** A tracker for one thread. */
    public ConnectionTracker() {
    }

    /** Whether to keep what Wireshark and Zeek would show, which nobody asks for who only looks at what TCP carries. */
    public void keepViews(boolean kept) {
        views = kept;
    }

    /** Takes in the next segment of a connection, or an ICMP error about it. */
    public void take(Segment segment, Connection connection) {
        if (segment.icmpError() >= 0 && segment.pathMtu() >= 0) {
            PathMtu.take(segment, connection);
            connection.sender(segment.fromA()).takeTooBig(segment.pathMtu());
        } else if (segment.icmpError() >= 0) {
            connection.terminating().icmpError(segment.icmpError(), segment.frame());
        } else {
            takeSegment(segment, connection);
        }
    }

    private void takeSegment(Segment segment, Connection connection) {
        EndpointState from = connection.sender(segment.fromA());
        EndpointState to = connection.peer(from);
        boolean repeats = follow(segment, connection, from, to);
        if (views) {
            connection.zeek().take(segment, repeats);
            wiresharkFlags = wireshark.flag(segment, connection.wireshark());
        }
    }

    /** What happened: everything but the views of other programs. Returns whether all of its payload was seen before. */
    private boolean follow(Segment segment, Connection connection, EndpointState from, EndpointState to) {
        IdleGaps.take(segment, connection);
        if (verdicts.isCopy(segment, from, to, connection.handshakeNanos())) {
            return segment.payload() > 0;
        }
        SetupEvents.take(segment, connection, from, to);
        if (Acceptability.isStray(segment, from, to, connection.state().isEnd())) {
            verdicts.passOver();
            from.countApart();
            return false;
        }
        from.count(segment.flags(), segment.payload());
        if (segment.has(TcpFlags.SYN)) {
            ConnectionLifecycle.learnRoles(segment, connection, from);
        }
        HandshakeTimes.take(segment, connection, from);
        boolean repeats = ConnectionMetrics.take(segment, connection, from, to);
        boolean completesHandshake = HandshakeTimes.complete(segment, connection, from, to);
        Verdict verdict = verdicts.judge(segment, from, to, connection.handshakeNanos());
        long open = segment.has(TcpFlags.RST) ? ConnectionLifecycle.open(to, from) : 0;
        if (segment.has(TcpFlags.ACK)) {
            Acknowledgments.take(segment, from, to);
        }
        EndpointAnomalies.take(segment, verdict, from);
        TransferTimes.take(segment, from, to, verdict);
        gatherEvidence(segment, connection, from, to, verdict);
        if (!segment.has(TcpFlags.RST) && !to.isEmpty()) {
            Acknowledgments.takeSignOfLife(to, from);
        }
        ConnectionLifecycle.advance(segment, connection, from, to, completesHandshake, open);
        ConnectionLifecycle.reopen(segment, connection);
        from.keepWindowField(segment.window());
        return repeats;
    }

    /** What findings need to know beyond the state of the two endpoints. */
    private static void gatherEvidence(Segment segment, Connection connection, EndpointState from, EndpointState to,
            Verdict verdict) {
        PathTtls.take(segment, connection, from);
        if (verdict.isRetransmission()) {
            SetupEvents.takeRetransmission(segment, connection, from, to);
            IdleGaps.takeRetransmission(connection, from);
        }
        Probes.take(segment, connection, from, verdict);
        LargeSegments.take(segment, connection, from, to, verdict);
        boolean ends = segment.has(TcpFlags.FIN | TcpFlags.RST);
        if (ends && from == connection.server()) {
            SlowAnswers.takeEnd(connection);
        }
        boolean isNewData = verdict == Verdict.NEW && segment.payload() > 0;
        if (ends || isNewData) {
            ConnectionLifecycle.takeCrossing(segment, connection, from, to, isNewData);
        }
        if (connection.termination().resetBy() != null && !segment.has(TcpFlags.RST) && verdict != Verdict.DUPLICATE) {
            connection.terminating().afterReset(segment, from, verdict == Verdict.NEW, connection.handshakeNanos());
        }
    }

    /** The verdict on the last segment. */
    public Verdict verdict() {
        return verdicts.verdict();
    }

    /** What that verdict rests on. */
    public Verdict.Evidence evidence() {
        return verdicts.evidence();
    }

    /** Wireshark's flags of the last segment, a set as in {@link io.wirecause.tcp.wireshark.WiresharkFlag#in}. */
    public int wiresharkFlags() {
        return wiresharkFlags;
    }
}
