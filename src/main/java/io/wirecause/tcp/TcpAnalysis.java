package io.wirecause.tcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionWorkers;
import io.wirecause.tcp.connection.SegmentListener;
import io.wirecause.tcp.findings.TcpFindings;
import java.util.ArrayList;
import java.util.List;

/** TCP: the connections of a capture that a filter matches, and what is wrong with them. All TCP tools rest on it. */
public final class TcpAnalysis implements Analysis {
    private final ToolContext context;
    private final TcpFilter filter;
    private final TcpAnalyzer analyzer;
    /** What takes part in the pass: the analyzer, or what shares it. */
    private final Analyzer inPass;
    private final List<String> notes = new ArrayList<>();
    private CancellableList<Connection> connections;

    /** Every connection, followed together with the protocols over TCP that take part in the same pass. */
    public TcpAnalysis(ToolContext context) {
        this(context, TcpFilter.ALL, TcpCarrier.in(context));
    }

    private TcpAnalysis(ToolContext context, TcpFilter filter, TcpCarrier carrier) {
        this.context = context;
        this.filter = filter;
        this.analyzer = carrier.analyzer();
        this.inPass = carrier;
    }

    /** The connections that match, followed on several threads where that pays. */
    TcpAnalysis(ToolContext context, TcpFilter filter) {
        this(context, filter, TcpAnalyzer.shared(context.limits().maxConnections(), context.limits().threads(),
                ConnectionWorkers.LONG_CAPTURE));
    }

    /**
     * The connections that match, followed on one thread.
     *
     * @param listener receives every segment, whether its connection matches or not: who the server is may be known only later
     */
    TcpAnalysis(ToolContext context, TcpFilter filter, SegmentListener listener) {
        this(context, filter, new TcpAnalyzer(context.limits().maxConnections(), listener));
    }

    private TcpAnalysis(ToolContext context, TcpFilter filter, TcpAnalyzer analyzer) {
        this.context = context;
        this.filter = filter;
        this.analyzer = analyzer;
        this.inPass = analyzer;
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(inPass);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish();
        connections = new CancellableList<>(filter.matching(analyzer.connections(), notes), context,
                reading.coverage().packetsRead());
        notes.addAll(untracked(context.limits()));
    }

    @Override
    public List<Finding> findings() {
        return filter.isNarrow()
                ? TcpFindings.ofPart(connections, connections.of(analyzer.connections()), analyzer.lastTime())
                : TcpFindings.of(connections, analyzer.lastTime());
    }

    @Override
    public void describe(ServiceTable services) {
        new TcpServices(connections).describe(services);
    }

    @Override
    public List<String> healthy() {
        return new TcpServices(connections).healthy();
    }

    @Override
    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() {
        analyzer.close();
    }

    /** The connections that match, in the order of their first segments; walking the list can be cancelled. */
    CancellableList<Connection> connections() {
        return connections;
    }

    /** How much of the capture is TCP, whatever the filter. */
    TcpTotals totals() {
        return new TcpTotals(analyzer.segments());
    }

    private List<String> untracked(Limits limits) {
        long segments = analyzer.untracked();
        return segments == 0 ? List.of() : List.of(Plural.of(segments, "segment") + Plural.with(segments, " belongs", " belong")
                + " to connections beyond the limit of " + limits.maxConnections() + ": counted only.");
    }
}
