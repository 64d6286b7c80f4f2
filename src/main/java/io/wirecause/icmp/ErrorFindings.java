package io.wirecause.icmp;

import io.wirecause.icmp.echo.EchoSession;
import io.wirecause.icmp.error.ErrorGroup;
import io.wirecause.icmp.error.ErrorTracker;
import io.wirecause.icmp.error.PathMtuTracker;
import io.wirecause.icmp.error.RedirectTracker;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.icmp.message.IcmpKind;
import io.wirecause.icmp.message.IcmpNames;
import io.wirecause.icmp.trace.LoopTracker;
import io.wirecause.packet.IpProtocol;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Findings about ICMP errors that neither a traceroute nor a sweep provoked. */
final class ErrorFindings {
    private static final int REASSEMBLY = 1;

    private final IcmpAnalyzer all;
    private final Set<String> sweepers;
    private final List<Finding> findings;

    ErrorFindings(IcmpAnalyzer all, List<SweepDetector.Sweep> sweeps, List<Finding> findings) {
        this.all = all;
        this.sweepers = sweeps.stream().map(s -> s.source.toString()).collect(Collectors.toSet());
        this.findings = findings;
    }

    private List<ErrorGroup> groups(Predicate<ErrorGroup> which) {
        return all.errors.groups().stream().filter(g -> g.unprovoked() > 0 && !bySweep(g)).filter(which)
                .sorted(Comparator.comparingLong(ErrorGroup::unprovoked).reversed()).toList();
    }

    /** Whether the errors only answer a sweep, which is a finding of its own. */
    private boolean bySweep(ErrorGroup group) {
        boolean icmp = group.key().protocol() == IpProtocol.ICMP || group.key().protocol() == IpProtocol.ICMPV6;
        return icmp && !group.sources().isEmpty() && sweepers.containsAll(group.sources());
    }

    /** Packets that could not be delivered. */
    void unreachable() {
        List<ErrorGroup> hit = groups(g -> g.key().kind() == IcmpKind.UNREACHABLE && g.lateAnswers() < g.count());
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_UNREACHABLE, Severity.ERROR, hit, title(hit, "packets were reported undeliverable"),
                    listed(hit), "(icmp.type == 3 && icmp.code != 4) || icmpv6.type == 1",
                    "Check what the code names: a missing route, a host that is down, a closed port, or a filter.",
                    "Errors can be forged, and each reports only that one packet was not delivered.");
            return;
        }
        hit = groups(g -> g.key().kind() == IcmpKind.UNREACHABLE);
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_UNREACHABLE, Severity.NOTE, hit, "Answers came after the client had closed its port",
                    listed(hit), "(icmp.type == 3 && icmp.code == 3) || (icmpv6.type == 1 && icmpv6.code == 4)",
                    "Usually harmless; check whether the server is slow.",
                    "The client is inferred from the ports of the quoted datagram.");
        }
    }

    /** Packets whose TTL was exceeded. */
    void exceeded() {
        List<ErrorGroup> hit = groups(g -> g.key().kind() == IcmpKind.TIME_EXCEEDED && g.key().code() != REASSEMBLY
                && (g.key().target() == null || all.loops.to(g.key().target()) == null));
        if (!hit.isEmpty()) {
            boolean loop = hit.stream().filter(g -> g.key().target() != null)
                    .collect(Collectors.groupingBy(g -> g.key().target(), Collectors.counting())).values().stream()
                    .anyMatch(n -> n > 1);
            add(IcmpFindingCode.ICMP_TTL_EXCEEDED, Severity.ERROR, hit, title(hit, "packets exceeded their TTL"),
                    listed(hit) + (loop ? "; several routers report the same destination, as in a routing loop" : ""),
                    "(icmp.type == 11 && icmp.code == 0) || (icmpv6.type == 3 && icmpv6.code == 0)",
                    "Look for a routing loop between the routers that report it, or a sender with a small TTL.",
                    "A traceroute whose probes were not captured looks the same.");
        }
    }

    /** Packets whose fragments did not all arrive. */
    void reassembly() {
        List<ErrorGroup> hit = groups(g -> g.key().kind() == IcmpKind.TIME_EXCEEDED && g.key().code() == REASSEMBLY);
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_REASSEMBLY_TIMEOUT, Severity.WARNING, hit,
                    title(hit, "packets could not be reassembled"),
                    listed(hit), "(icmp.type == 11 && icmp.code == 1) || (icmpv6.type == 3 && icmpv6.code == 1)",
                    "Find out where fragments are dropped; avoid fragmentation with a smaller MTU or MSS.", null);
        }
    }

    /** Packets with a header that could not be processed. */
    void parameters() {
        List<ErrorGroup> hit = groups(g -> g.key().kind() == IcmpKind.PARAMETER_PROBLEM);
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_PARAMETER_PROBLEM, Severity.WARNING, hit,
                    title(hit, "packets were discarded for a field of their header"),
                    listed(hit) + "; the field is at byte " + hit.get(0).pointer() + " of the quoted packet"
                            + (hit.size() > 1 ? " of the first" : ""),
                    "icmp.type == 12 || icmpv6.type == 4",
                    "Look at the field in the quoted packet: an option or extension header that the reporter does not know, or a "
                            + "sender that builds wrong headers.", null);
        }
    }

    /** Packets that pass again and again. */
    void loops() {
        List<LoopTracker.Loop> hit = all.loops.loops().stream()
                .sorted(Comparator.comparingLong(LoopTracker.Loop::looping).reversed()).toList();
        if (hit.isEmpty()) {
            return;
        }
        LoopTracker.Loop first = hit.get(0);
        findings.add(Finding.of(IcmpFindingCode.ROUTING_LOOP, Severity.ERROR, Confidence.HIGH)
                .title(hit.size() == 1 ? "Routing loop on this link for packets to " + first.destination()
                        : "Routing loop on this link for packets to " + hit.size() + " destinations")
                .detail(FirstFew.of(hit, this::loop))
                .subjects(hit.stream().map(l -> Subject.host(l.destination().toString())))
                .frames(IcmpFindings.frames(hit.stream().limit(Finding.EXAMPLES).map(LoopTracker.Loop::frames)))
                .displayFilter(hit.stream().limit(Finding.EXAMPLES).map(l -> (l.destination().version() == 6 ? "ipv6.dst == "
                        : "ip.dst == ") + l.destination()).collect(Collectors.joining(" || ")))
                .hint("Compare the routes for the destination on the routers of this link: each sends it to the other.")
                .limits("The repeated packets are not copies made by the capture.")
                .build());
    }

    private String loop(LoopTracker.Loop loop) {
        long pings = all.echo.sessions().stream().filter(s -> isTo(s, loop) && s.answered() == 0).mapToLong(EchoSession::requests)
                .sum();
        List<String> reporters = all.errors.groups().stream().filter(g -> g.key().kind() == IcmpKind.TIME_EXCEEDED
                && loop.destination().equals(g.key().target())).map(g -> g.key().reporter().toString()).distinct().limit(2)
                .toList();
        return loop.destination() + ": " + Plural.of(loop.looping(), "packet") + ", each seen up to " + loop.mostSights()
                + " times with falling TTL down to " + loop.lowestTtl()
                + (loop.links().size() == 2 ? ", from " + String.join(" and ", loop.links()) : "")
                + (reporters.isEmpty() ? "" : ", 'time exceeded' from " + String.join(" and ", reporters))
                + (pings > 0 ? ", " + Plural.of(pings, "ping") + " failed" : "");
    }

    private static boolean isTo(EchoSession session, LoopTracker.Loop loop) {
        return session.destination().version() == loop.destination().version() && session.destination().hi()
                == loop.destination().hi() && session.destination().lo() == loop.destination().lo();
    }

    /** Packets that exceeded the MTU of a link, and senders that ignore it. */
    void tooBig() {
        List<PathMtuTracker.PathMtu> hit = all.pathMtu.paths().stream().sorted(PathMtuTracker.WORST_FIRST).toList();
        if (hit.isEmpty()) {
            return;
        }
        boolean ignored = hit.stream().anyMatch(p -> p.stillTooLong() >= IcmpThresholds.PATH_MTU_STILL_TOO_LONG);
        boolean odd = hit.stream().anyMatch(ErrorFindings::isOdd);
        PathMtuTracker.PathMtu worst = hit.get(0);
        String title = hit.size() > 1 ? "Packets are too long on " + hit.size() + " paths"
                : "Packets from " + worst.source() + " to " + worst.destination() + " are too long: "
                        + (worst.leastMtu() == 0 ? "no MTU is named" : "MTU " + mtu(worst));
        String detail = FirstFew.of(hit, p -> p.source() + " to " + p.destination() + ": " + p.router()
                + (p.isByDestination() ? ", the destination itself," : "")
                + " reported " + (p.leastMtu() == 0 ? "no MTU (0)" : "MTU " + mtu(p))
                + " for "
                + p.greatestRejected() + " bytes, " + times(p.messages())
                + (p.damaged() > 0 ? ", " + p.damaged() + " with a wrong checksum, which the sender ignores" : "")
                + (p.stillTooLong() > 0 ? ", " + p.stillTooLong() + " packets of that length sent afterwards" : ""));
        String hint = ignored && worst.damaged() > 0
                ? "The sender ignores messages with a wrong checksum: find the device that rewrites them (NAT, firewall)."
                : ignored && worst.leastMtu() == 0
                ? "A message without an MTU (RFC 1191, section 4) does not tell the sender which length fits: mend the "
                + "reporter, or "
                        + "set a smaller MTU or MSS by hand."
                : ignored
                ? "The sender keeps sending that length: check that the ICMP message reaches it and is not filtered."
                : odd ? "The reported MTU is below any link's minimum or not below the packet length: check that router."
                : "Normal path MTU discovery; lower the MSS or MTU at the sender to avoid it.";
        findings.add(Finding.of(IcmpFindingCode.ICMP_FRAGMENTATION_NEEDED,
                        ignored || odd ? Severity.WARNING : Severity.NOTE, Confidence.HIGH)
                .title(title)
                .detail(detail)
                .subjects(hit.stream().flatMap(p -> Stream.of(Subject.host(p.destination().toString()),
                        Subject.host(p.source().toString()))))
                .frames(IcmpFindings.frames(hit.stream().map(PathMtuTracker.PathMtu::frames)))
                .displayFilter("(icmp.type == 3 && icmp.code == 4) || icmpv6.type == 2")
                .hint(hint)
                .build());
    }

    private static boolean isOdd(PathMtuTracker.PathMtu path) {
        int least = path.source().version() == 6 ? IcmpThresholds.LEAST_MTU_IPV6 : IcmpThresholds.LEAST_MTU_IPV4;
        return path.leastMtu() > 0 && (path.leastMtu() < least || path.leastMtu() >= path.greatestRejected());
    }

    private static String mtu(PathMtuTracker.PathMtu path) {
        return path.leastMtu() == 0 ? "unknown" : String.valueOf(path.leastMtu());
    }

    /** Hosts that were redirected to another first hop. */
    void redirects() {
        List<Map.Entry<RedirectTracker.Redirect, RedirectTracker.Count>> hit = List.copyOf(all.redirects.redirects());
        if (hit.isEmpty()) {
            return;
        }
        boolean detour = hit.stream().anyMatch(e -> !e.getKey().onLink());
        RedirectTracker.Redirect first = hit.get(0).getKey();
        long messages = hit.stream().mapToLong(e -> e.getValue().messages()).sum();
        String title = hit.size() > 1 ? messages + " redirects name another first hop"
                : first.router() + " redirects " + first.host() + " to " + first.gateway() + " for " + first.destination();
        String detail = FirstFew.of(hit, e -> e.getKey().router() + " told " + e.getKey().host() + " to reach "
                + e.getKey().destination() + " through " + e.getKey().gateway() + " (" + e.getValue().messages() + ")");
        findings.add(Finding.of(IcmpFindingCode.ICMP_REDIRECT, detour ? Severity.WARNING : Severity.NOTE, Confidence.HIGH)
                .title(title)
                .detail(detail)
                .subjects(hit.stream().map(e -> Subject.host(e.getKey().destination().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(e -> e.getValue().frames())))
                .displayFilter("icmp.type == 5 || icmpv6.type == 137")
                .hint(detour ? "Give the host the better route, or verify that the sender is a legitimate router."
                        : "Hosts learn on-link neighbours in this way; nothing to do.")
                .limits("Whether the host follows the redirect was not checked.")
                .build());
    }

    /** The one case in full, or how many there are. */
    private static String title(List<ErrorGroup> hit, String several) {
        ErrorGroup first = hit.get(0);
        if (hit.size() > 1) {
            return hit.stream().mapToLong(ErrorGroup::unprovoked).sum() + " " + several;
        }
        return first.key().reporter() + " reports '" + code(first) + "' for " + target(first, "an unknown packet");
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String target(ErrorGroup group, String none) {
        return group.key().target() == null ? none : ErrorTracker.endpoint(group.key().target(), group.key().port());
    }

    private static String code(ErrorGroup group) {
        return IcmpNames.code(group.key().v6(), group.key().type(), group.key().code());
    }

    private static String listed(List<ErrorGroup> hit) {
        return FirstFew.of(hit, g -> times(g.unprovoked()) + " '" + code(g) + "' from " + g.key().reporter()
                + (g.key().target() == null ? ""
                : " for " + IcmpNames.ipProtocol(g.key().protocol()) + " to " + target(g, "") + " from " + g.sources().get(0)
                        + (g.sources().size() > 1 ? " and others" : "")));
    }

    private void add(IcmpFindingCode code, Severity severity, List<ErrorGroup> hit, String title, String detail, String filter,
                     String hint, String limits) {
        List<Integer> streams = hit.stream().flatMap(g -> g.streams().stream()).distinct().limit(Finding.EXAMPLES).toList();
        findings.add(Finding.of(code, severity, severity == Severity.NOTE ? Confidence.MEDIUM : Confidence.HIGH)
                .title(title)
                .detail(detail)
                .connections(streams)
                .subjects(hit.stream().map(g -> g.key().target()).filter(Objects::nonNull).map(t -> Subject.host(t.toString())))
                .subjects(hit.stream().map(g -> Subject.host(g.key().reporter().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(g -> g.frames())))
                .displayFilter(filter)
                .hint(hint)
                .limits(limits)
                .build());
    }
}
