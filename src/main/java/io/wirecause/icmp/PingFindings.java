package io.wirecause.icmp;

import io.wirecause.icmp.echo.Corruption;
import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.echo.SizeLimit;
import io.wirecause.icmp.echo.Sizes;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
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
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> s.lost() > s.incompleteReplies()
                + s.incompleteRequests() && !s.multicast() && !s.isTraceroute()
                && ECHO_TYPES.contains(s.requestType()) && !sweepers.contains(s.source().address())
                && all.sizeLimits().stream().noneMatch(limit -> limit.explains(s)))
                .sorted(Comparator.comparing(PingFindings::mayBeBroadcast).thenComparing(WORST_FIRST)).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession worst = hit.get(0);
        boolean silent = worst.answered() == 0 && worst.failed() == 0;
        boolean oneSided = hit.stream().noneMatch(all.echo::isReached);
        boolean much = worst.lossPercent() >= IcmpThresholds.LOSS_PERCENT;
        boolean sure = worst.lost() >= IcmpThresholds.LOST_REQUESTS;
        boolean first = hit.size() == 1 && worst.lostOnlyTheFirst();
        Severity severity = first || mayBeBroadcast(worst) ? Severity.NOTE : silent && sure && !oneSided ? Severity.ERROR
                : much ? Severity.WARNING : Severity.NOTE;
        boolean damaged = worst.damagedReplies() > 0;
        String detail = FirstFew.of(hit, s -> String.format(Locale.ROOT, "%s to %s: %d of %d lost (%.1f %%), at most %d in a row",
                s.source().address(), s.destination().address(), s.lost(), s.judged(), s.lossPercent(), s.longestOutage())
                + damage(s));
        String oneWay = "; no packet to the senders was captured, so the capture may show one direction only";
        findings.add(Finding.of(IcmpFindingCode.PING_LOSS, severity, oneSided ? Confidence.MEDIUM : Confidence.HIGH)
                .title(lossTitle(hit))
                .detail(oneSided ? detail + oneWay : detail)
                .subjects(hit.stream().map(s -> Subject.host(s.destination().address().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(EchoSession::lostFrames)))
                .displayFilter(lossFilter(hit))
                .hint(damaged ? "Replies with a wrong checksum are dropped by the host that asked: find the device that "
                        + "damages or rewrites them."
                        : first ? "The first request of a run is often lost while a router resolves the link address of the "
                                + "next hop; the ones after it were answered."
                        : mayBeBroadcast(worst) ? "An address that ends in 255 is that of all hosts in most networks, and hosts "
                                + "do not answer pings to all."
                        : silent ? "Check that the host is up, the path in both directions, and filters that drop ICMP."
                        : "Find out where on the path packets get lost, and whether the losses are periodic.")
                .limits(damaged ? "A network card that computes the checksum makes it look wrong in a capture on the "
                        + "sender itself."
                        : "Replies that bypass the capture point are not seen; hosts may rate-limit ICMP.")
                .build());
    }

    private static String damage(EchoSession session) {
        return (session.damagedReplies() > 0 ? ", " + Plural.of(session.damagedReplies(), "reply", "replies")
                + " came back with a wrong checksum" : "")
                + (session.damagedRequests() > 0 ? ", " + Plural.of(session.damagedRequests(), "request", "requests")
                + " sent with a wrong checksum" : "");
    }

    /** Pings of which only the short ones are answered. */
    void sizes() {
        List<SizeLimit> hit = all.sizeLimits();
        if (hit.isEmpty()) {
            return;
        }
        SizeLimit first = hit.get(0);
        boolean fragments = hit.stream().allMatch(limit -> limit.sizes().isByFragments());
        findings.add(Finding.of(IcmpFindingCode.PING_MTU_BLACK_HOLE, Severity.WARNING,
                        hit.stream().anyMatch(limit -> limit.sizes().isUpAfterwards()) ? Confidence.HIGH : Confidence.MEDIUM)
                .title(hit.size() > 1 ? "Long pings get no answer on " + hit.size() + " paths, short ones do"
                        : "Pings from " + first.source() + " to " + first.destination() + " longer than " + first.passes()
                                + " bytes get no answer, shorter ones do")
                .detail(FirstFew.of(hit, PingFindings::limit))
                .subjects(hit.stream().map(limit -> Subject.host(limit.destination().toString())))
                .frames(IcmpFindings.frames(hit.stream().limit(Finding.EXAMPLES).map(SizeLimit::frames)))
                .displayFilter(hit.stream().limit(Finding.EXAMPLES).map(limit -> limit.source().version() == 6
                        ? "icmpv6.type in {128, 129} && ipv6.addr == " + limit.destination()
                        : "icmp.type in {8, 0} && ip.addr == " + limit.destination()).collect(Collectors.joining(" || ")))
                .hint(fragments ? "Find the filter or device that drops fragments; lower the MTU or MSS meanwhile."
                        : "A link with a smaller MTU drops longer packets without saying so: lower the MTU or MSS, and let its "
                                + "\"fragmentation needed\" or \"packet too big\" through.")
                .limits(hit.stream().anyMatch(limit -> limit.sizes().isUpAfterwards()) ? null
                        : "No short request was sent after the long ones, so the path may also have broken meanwhile.")
                .build());
    }

    /** Pings whose later fragments do not arrive. */
    void fragments() {
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> s.incompleteReplies() + s.incompleteRequests() > 0
                && all.sizeLimits().stream().noneMatch(limit -> limit.explains(s))).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession first = hit.get(0);
        findings.add(Finding.of(IcmpFindingCode.PING_MTU_BLACK_HOLE, Severity.WARNING, Confidence.MEDIUM)
                .title("Later fragments of long pings between " + first.source().address() + " and "
                        + first.destination().address() + " are missing")
                .detail(FirstFew.of(hit, s -> s.source().address() + " to " + s.destination().address() + ": "
                        + (s.incompleteReplies() > 0 ? Plural.of(s.incompleteReplies(), "reply", "replies") : "")
                        + (s.incompleteReplies() > 0 && s.incompleteRequests() > 0 ? " and " : "")
                        + (s.incompleteRequests() > 0 ? Plural.of(s.incompleteRequests(), "request") + " without a reply" : "")
                        + " in first fragments only"))
                .subjects(hit.stream().map(s -> Subject.host(s.destination().address())))
                .frames(IcmpFindings.frames(hit.stream().limit(Finding.EXAMPLES).map(EchoSession::incompleteFrames)))
                .displayFilter(ofSessions(hit))
                .hint("Find the filter or device that drops fragments on the way, or lower the MTU or MSS.")
                .limits("A capture filter may have lost the later fragments instead.")
                .build());
    }

    private static String limit(SizeLimit limit) {
        Sizes sizes = limit.sizes();
        String sent = limit.source().version() == 6 || sizes.isByFragments() ? "" : sizes.alwaysDont() ? ", all with DF"
                : ", not all with DF";
        return limit.source() + " to " + limit.destination() + ": " + sizes.answered() + " requests of at most " + limit.passes()
                + " bytes (data " + sizes.mostAnswered() + ") answered, " + sizes.lost() + " of " + limit.fails()
                + " bytes or more (data " + sizes.leastLost() + ") lost" + sent
                + (sizes.isByFragments() ? ", sent in fragments" : ", no ICMP error for them: a path MTU black hole");
    }

    /** Replies from another address than asked. */
    void elsewhere() {
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> s.elsewhere() > 0)
                .sorted(Comparator.comparingLong(EchoSession::elsewhere).reversed()).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession first = hit.get(0);
        findings.add(Finding.of(IcmpFindingCode.PING_OTHER_ADDRESS, Severity.WARNING, Confidence.HIGH)
                .title("Pings to " + first.destination().address() + " are answered from " + first.elsewhereAddress())
                .detail(FirstFew.of(hit, s -> s.source().address() + " asked " + s.destination().address() + ", "
                        + s.elsewhere() + " of " + s.requests() + " answers came from " + s.elsewhereAddress()))
                .subjects(hit.stream().map(s -> Subject.host(s.destination().address())))
                .frames(IcmpFindings.frames(hit.stream().limit(Finding.EXAMPLES).map(EchoSession::elsewhereFrames)))
                .displayFilter(ofSessions(hit))
                .hint("Let the host answer from the address that was asked, or mend the address translation on the way back.")
                .build());
    }

    /** Replies whose data was damaged. */
    void corrupted() {
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> s.corruption() != null)
                .sorted(Comparator.comparingLong((EchoSession s) -> s.corruption().replies()).reversed()).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession first = hit.get(0);
        long replies = hit.stream().mapToLong(s -> s.corruption().replies()).sum();
        findings.add(Finding.of(IcmpFindingCode.PING_CORRUPTED, replies > 1 ? Severity.WARNING : Severity.NOTE, Confidence.HIGH)
                .title(Plural.of(replies, "echo reply comes", "echo replies come") + " back with corrupted data, as from "
                        + first.destination().address())
                .detail(FirstFew.of(hit, PingFindings::corruption))
                .subjects(hit.stream().map(s -> Subject.host(s.destination().address())))
                .frames(IcmpFindings.frames(hit.stream().limit(Finding.EXAMPLES).map(s -> s.corruption().frames())))
                .displayFilter(ofSessions(hit))
                .hint("Something damages data and computes the checksum anew: suspect memory, a network card or modem, or "
                        + "a device "
                        + "that rewrites packets; other traffic over it is damaged too.")
                .limits("Whether it happens on the way there or back is not in the capture.")
                .build());
    }

    /** The echoes of the first few sessions, by their identifiers. */
    private static String ofSessions(List<EchoSession> hit) {
        return hit.stream().limit(Finding.EXAMPLES).map(s -> (s.destination().version() == 6 ? "icmpv6.echo.identifier == "
                : "icmp.ident == ") + s.identifier()).distinct().collect(Collectors.joining(" || "));
    }

    private static String corruption(EchoSession session) {
        Corruption corruption = session.corruption();
        return session.source().address() + " and " + session.destination().address() + ": " + corruption.replies() + " of "
                + session.replies() + " replies differ from their requests in "
                + (corruption.most() == 1 ? "one byte" : "at most " + corruption.most() + " bytes")
                + (corruption.offset() >= 0 && corruption.replies() > 1 ? ", always at offset "
                : corruption.offset() >= 0 ? ", at offset " : ", at changing offsets")
                + (corruption.offset() >= 0 ? corruption.offset() + " of the data" : "");
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
        if (hit.size() == 1 && worst.damagedReplies() >= lost) {
            return Plural.of(worst.damagedReplies(), "echo reply", "echo replies") + " from " + worst.destination().address()
                    + " came back to " + worst.source().address() + " with a wrong checksum";
        }
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
