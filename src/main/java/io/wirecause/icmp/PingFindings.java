package io.wirecause.icmp;

import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the echo messages of a capture show: loss, tunnels, sweeps. */
final class PingFindings {
    private static final Set<Integer> ECHO_TYPES = Set.of(8, 128);
    private static final Comparator<EchoSession> WORST_FIRST = Comparator.comparingDouble(EchoSession::lossPercent)
            .thenComparingLong(s -> s.lost()).reversed();
    private static final Comparator<EchoSession> MOST_CARRIED_FIRST = Comparator.comparingLong(
            (EchoSession s) -> s.tunnelEvidence().bytesOut() + s.tunnelEvidence().bytesBack()).reversed();

    private final IcmpAnalyzer all;
    private final List<SweepDetector.Sweep> sweeps;
    private final List<Finding> findings;

    PingFindings(IcmpAnalyzer all, List<SweepDetector.Sweep> sweeps, List<Finding> findings) {
        this.all = all;
        this.sweeps = sweeps;
        this.findings = findings;
    }

    /** Echo requests that got no answer at all, where neither a traceroute nor a sweep sent them. */
    void lost() {
        Set<String> sweepers = sweeps.stream().map(s -> s.source.toString()).collect(Collectors.toSet());
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> s.lost() > 0 && !s.multicast() && !s.isTraceroute()
                && ECHO_TYPES.contains(s.requestType()) && !sweepers.contains(s.source().address())).sorted(WORST_FIRST).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession worst = hit.get(0);
        boolean silent = worst.answered() == 0 && worst.failed() == 0;
        boolean oneSided = hit.stream().noneMatch(all.echo::isReached);
        boolean much = worst.lossPercent() >= IcmpThresholds.LOSS_PERCENT;
        boolean sure = worst.lost() >= IcmpThresholds.LOST_REQUESTS && !mayBeBroadcast(worst);
        Severity severity = silent && sure && !oneSided ? Severity.ERROR : much ? Severity.WARNING : Severity.NOTE;
        String detail = FirstFew.of(hit, s -> String.format(Locale.ROOT, "%s to %s: %d of %d lost (%.1f %%), at most %d in a row",
                s.source().address(), s.destination().address(), s.lost(), s.judged(), s.lossPercent(), s.longestOutage()));
        String oneWay = "; no packet to the senders was captured, so the capture may show one direction only";
        findings.add(Finding.of(IcmpFindingCode.PING_LOSS, severity, oneSided ? Confidence.MEDIUM : Confidence.HIGH)
                .title(lossTitle(hit))
                .detail(oneSided ? detail + oneWay : detail)
                .subjects(hit.stream().map(s -> Subject.host(s.destination().address().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(EchoSession::lostFrames)))
                .displayFilter(lossFilter(hit))
                .hint(silent ? "Check that the host is up, the path in both directions, and filters that drop ICMP."
                        : "Find out where on the path packets get lost, and whether the losses are periodic.")
                .limits("Replies that bypass the capture point are not seen; hosts may rate-limit ICMP.")
                .build());
    }

    /** Whether the address is that of all hosts in most networks, which few of them answer. */
    private static boolean mayBeBroadcast(EchoSession session) {
        return session.destination().version() == 4 && (session.destination().lo() & 0xff) == 0xff;
    }

    /** The echoes of the one pair, or all of the versions concerned. */
    private static String lossFilter(List<EchoSession> hit) {
        String host = hit.size() > 1 ? null : hit.get(0).destination().address();
        return hit.stream().map(s -> s.destination().version()).distinct().sorted().map(version -> version == 6
                ? "icmpv6.type in {128, 129}" + (host == null ? "" : " && ipv6.addr == " + host)
                : "icmp.type in {8, 0}" + (host == null ? "" : " && ip.addr == " + host)).collect(Collectors.joining(" || "));
    }

    private static String lossTitle(List<EchoSession> hit) {
        EchoSession worst = hit.get(0);
        long lost = hit.stream().mapToLong(s -> s.lost()).sum();
        long requests = hit.stream().mapToLong(EchoSession::judged).sum();
        return hit.size() > 1 ? lost + " of " + requests + " echo requests of " + hit.size() + " pings got no answer"
                : worst.source().address() + " got no answer from " + worst.destination().address() + " to " + lost + " of "
                + requests
                        + " echo requests";
    }

    /** Echo messages that carry what no ping sends. */
    void tunnels() {
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> !s.tunnelEvidence().reasons().isEmpty())
                .sorted(MOST_CARRIED_FIRST)
                .toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession worst = hit.get(0);
        String detail = FirstFew.of(hit, s -> s.source().address() + " and " + s.destination().address() + ": "
                + String.join(", ", s.tunnelEvidence().reasons()) + "; " + s.tunnelEvidence().bytesOut()
                + " bytes sent, " + s.tunnelEvidence().bytesBack() + " returned");
        boolean sure = hit.stream().anyMatch(s -> s.tunnelEvidence().isSure());
        String filter = worst.destination().version() == 6 ? "icmpv6.echo.identifier == " : "icmp.ident == ";
        findings.add(Finding.of(IcmpFindingCode.ICMP_TUNNEL_SUSPECTED, Severity.WARNING,
                        sure ? Confidence.HIGH : Confidence.MEDIUM)
                .title("Echo messages between " + worst.source().address() + " and "
                        + worst.destination().address() + " carry data that no ping sends")
                .detail(detail)
                .subjects(hit.stream().flatMap(s -> Stream.of(Subject.host(s.source().address().toString()),
                        Subject.host(s.destination().address().toString()))))
                .frames(worst.tunnelEvidence().frames())
                .displayFilter(filter + worst.identifier())
                .hint("Inspect the data and find the programs on both hosts.")
                .limits("Measurement tools may put their own data into echo messages.")
                .build());
    }

    /** Hosts that look for others that are alive. */
    void sweeps() {
        if (sweeps.isEmpty()) {
            return;
        }
        SweepDetector.Sweep worst = sweeps.get(0);
        String detail = FirstFew.of(sweeps, s -> String.format(Locale.ROOT,
                "%s queried %d addresses from %s to %s with %d requests in %.1f s, %d answered", s.source, s.destinations.size(),
                s.destinations.firstKey(), s.destinations.lastKey(), s.requests, (s.lastTime - s.firstTime) / 1e9, s.answered()));
        String filter = worst.source.version() == 6 ? "icmpv6.type == 128 && ipv6.src == "
                : "icmp.type in {8, 13, 15, 17} && ip.src == ";
        findings.add(Finding.of(IcmpFindingCode.PING_SWEEP, Severity.WARNING, Confidence.MEDIUM)
                .title(worst.source + " sweeps the network: " + worst.destinations.size() + " addresses queried")
                .detail(detail)
                .subjects(sweeps.stream().map(s -> Subject.host(s.source.toString())))
                .frames(worst.frames.frames())
                .displayFilter(filter + worst.source)
                .hint("Find out who runs it and whether it is intended.")
                .limits("Monitoring of many hosts that are down looks the same.")
                .build());
    }
}
