package io.wirecause.icmp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.echo.EchoTracker;
import io.wirecause.icmp.error.ErrorTracker;
import io.wirecause.icmp.error.PathMtuTracker;
import io.wirecause.icmp.error.RedirectTracker;
import io.wirecause.icmp.message.IcmpChecksum;
import io.wirecause.icmp.neighbor.NeighborTracker;
import io.wirecause.icmp.trace.LoopTracker;
import io.wirecause.icmp.trace.Trace;
import io.wirecause.icmp.trace.TraceTracker;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;

/** ICMP and ICMPv6: pings, errors, traceroutes and neighbours, and what is wrong with them. */
public final class IcmpAnalysis implements Analysis {
    private final IcmpAnalyzer analyzer;
    private List<SweepDetector.Sweep> sweeps = List.of();

    /** Every message; none is listed. */
    public IcmpAnalysis(ToolContext context) {
        this(context, IcmpFilter.ALL, new IcmpPacketPage(PageWindow.none(), false));
    }

    /**
     * The messages that match.
     *
     * @param page those of them that are kept to be listed
     */
    IcmpAnalysis(ToolContext context, IcmpFilter filter, IcmpPacketPage page) {
        this.analyzer = new IcmpAnalyzer(filter, page, context.limits().maxConnections());
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(analyzer);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish();
        sweeps = SweepDetector.of(analyzer.echo.sessions());
    }

    @Override
    public List<Finding> findings() {
        return IcmpFindings.of(analyzer, sweeps);
    }

    /** What was seen. */
    IcmpAnalyzer seen() {
        return analyzer;
    }

    /** Hosts that pinged many others. */
    List<SweepDetector.Sweep> sweeps() {
        return sweeps;
    }

    @Override
    public List<String> malformed() {
        return analyzer.malformed.line("ICMP");
    }

    @Override
    public List<String> healthy() {
        List<String> healthy = new ArrayList<>();
        List<EchoSession> pings = analyzer.echo.sessions().stream().filter(session -> !session.isTraceroute()).toList();
        long answered = pings.stream().mapToLong(EchoSession::answered).sum();
        if (answered > 0 && pings.stream().allMatch(session -> session.lost() + session.failed() == 0)) {
            healthy.add(Plural.of(answered, "ping was", "pings were") + " answered, none lost");
        }
        int traces = analyzer.traces.traceroutes().size();
        if (traces > 0 && analyzer.traces.traceroutes().stream().allMatch(Trace::reached)) {
            healthy.add(Plural.of(traces, "traceroute") + " reached the destination");
        }
        return healthy;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.addAll(analyzer.malformed.notes());
        note(notes, analyzer.checksums[IcmpChecksum.Status.BAD.ordinal()],
                "messages have a wrong checksum: damaged on the way, or left to the network card of the host that captured.");
        note(notes, analyzer.loops.beyond(), "looping packets go to destinations beyond the limit of " + LoopTracker.MAX_LOOPS
                + " and are counted only.");
        note(notes, analyzer.echo.beyond(), "queries belong to sessions beyond the limit of " + EchoTracker.MAX_SESSIONS
                + " and are counted only.");
        note(notes, analyzer.errors.beyond(), "errors belong to kinds beyond the limit of " + ErrorTracker.MAX_GROUPS
                + " and are counted only.");
        note(notes, analyzer.sources.beyond() + analyzer.destinations.beyond() + analyzer.unreachable.beyond(),
                "messages have addresses beyond the limit on distinct addresses.");
        note(notes, analyzer.pathMtu.beyond(), "messages on path MTU are about paths beyond the limit of "
                + PathMtuTracker.MAX_PATHS + " and are counted only.");
        note(notes, analyzer.redirects.beyond(), "redirects are of kinds beyond the limit of " + RedirectTracker.MAX_REDIRECTS
                + " and are counted only.");
        if (analyzer.neighbors.full()) {
            notes.add("Neighbour discovery: only the first " + NeighborTracker.MAX_ROUTERS + " routers and "
                    + NeighborTracker.MAX_NEIGHBORS + " addresses are followed.");
        }
        if (analyzer.traces.full()) {
            notes.add("Only the first " + TraceTracker.MAX_TRACES
                    + " pairs of hosts with low TTLs are looked at for traceroutes.");
        }
        return notes;
    }

    private static void note(List<String> notes, long count, String text) {
        if (count > 0) {
            notes.add(count + " " + text);
        }
    }
}
