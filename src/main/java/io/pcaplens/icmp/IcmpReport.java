package io.pcaplens.icmp;

import io.pcaplens.analysis.CaptureFindings;
import io.pcaplens.analysis.Pass;
import io.pcaplens.report.Coverage;
import io.pcaplens.report.Finding;
import io.pcaplens.report.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** Makes the answer out of what the trackers know: the worst first, lists short unless more is asked for. */
final class IcmpReport {
    /** Rows of each list in a default answer. */
    private static final int ROWS = 3;
    /** Addresses in each list of statistics. */
    private static final int ADDRESSES = 6;
    private static final int TYPES = 16;
    /** Routers of a default answer, whose advertisements are long. */
    private static final int ROUTERS = 2;
    /** Characters for the hops of all traceroutes of a default answer together. */
    private static final int HOPS_TEXT = 2_300;
    /** Characters of a hop beside its addresses and extensions. */
    private static final int HOP_TEXT = 120;
    private static final int TYPE_VALUES = 256;

    private final IcmpArguments arguments;
    private final IcmpAnalyzer all;
    private final int rows;

    IcmpReport(IcmpArguments arguments, IcmpAnalyzer all) {
        this.arguments = arguments;
        this.all = all;
        this.rows = arguments.detailed() ? Math.max(ROWS, arguments.limit()) : ROWS;
    }

    IcmpAnswer answer(String file, Pass.Reading reading, MessagePage page) throws Problem {
        Coverage coverage = reading.coverage();
        List<SweepDetector.Sweep> sweeps = SweepDetector.of(all.echo.sessions());
        List<Finding> findings = new ArrayList<>(IcmpFindings.of(all, sweeps));
        findings.addAll(CaptureFindings.of(reading));
        findings.sort(Comparator.comparing(Finding::severity));
        List<EchoSession> worst = all.echo.sessions().stream().sorted(Comparator.comparingInt(IcmpReport::badness)
                .thenComparingDouble(EchoSession::lossPercent).thenComparingLong(s -> s.requests + s.replies).reversed()
                .thenComparingLong(s -> s.firstFrame)).limit(rows).toList();
        List<Trace> traces = all.traces.traceroutes();
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("address", arguments.address());
        filter.put("icmp_type", arguments.icmpType());
        return new IcmpAnswer(file, Instant.now().truncatedTo(ChronoUnit.SECONDS), coverage.packetsRead(), all.found(), all.analyzed(),
                filter, statistics(worst, traces.size()), worst.stream().map(IcmpReport::ping).toList(), errors(), traceroutes(traces),
                pathMtu(), redirects(), sweeps.stream().limit(rows).map(IcmpReport::sweep).toList(), neighbors(), page.records(),
                page.page(), findings.stream().map(Finding::title).toList(), findings, coverage.withNotes(notes()));
    }

    private static int badness(EchoSession session) {
        return session.lost + session.failed == 0 || session.isTraceroute() ? 0 : 1;
    }

    private IcmpStatistics statistics(List<EchoSession> worst, int traces) {
        Map<String, IcmpStatistics.EchoCounts> pairs = new LinkedHashMap<>();
        for (EchoSession s : worst) {
            pairs.put(s.source.address() + " > " + s.destination.address() + " #" + s.identifier,
                    new IcmpStatistics.EchoCounts(s.requests, s.replies));
        }
        long[] sums = all.checksums;
        return new IcmpStatistics(typeCounts(), all.sources.distinct(), all.destinations.distinct(), all.sources.top(ADDRESSES),
                all.destinations.top(ADDRESSES), all.echo.sessions().size(), pairs, all.unreachable.distinct(),
                all.unreachable.top(ADDRESSES), echo(), new IcmpStatistics.Checksums(sums[IcmpChecksum.Status.GOOD.ordinal()],
                        sums[IcmpChecksum.Status.BAD.ordinal()], sums[IcmpChecksum.Status.CUT.ordinal()],
                        sums[IcmpChecksum.Status.FRAGMENT.ordinal()], List.copyOf(all.badChecksumFrames)),
                all.errors.groups().size(), traces, all.pathMtu.paths().size(), all.redirects.redirects().size());
    }

    private Map<String, Long> typeCounts() {
        Map<String, Long> named = new TreeMap<>();
        IntStream.range(0, all.typeCounts.length).filter(i -> all.typeCounts[i] > 0).forEach(i -> named.put(
                (i >= TYPE_VALUES ? "ICMPv6 " : "") + IcmpNames.type(i >= TYPE_VALUES, i % TYPE_VALUES), all.typeCounts[i]));
        Map<String, Long> most = new LinkedHashMap<>();
        named.entrySet().stream().sorted(Map.Entry.comparingByValue(Comparator.reverseOrder())).limit(TYPES)
                .forEach(e -> most.put(e.getKey(), e.getValue()));
        if (named.size() > TYPES) {
            long rest = named.values().stream().mapToLong(n -> n).sum() - most.values().stream().mapToLong(n -> n).sum();
            most.put(named.size() - TYPES + " more types", rest);
        }
        return Collections.unmodifiableMap(most);
    }

    private IcmpStatistics.EchoTotals echo() {
        long[] sums = new long[7];
        for (EchoSession s : all.echo.sessions()) {
            long[] each = {s.requests, s.answered, s.lost, s.failed, s.pending, s.duplicates, s.unmatched};
            for (int i = 0; i < sums.length; i++) {
                sums[i] += each[i];
            }
        }
        return new IcmpStatistics.EchoTotals(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], sums[6],
                all.echo.rtts().summary());
    }

    private static IcmpAnswer.Ping ping(EchoSession s) {
        IcmpAnswer.RoundTrip rtt = s.answered == 0 ? null : new IcmpAnswer.RoundTrip(Millis.of(s.rttLeast), Millis.of(s.rttMean()),
                Millis.of(s.rttGreatest), Millis.of(s.rttDeviation()));
        boolean v6 = s.source.version() == 6;
        String data = s.requests == 0 ? "" : s.leastData == s.mostData ? String.valueOf(s.mostData) : s.leastData + "-" + s.mostData;
        return new IcmpAnswer.Ping(s.source.address(), s.destination.address(), s.identifier,
                IcmpNames.type(v6, s.requestType).toLowerCase(Locale.ROOT).replace(" request", ""), s.requests, s.replies, s.lost, s.failed,
                s.lossPercent(), s.longestOutage, s.duplicates, rtt, data, s.replyTtl < 0 ? null : s.replyTtl,
                s.isTraceroute() ? true : null, s.firstFrame, s.lastFrame);
    }

    private List<IcmpAnswer.ErrorRecord> errors() {
        return all.errors.groups().stream().sorted(Comparator.comparingLong(ErrorGroup::unprovoked).reversed()
                .thenComparingLong(g -> g.firstFrame)).limit(rows).map(IcmpReport::error).toList();
    }

    private static IcmpAnswer.ErrorRecord error(ErrorGroup g) {
        ErrorGroup.Key k = g.key;
        String name = IcmpNames.type(k.v6(), k.type()) + ": " + IcmpNames.code(k.v6(), k.type(), k.code());
        boolean probes = g.trace != null && g.trace.isTraceroute();
        return new IcmpAnswer.ErrorRecord(k.v6() ? "ICMPv6 " + name : name, k.type(), k.code(), k.reporter().toString(), g.count,
                k.protocol() < 0 ? null : Protocols.name(k.protocol()),
                k.target() == null ? null : ErrorTracker.endpoint(k.target(), k.port()), List.copyOf(g.sources), List.copyOf(g.streams),
                probes ? g.probes : 0, g.firstFrame, g.lastFrame);
    }

    private List<IcmpAnswer.Traceroute> traceroutes(List<Trace> traces) {
        List<IcmpAnswer.Traceroute> records = new ArrayList<>();
        int room = arguments.detailed() ? Integer.MAX_VALUE : HOPS_TEXT;
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
            records.add(new IcmpAnswer.Traceroute(trace.source.toString(), trace.destination.toString(), Protocols.name(trace.protocol),
                    trace.reached, hops.size(), shown, trace.basis().name().toLowerCase(Locale.ROOT), trace.firstFrame,
                    trace.lastFrame));
        }
        return records;
    }

    /** Up to the destination: probes that would reach beyond are answered by it too. */
    private static List<IcmpAnswer.Hop> hops(Trace trace) {
        List<IcmpAnswer.Hop> hops = new ArrayList<>();
        for (Map.Entry<Integer, Trace.Hop> entry : trace.hops.entrySet()) {
            Trace.Hop hop = entry.getValue();
            boolean timed = hop.timed > 0;
            hops.add(new IcmpAnswer.Hop(entry.getKey(), hop.routers.stream().map(Address::toString).toList(), hop.probes, hop.answers,
                    timed ? Millis.of(hop.rttLeast) : null, timed ? Millis.of(hop.rttMean()) : null,
                    timed ? Millis.of(hop.rttGreatest) : null, hop.outcome, hop.extensions.isEmpty() ? null : hop.extensions));
            if (hop.routers.contains(trace.destination)) {
                break;
            }
        }
        return hops;
    }

    private List<IcmpAnswer.PathMtuRecord> pathMtu() {
        return all.pathMtu.paths().stream().sorted(Comparator.comparingLong((PathMtuTracker.PathMtu p) -> p.stillTooLong)
                .thenComparingLong(p -> p.messages).reversed()).limit(rows).map(p -> new IcmpAnswer.PathMtuRecord(p.source.toString(),
                        p.destination.toString(), p.router.toString(), p.leastMtu, p.greatestRejected, p.messages, p.stillTooLong,
                        List.copyOf(p.frames))).toList();
    }

    private List<IcmpAnswer.RedirectRecord> redirects() {
        return all.redirects.redirects().stream().sorted(Comparator.comparingLong(
                (Map.Entry<RedirectTracker.Redirect, RedirectTracker.Count> e) -> e.getValue().messages).reversed()).limit(rows)
                .map(e -> new IcmpAnswer.RedirectRecord(e.getKey().router().toString(), e.getKey().host().toString(),
                        e.getKey().destination().toString(), e.getKey().gateway().toString(), e.getValue().messages,
                        List.copyOf(e.getValue().frames))).toList();
    }

    private static IcmpAnswer.Sweep sweep(SweepDetector.Sweep s) {
        return new IcmpAnswer.Sweep(s.source.toString(), s.destinations.size(), s.answered(), s.requests,
                s.destinations.firstKey().toString(), s.destinations.lastKey().toString(),
                (s.lastTime - s.firstTime) / 1000 / 1e6, s.firstFrame);
    }

    private IcmpAnswer.NeighborDiscovery neighbors() {
        NeighborTracker n = all.neighbors;
        if (n.routerSolicitations() + n.routerAdvertisements() + n.neighborSolicitations() + n.neighborAdvertisements() == 0) {
            return null;
        }
        List<NeighborTracker.Neighbor> silent = n.silent();
        return new IcmpAnswer.NeighborDiscovery(n.routerSolicitations(), n.routerAdvertisements(), n.neighborSolicitations(),
                n.neighborAdvertisements(), n.routers().size(), n.routers().stream().limit(arguments.detailed() ? rows : ROUTERS).map(r -> new IcmpAnswer.RouterRecord(
                        r.address.toString(), r.advertisements, r.changes, r.firstFrame, r.lastFrame, r.latest)).toList(),
                n.duplicates().stream().limit(rows).map(d -> new IcmpAnswer.Claim(d.address.toString(), List.copyOf(d.claims),
                        List.copyOf(d.duplicateFrames))).toList(),
                n.moved().stream().limit(rows).map(m -> new IcmpAnswer.Claim(m.address.toString(), List.copyOf(m.claims),
                        List.copyOf(m.claimFrames))).toList(),
                silent.size(), silent.stream().limit(rows).map(s -> s.address.toString()).toList());
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        note(notes, all.tooShort(), "ICMP messages were cut before the end of type, code and checksum and are counted only.");
        note(notes, all.checksums[IcmpChecksum.Status.BAD.ordinal()],
                "messages have a wrong checksum: damaged on the way, or left to the network card of the host that captured.");
        note(notes, all.withoutQuote(), "errors quote no packet that could be read.");
        note(notes, all.echo.beyond(), "queries belong to sessions beyond the limit of " + EchoTracker.MAX_SESSIONS
                + " and are counted only.");
        note(notes, all.errors.beyond(), "errors belong to kinds beyond the limit of " + ErrorTracker.MAX_GROUPS
                + " and are counted only.");
        note(notes, all.sources.beyond() + all.destinations.beyond() + all.unreachable.beyond(),
                "messages have addresses beyond the limit on distinct addresses.");
        if (all.neighbors.full()) {
            notes.add("Neighbour discovery: only the first " + NeighborTracker.MAX_ROUTERS + " routers and "
                    + NeighborTracker.MAX_NEIGHBORS + " addresses are followed.");
        }
        if (all.traces.full()) {
            notes.add("Only the first " + TraceTracker.MAX_TRACES + " pairs of hosts with low TTLs are looked at for traceroutes.");
        }
        return notes;
    }

    private static void note(List<String> notes, long count, String text) {
        if (count > 0) {
            notes.add(count + " " + text);
        }
    }
}
