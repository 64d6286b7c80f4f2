package io.pcaplens.icmp;

import io.pcaplens.report.Confidence;
import io.pcaplens.report.Finding;
import io.pcaplens.report.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is wrong according to the ICMP messages of a capture. */
final class IcmpFindings {
    /** Percent of requests lost from which on it is worth a warning; less is any busy network. */
    static final double LOSS_PERCENT = 1;
    /** Packets of a rejected length sent on before the sender is said to ignore the path's MTU. */
    static final int STILL_TOO_LONG = 3;
    /** MTUs below are no real link's: the least that hosts must take (RFC 791, RFC 8200). */
    private static final int LEAST_MTU_4 = 576;
    private static final int LEAST_MTU_6 = 1280;
    private static final int REASSEMBLY = 1;
    private static final int NAMED = 2;
    private static final Set<Integer> ECHO_TYPES = Set.of(8, 128);

    private final IcmpAnalyzer all;
    private final List<SweepDetector.Sweep> sweeps;
    private final Set<String> sweepers;
    private final List<Finding> findings = new ArrayList<>();

    private IcmpFindings(IcmpAnalyzer all, List<SweepDetector.Sweep> sweeps) {
        this.all = all;
        this.sweeps = sweeps;
        this.sweepers = sweeps.stream().map(s -> s.source.toString()).collect(Collectors.toSet());
    }

    /** Findings, those of one severity in the order of what helps most. */
    static List<Finding> of(IcmpAnalyzer all, List<SweepDetector.Sweep> sweeps) {
        IcmpFindings of = new IcmpFindings(all, sweeps);
        of.unreachable();
        of.exceeded();
        of.lost();
        of.duplicates();
        of.tooBig();
        of.redirects();
        of.tunnels();
        of.sweeps();
        return of.findings;
    }

    private List<ErrorGroup> groups(Predicate<ErrorGroup> which) {
        return all.errors.groups().stream().filter(g -> g.unprovoked() > 0 && !bySweep(g)).filter(which)
                .sorted(Comparator.comparingLong(ErrorGroup::unprovoked).reversed()).toList();
    }

    /** Whether the errors only answer a sweep, which is a finding of its own. */
    private boolean bySweep(ErrorGroup group) {
        boolean icmp = group.key.protocol() == Protocols.ICMP || group.key.protocol() == Protocols.ICMPV6;
        return icmp && !group.sources.isEmpty() && sweepers.containsAll(group.sources);
    }

    private void unreachable() {
        List<ErrorGroup> hit = groups(g -> g.key.kind() == IcmpKind.UNREACHABLE && g.lateAnswers < g.count);
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_UNREACHABLE, Severity.ERROR, Confidence.HIGH, title(hit, "reported"), listed(hit), hit,
                    "(icmp.type == 3 && icmp.code != 4) || icmpv6.type == 1",
                    "Read the code: no route, host not there, port closed, or filtered; then check that place.",
                    "A sender of errors may be forged; a message tells only that one packet was not delivered.");
            return;
        }
        hit = groups(g -> g.key.kind() == IcmpKind.UNREACHABLE);
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_UNREACHABLE, Severity.NOTE, Confidence.MEDIUM, "Answers came after the client had closed its port",
                    listed(hit), hit, "(icmp.type == 3 && icmp.code == 3) || (icmpv6.type == 1 && icmpv6.code == 4)",
                    "Mostly harmless; look whether the server is slow.", null);
        }
    }

    private void exceeded() {
        List<ErrorGroup> hit = groups(g -> g.key.kind() == IcmpKind.TIME_EXCEEDED && g.key.code() != REASSEMBLY);
        if (!hit.isEmpty()) {
            Map<Address, Long> routers = hit.stream().filter(g -> g.key.target() != null)
                    .collect(Collectors.groupingBy(g -> g.key.target(), Collectors.counting()));
            boolean loop = routers.values().stream().anyMatch(n -> n > 1);
            add(IcmpFindingCode.ICMP_TTL_EXCEEDED, Severity.ERROR, Confidence.HIGH, title(hit, "ran out of hops:"),
                    listed(hit) + (loop ? "; several routers report the same destination, as in a routing loop" : ""), hit,
                    "(icmp.type == 11 && icmp.code == 0) || (icmpv6.type == 3 && icmpv6.code == 0)",
                    "Look for a routing loop between the routers that report it, or a sender with a small TTL.",
                    "A traceroute whose probes were not captured looks alike.");
        }
        hit = groups(g -> g.key.kind() == IcmpKind.TIME_EXCEEDED && g.key.code() == REASSEMBLY);
        if (!hit.isEmpty()) {
            add(IcmpFindingCode.ICMP_TTL_EXCEEDED, Severity.WARNING, Confidence.HIGH, title(hit, "fragments did not all arrive:"),
                    listed(hit), hit, "(icmp.type == 11 && icmp.code == 1) || (icmpv6.type == 3 && icmpv6.code == 1)",
                    "Find out where fragments are dropped; avoid fragmentation by a smaller MTU or MSS.", null);
        }
    }

    private void lost() {
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> s.lost > 0 && !s.multicast && !s.isTraceroute()
                && ECHO_TYPES.contains(s.requestType) && !sweepers.contains(address(s.source)))
                .sorted(Comparator.comparingDouble(EchoSession::lossPercent).thenComparingLong(s -> s.lost).reversed()).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession worst = hit.get(0);
        boolean silent = worst.answered == 0 && worst.failed == 0;
        double percent = hit.stream().mapToDouble(EchoSession::lossPercent).max().orElse(0);
        Severity severity = silent ? Severity.ERROR : percent >= LOSS_PERCENT ? Severity.WARNING : Severity.NOTE;
        long lost = hit.stream().mapToLong(s -> s.lost).sum();
        long requests = hit.stream().mapToLong(s -> s.requests).sum();
        String title = hit.size() == 1 ? String.format(Locale.ROOT, "%s got no answer from %s to %d of %d echo requests",
                address(worst.source), address(worst.destination), worst.lost, worst.requests)
                : String.format(Locale.ROOT, "%d of %d echo requests of %d pings got no answer", lost, requests, hit.size());
        String detail = hit.stream().limit(NAMED).map(s -> String.format(Locale.ROOT,
                "%s to %s: %d of %d lost (%.1f %%), at most %d in a row", address(s.source), address(s.destination), s.lost, s.requests,
                s.lossPercent(), s.longestOutage)).collect(Collectors.joining("; ")) + more(hit.size());
        List<Long> frames = hit.stream().flatMap(s -> java.util.Arrays.stream(s.lostFrames).filter(f -> f > 0).boxed())
                .limit(Finding.EXAMPLES).toList();
        boolean six = worst.destination.version() == 6;
        findings.add(new Finding(IcmpFindingCode.PING_LOSS.code(), severity, Confidence.HIGH, title, detail, List.of(), frames,
                (six ? "icmpv6.type in {128, 129} && ipv6.addr == " : "icmp.type in {8, 0} && ip.addr == ") + address(worst.destination),
                silent ? "Check that the host is up, the way there and back, and filters that drop ICMP."
                        : "Find out where on the path packets get lost, and whether the outage has a rhythm.",
                "A reply that takes another way than past the capture point would not be seen; hosts may limit ICMP on purpose."));
    }

    private void duplicates() {
        List<NeighborTracker.Neighbor> hit = all.neighbors.duplicates();
        if (hit.isEmpty()) {
            return;
        }
        String names = hit.stream().limit(NAMED).map(n -> n.address + (n.claims.isEmpty() ? "" : " (" + String.join(", ", n.claims) + ")"))
                .collect(Collectors.joining(", ")) + more(hit.size());
        findings.add(new Finding(IcmpFindingCode.IPV6_DUPLICATE_ADDRESS.code(), Severity.ERROR, Confidence.HIGH,
                hit.size() == 1 ? "Two hosts want the IPv6 address " + hit.get(0).address
                        : hit.size() + " IPv6 addresses are wanted by two hosts each", names, List.of(),
                hit.stream().flatMap(n -> n.duplicateFrames.stream()).limit(Finding.EXAMPLES).toList(),
                "icmpv6.nd.ns.target_address == " + hit.get(0).address + " || icmpv6.nd.na.target_address == " + hit.get(0).address,
                "Give one of the hosts another address.", "A proxy that answers for an address on purpose looks alike."));
    }

    private void tooBig() {
        List<PathMtuTracker.PathMtu> hit = all.pathMtu.paths().stream().sorted(Comparator.comparingLong(
                (PathMtuTracker.PathMtu p) -> p.stillTooLong).thenComparingLong(p -> p.messages).reversed()).toList();
        if (hit.isEmpty()) {
            return;
        }
        long deaf = hit.stream().filter(p -> p.stillTooLong >= STILL_TOO_LONG).count();
        long odd = hit.stream().filter(IcmpFindings::isOdd).count();
        PathMtuTracker.PathMtu worst = hit.get(0);
        String title = hit.size() == 1 ? "Packets from " + worst.source + " to " + worst.destination + " are too long: MTU " + mtu(worst)
                : "Packets are too long on " + hit.size() + " paths";
        String detail = hit.stream().limit(NAMED).map(p -> p.source + " to " + p.destination + ": " + p.router + " told MTU " + mtu(p)
                + " for " + p.greatestRejected + " bytes, " + p.messages + " times"
                + (p.stillTooLong > 0 ? ", " + p.stillTooLong + " packets as long sent on" : "")).collect(Collectors.joining("; "))
                + more(hit.size());
        findings.add(new Finding(IcmpFindingCode.ICMP_FRAGMENTATION_NEEDED.code(), deaf + odd > 0 ? Severity.WARNING : Severity.NOTE,
                Confidence.HIGH, title, detail, List.of(), hit.stream().flatMap(p -> p.frames.stream()).limit(Finding.EXAMPLES).toList(),
                "(icmp.type == 3 && icmp.code == 4) || icmpv6.type == 2",
                deaf > 0 ? "The sender goes on with the same length: check that the message reaches it and is not filtered."
                        : odd > 0 ? "The MTU told is less than any link has: check that router."
                        : "Normal path MTU discovery; lower the MSS or MTU at the sender to avoid it.", null));
    }

    private static boolean isOdd(PathMtuTracker.PathMtu path) {
        return path.leastMtu < (path.source.version() == 6 ? LEAST_MTU_6 : LEAST_MTU_4);
    }

    private static String mtu(PathMtuTracker.PathMtu path) {
        return path.leastMtu == 0 ? "unknown" : String.valueOf(path.leastMtu);
    }

    private void redirects() {
        Collection<Map.Entry<RedirectTracker.Redirect, RedirectTracker.Count>> hit = all.redirects.redirects();
        if (hit.isEmpty()) {
            return;
        }
        boolean detour = hit.stream().anyMatch(e -> !e.getKey().onLink());
        RedirectTracker.Redirect first = hit.iterator().next().getKey();
        long messages = hit.stream().mapToLong(e -> e.getValue().messages).sum();
        String title = hit.size() == 1 ? first.router() + " redirects " + first.host() + " to " + first.gateway() + " for "
                + first.destination() : messages + " redirects name another first hop";
        String detail = hit.stream().limit(NAMED).map(e -> e.getKey().router() + " told " + e.getKey().host() + " to reach "
                + e.getKey().destination() + " through " + e.getKey().gateway() + " (" + e.getValue().messages + ")")
                .collect(Collectors.joining("; ")) + more(hit.size());
        findings.add(new Finding(IcmpFindingCode.ICMP_REDIRECT.code(), detour ? Severity.WARNING : Severity.NOTE, Confidence.HIGH, title,
                detail, List.of(), hit.stream().flatMap(e -> e.getValue().frames.stream()).limit(Finding.EXAMPLES).toList(),
                "icmp.type == 5 || icmpv6.type == 137", detour ? "Give the host the better route, or make sure that the router is one."
                        : "Hosts learn neighbours in this way; nothing to do.",
                "Whether the host follows the redirect is not looked at."));
    }

    private void tunnels() {
        List<EchoSession> hit = all.echo.sessions().stream().filter(s -> !s.carriage.reasons().isEmpty())
                .sorted(Comparator.comparingLong((EchoSession s) -> s.carriage.bytesOut + s.carriage.bytesBack).reversed()).toList();
        if (hit.isEmpty()) {
            return;
        }
        EchoSession worst = hit.get(0);
        String detail = hit.stream().limit(NAMED).map(s -> address(s.source) + " and " + address(s.destination) + ": "
                + String.join(", ", s.carriage.reasons()) + "; " + s.carriage.bytesOut + " bytes there, " + s.carriage.bytesBack + " back")
                .collect(Collectors.joining("; ")) + more(hit.size());
        findings.add(new Finding(IcmpFindingCode.ICMP_TUNNEL_SUSPECTED.code(), Severity.WARNING,
                hit.stream().anyMatch(s -> s.carriage.isSure()) ? Confidence.HIGH : Confidence.MEDIUM,
                "Echo messages between " + address(worst.source) + " and " + address(worst.destination) + " carry more than a ping does",
                detail, List.of(), worst.carriage.frames(), worst.destination.version() == 6
                        ? "icmpv6.echo.identifier == " + worst.identifier : "icmp.ident == " + worst.identifier,
                "Look at the data and find the programs on both hosts.",
                "Measuring tools may put data of their own into echo messages."));
    }

    private void sweeps() {
        if (sweeps.isEmpty()) {
            return;
        }
        SweepDetector.Sweep worst = sweeps.get(0);
        String detail = sweeps.stream().limit(NAMED).map(s -> String.format(Locale.ROOT,
                "%s asked %d addresses from %s to %s with %d requests in %.1f s, %d answered", s.source, s.destinations.size(),
                s.destinations.firstKey(), s.destinations.lastKey(), s.requests, (s.lastTime - s.firstTime) / 1e9, s.answered()))
                .collect(Collectors.joining("; ")) + more(sweeps.size());
        findings.add(new Finding(IcmpFindingCode.PING_SWEEP.code(), Severity.WARNING, Confidence.MEDIUM,
                worst.source + " looks for hosts that are alive: " + worst.destinations.size() + " addresses asked", detail, List.of(),
                worst.frames, worst.source.version() == 6 ? "icmpv6.type == 128 && ipv6.src == " + worst.source
                        : "icmp.type in {8, 13, 15, 17} && ip.src == " + worst.source,
                "Find out who runs it and whether it is meant to.", "Monitoring of many hosts that are down looks alike."));
    }

    private static String title(List<ErrorGroup> hit, String verb) {
        ErrorGroup first = hit.get(0);
        if (hit.size() > 1) {
            return hit.stream().mapToLong(ErrorGroup::unprovoked).sum() + " packets " + (verb.equals("reported") ? "reported undeliverable"
                    : verb.replace(":", ""));
        }
        String target = first.key.target() == null ? "an unknown packet" : ErrorTracker.endpoint(first.key.target(), first.key.port());
        return first.key.reporter() + " reports '" + code(first) + "' for " + target;
    }

    private static String code(ErrorGroup group) {
        return IcmpNames.code(group.key.v6(), group.key.type(), group.key.code());
    }

    private static String listed(List<ErrorGroup> hit) {
        return hit.stream().limit(NAMED).map(g -> g.unprovoked() + " times '" + code(g) + "' from " + g.key.reporter()
                + (g.key.target() == null ? "" : " for " + Protocols.name(g.key.protocol()) + " to "
                        + ErrorTracker.endpoint(g.key.target(), g.key.port()) + " from " + g.sources.get(0)
                        + (g.sources.size() > 1 ? " and others" : "")))
                .collect(Collectors.joining("; ")) + more(hit.size());
    }

    private static String more(int size) {
        return size > NAMED ? "; and " + (size - NAMED) + " more" : "";
    }

    private static String address(io.pcaplens.flow.FlowKey.Endpoint of) {
        return of.address();
    }

    private void add(IcmpFindingCode code, Severity severity, Confidence confidence, String title, String detail, List<ErrorGroup> hit,
                     String filter, String hint, String limits) {
        findings.add(new Finding(code.code(), severity, confidence, title, detail,
                hit.stream().flatMap(g -> g.streams.stream()).distinct().limit(Finding.EXAMPLES).toList(),
                hit.stream().flatMap(g -> g.frames.stream()).limit(Finding.EXAMPLES).toList(), filter, hint, limits));
    }
}
