package io.wirecause.tcp;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.CancellableList;
import io.wirecause.report.Plural;
import io.wirecause.report.Coverage;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionWorkers;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.tcp.findings.TcpFindingCode;
import io.wirecause.tcp.findings.TcpFindings;
import io.wirecause.tcp.report.RetransmissionSummary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What every TCP tool rests on: the connections of a capture that the caller's filter lets through.
 *
 * @param connections those that the filter lets through, in the order of their first segments; to walk them asks the
 *                    call's watch
 * @param segments    TCP segments in the capture, whatever the filter
 * @param coverage    what was read, with the notes that follow from the filter and the limits
 * @param findings    what is wrong with them and with the capture, worst first
 */
record ConnectionAnalysis(CancellableList<Connection> connections, long segments, Coverage coverage, List<Finding> findings) {

    /**
     * Reads the capture once.
     *
     * @throws Problem where the call's watch stops the work, or the file changed meanwhile
     */
    static ConnectionAnalysis read(ToolContext call, TcpFilter filter) throws UserFacingException {
        Limits limits = call.limits();
        try (TcpAnalyzer tracker = TcpAnalyzer.shared(limits.maxConnections(), limits.threads(), ConnectionWorkers.LONG_CAPTURE)) {
            return read(call, filter, tracker);
        }
    }

    /**
     * The same, on one thread.
     *
     * @param listener told of every segment, whatever the filter: who the server is may be known only later
     * @throws Problem where the call's watch stops the work, or the file changed meanwhile
     */
    static ConnectionAnalysis read(ToolContext call, TcpFilter filter, SegmentListener listener) throws UserFacingException {
        try (TcpAnalyzer tracker = new TcpAnalyzer(call.limits().maxConnections(), listener)) {
            return read(call, filter, tracker);
        }
    }

    private static ConnectionAnalysis read(ToolContext call, TcpFilter filter, TcpAnalyzer tracker) throws UserFacingException {
        Pass.Reading reading = Pass.read(call, List.of(tracker));
        tracker.finish();
        List<String> notes = new ArrayList<>();
        CancellableList<Connection> chosen = new CancellableList<>(filter.apply(tracker.connections(), notes), call,
                reading.coverage().packetsRead());
        notes.addAll(notes(tracker, call.limits()));
        return new ConnectionAnalysis(chosen, tracker.segments(), reading.coverage().withNotes(notes),
                TcpFindings.of(chosen, CaptureFindings.of(reading)));
    }

    /** What the limits left out. */
    static List<String> notes(TcpAnalyzer tracker, Limits limits) {
        return tracker.untracked() == 0 ? List.of() : List.of(
                Plural.of(tracker.untracked(), "segment") + Plural.with(tracker.untracked(), " belongs", " belong")
                + " to connections beyond the limit of " + limits.maxConnections() + ": counted only.");
    }

    /** What was asked, as answers repeat it. */
    static Map<String, Object> asked(String serverIp, Integer serverPort) {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("server_ip", serverIp);
        filter.put("server_port", serverPort);
        return filter;
    }

    /** The findings in one sentence each. */
    List<String> issues() {
        return findings.stream().map(Finding::title).toList();
    }

    /** The codes that {@link #findings} can hold. */
    static List<FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(List.of(TcpFindingCode.values()));
        for (CaptureFindingCode code : CaptureFindingCode.values()) {
            if (codes.stream().noneMatch(c -> c.code().equals(code.code()))) {
                codes.add(code);
            }
        }
        return codes;
    }

    /** The short name of a connection in lists. */
    static String name(Connection connection) {
        return connection.name();
    }

    /** A share to six digits; 0 of nothing. */
    static double rate(long part, long whole) {
        return RetransmissionSummary.rate(part, whole);
    }
}
