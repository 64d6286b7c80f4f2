package io.wirecause.icmp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.collect.TypeCounts;
import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.error.ErrorGroup;
import io.wirecause.icmp.error.PathMtuTracker;
import io.wirecause.icmp.error.RedirectTracker;
import io.wirecause.icmp.message.IcmpChecksum;
import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.icmp.neighbor.Neighbor;
import io.wirecause.icmp.neighbor.NeighborTracker;
import io.wirecause.icmp.trace.Trace;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Presents {@code analyze_icmp_packets}: the worst first, lists short unless more is asked for. */
final class IcmpReport implements Presentation {
    /** Rows of each list in a default answer. */
    private static final int ROWS = 4;
    /** The same where findings take much of the room. */
    private static final int ROWS_CROWDED = 2;
    /** Findings that leave room for the longer lists. */
    private static final int FEW_FINDINGS = 4;
    /** Addresses in each list of statistics. */
    private static final int ADDRESSES = 5;
    private static final int TYPES = 16;
    /** Routers of a default answer, whose advertisements are long. */
    private static final int ROUTERS = 2;
    /** Characters for the hops of all traceroutes of a default answer together. */
    private static final int HOPS_TEXT = 2_400;
    private static final int HOPS_TEXT_CROWDED = 1_000;
    /** Characters of a hop beside its addresses and extensions. */
    private static final int HOP_TEXT = 120;
    private static final int TYPE_VALUES = 256;

    private final IcmpArguments arguments;
    private final IcmpPacketPage page;
    private final IcmpAnalysis analysis;
    private final IcmpAnalyzer all;
    private int rows;
    private int hopsText;

    IcmpReport(IcmpArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        boolean asked = arguments.detailed() || arguments.icmpType() != null;
        this.page = new IcmpPacketPage(PageWindow.messages(arguments.page(), asked), arguments.detailed());
        this.analysis = new IcmpAnalysis(context, IcmpFilter.of(arguments.address(), arguments.icmpType()), page);
        this.all = analysis.seen();
        this.rows = arguments.detailed() ? Math.max(ROWS, arguments.page().items()) : ROWS;
        this.hopsText = arguments.detailed() ? Integer.MAX_VALUE : HOPS_TEXT;
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        boolean whole = arguments.detailed() || arguments.page().exceedsDefault();
        return whole ? 0 : Math.max(0, page.records().size() - 1);
    }

    @Override
    public String absent() {
        return all.found() == 0 && analysis.findings().isEmpty() ? "ICMP" : null;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        // Decided with the first version; the shorter ones keep it.
        if (shorter == 0 && !arguments.detailed()
                && analysis.findings().size() + CaptureFindings.of(reading).size() > FEW_FINDINGS) {
            rows = ROWS_CROWDED;
            hopsText = HOPS_TEXT_CROWDED;
        }
        List<EchoSession> worst = all.echo.sessions().stream().sorted(Comparator.comparingInt(IcmpReport::badness)
                .thenComparingDouble(EchoSession::lossPercent).thenComparingLong(s -> s.requests() + s.replies()).reversed()
                .thenComparingLong(s -> s.firstFrame())).limit(rows).toList();
        List<Trace> traces = all.traces.traceroutes();
        List<IcmpPacketRecord> packets = page.records();
        int listed = packets.size() - shorter;
        return new Body(new IcmpTotals(all.found(), all.analyzed()), new IcmpAnswer(statistics(worst, traces.size()),
                worst.stream().map(IcmpAnswer.Ping::of).toList(), errors(), traceroutes(traces), pathMtu(), redirects(),
                analysis.sweeps().stream().limit(rows).map(IcmpAnswer.Sweep::of).toList(), neighbors(),
                packets.subList(0, listed)), page.page(listed));
    }

    private static int badness(EchoSession session) {
        return session.lost() + session.failed() == 0 || session.isTraceroute() ? 0 : 1;
    }

    private IcmpStatistics statistics(List<EchoSession> worst, int traces) {
        Map<String, IcmpStatistics.EchoCounts> pairs = new LinkedHashMap<>();
        for (EchoSession s : worst) {
            pairs.put(s.source().address() + " > " + s.destination().address() + " #" + s.identifier(),
                    new IcmpStatistics.EchoCounts(s.requests(), s.replies()));
        }
        long[] sums = all.checksums;
        return new IcmpStatistics(typeCounts(), all.sources.distinct(), all.destinations.distinct(), all.sources.top(ADDRESSES),
                all.destinations.top(ADDRESSES), all.echo.sessions().size(), pairs, all.unreachable.distinct(),
                all.unreachable.top(ADDRESSES), echo(), new IcmpStatistics.Checksums(sums[IcmpChecksum.Status.GOOD.ordinal()],
                        sums[IcmpChecksum.Status.BAD.ordinal()], sums[IcmpChecksum.Status.CUT.ordinal()],
                        sums[IcmpChecksum.Status.FRAGMENT.ordinal()], List.copyOf(all.badChecksumFrames)),
                all.malformed.summary(), all.errors.groups().size(), traces, all.pathMtu.paths().size(),
                all.redirects.redirects().size());
    }

    private Map<String, Long> typeCounts() {
        Map<String, Long> named = new TreeMap<>();
        IntStream.range(0, all.typeCounts.length).filter(i -> all.typeCounts[i] > 0).forEach(i -> named.put(
                (i >= TYPE_VALUES ? "ICMPv6 " : "") + IcmpNames.type(i >= TYPE_VALUES, i % TYPE_VALUES), all.typeCounts[i]));
        return TypeCounts.commonest(named, TYPES);
    }

    private IcmpStatistics.EchoTotals echo() {
        long[] sums = new long[7];
        for (EchoSession s : all.echo.sessions()) {
            long[] each = {s.requests(), s.answered(), s.lost(), s.failed(), s.pending(), s.duplicates(), s.unmatched()};
            for (int i = 0; i < sums.length; i++) {
                sums[i] += each[i];
            }
        }
        return new IcmpStatistics.EchoTotals(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6],
                all.echo.rtts().summary());
    }

    private List<IcmpAnswer.ErrorRecord> errors() {
        return all.errors.groups().stream().sorted(Comparator.comparingLong(ErrorGroup::unprovoked).reversed()
                .thenComparingLong(g -> g.firstFrame())).limit(rows).map(IcmpAnswer.ErrorRecord::of).toList();
    }

    private List<IcmpAnswer.Traceroute> traceroutes(List<Trace> traces) {
        List<IcmpAnswer.Traceroute> records = new ArrayList<>();
        int room = hopsText;
        for (Trace trace : traces.subList(0, Math.min(rows, traces.size()))) {
            List<IcmpAnswer.Hop> hops = hops(trace);
            List<IcmpAnswer.Hop> shown = new ArrayList<>();
            for (IcmpAnswer.Hop hop : hops) {
                room -= HOP_TEXT + String.valueOf(hop.routers()).length() + String.valueOf(hop.extensions()).length();
                if (room < 0) {
                    break;
                }
                shown.add(hop);
            }
            records.add(new IcmpAnswer.Traceroute(trace.source().toString(), trace.destination().toString(),
                    IcmpNames.ipProtocol(trace.protocol()), trace.reached(), hops.size(), shown, trace.basis(),
                    trace.firstFrame(), trace.lastFrame()));
        }
        return records;
    }

    /** Up to the destination: probes that would reach beyond are answered by it too. */
    private static List<IcmpAnswer.Hop> hops(Trace trace) {
        List<IcmpAnswer.Hop> hops = new ArrayList<>();
        for (Map.Entry<Integer, Trace.Hop> entry : trace.hops().entrySet()) {
            hops.add(IcmpAnswer.Hop.of(entry.getKey(), entry.getValue()));
            if (entry.getValue().routers().contains(trace.destination())) {
                break;
            }
        }
        return hops;
    }

    private List<IcmpAnswer.PathMtuRecord> pathMtu() {
        return all.pathMtu.paths().stream().sorted(PathMtuTracker.WORST_FIRST).limit(rows).map(IcmpAnswer.PathMtuRecord::of)
                .toList();
    }

    private List<IcmpAnswer.RedirectRecord> redirects() {
        return all.redirects.redirects().stream().sorted(Comparator.comparingLong(
                (Map.Entry<RedirectTracker.Redirect, RedirectTracker.Count> e) -> e.getValue().messages()).reversed()).limit(rows)
                .map(e -> IcmpAnswer.RedirectRecord.of(e.getKey(), e.getValue())).toList();
    }

    private IcmpAnswer.NeighborDiscovery neighbors() {
        NeighborTracker n = all.neighbors;
        if (n.routerSolicitations() + n.routerAdvertisements() + n.neighborSolicitations() + n.neighborAdvertisements() == 0) {
            return null;
        }
        int routers = arguments.detailed() ? rows : Math.min(rows - 1, ROUTERS);
        List<Neighbor> silent = n.silent();
        return new IcmpAnswer.NeighborDiscovery(n.routerSolicitations(), n.routerAdvertisements(), n.neighborSolicitations(),
                n.neighborAdvertisements(), n.routers().size(),
                n.routers().stream().limit(routers).map(IcmpAnswer.RouterRecord::of).toList(),
                n.duplicates().stream().limit(rows).map(d -> IcmpAnswer.Claim.of(d, d.duplicateFrames())).toList(),
                n.moved().stream().limit(rows).map(m -> IcmpAnswer.Claim.of(m, m.claimFrames())).toList(),
                silent.size(), silent.stream().limit(rows).map(s -> s.address().toString()).toList());
    }
}
