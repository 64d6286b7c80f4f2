package io.wirecause.icmp;

import io.wirecause.icmp.message.Address;
import io.wirecause.icmp.neighbor.Neighbor;
import io.wirecause.icmp.neighbor.NeighborTracker;
import io.wirecause.icmp.neighbor.Router;
import io.wirecause.icmp.neighbor.RouterAdvertisement;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** Findings about IPv6 neighbour discovery. */
final class NeighborFindings {
    private final NeighborTracker all;
    private final List<Finding> findings;

    NeighborFindings(NeighborTracker all, List<Finding> findings) {
        this.all = all;
        this.findings = findings;
    }

    /** Addresses that two hosts want. */
    void duplicates() {
        List<Neighbor> hit = all.duplicates();
        if (hit.isEmpty()) {
            return;
        }
        Address first = hit.get(0).address();
        String title = hit.size() == 1 ? "Two hosts claim the IPv6 address " + first
                : hit.size() + " IPv6 addresses are claimed by two hosts each";
        String detail = FirstFew.of(hit,
                n -> n.address() + (n.claims().isEmpty() ? "" : " (" + String.join(", ", n.claims()) + ")"));
        findings.add(Finding.of(IcmpFindingCode.IPV6_DUPLICATE_ADDRESS, Severity.ERROR, Confidence.HIGH)
                .title(title)
                .detail(detail)
                .subjects(hit.stream().map(n -> Subject.host(n.address().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(Neighbor::duplicateFrames)))
                .displayFilter(targets(hit))
                .hint("Give one of the hosts another address.")
                .limits("A proxy that answers for an address on purpose looks the same.")
                .build());
    }

    private static String targets(List<Neighbor> hit) {
        Address address = hit.get(0).address();
        return hit.size() > 1 ? "icmpv6.type in {135, 136}" : "icmpv6.nd.ns.target_address == " + address
                + " || icmpv6.nd.na.target_address == " + address;
    }

    /** Hosts that hear their own probes. */
    void reflected() {
        List<Neighbor> hit = all.reflected();
        if (hit.isEmpty()) {
            return;
        }
        Neighbor first = hit.get(0);
        findings.add(Finding.of(IcmpFindingCode.IPV6_PROBE_REFLECTED, Severity.NOTE, Confidence.MEDIUM)
                .title("The host " + first.prober() + " gets its own probes for " + first.address() + " back")
                .detail(FirstFew.of(hit, n -> n.address() + ": " + n.reflected() + " probes came back from the same MAC address "
                        + n.prober() + ", and the host never used the address; no second host claims it"))
                .subjects(hit.stream().map(n -> Subject.host(n.address().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(Neighbor::reflectedFrames)))
                .displayFilter(targets(hit))
                .hint("Look for a loop between switches, or an access point that reflects multicast to its sender.")
                .limits("A capture that holds each frame twice looks the same.")
                .build());
    }

    /** Addresses that do not answer. */
    void silent() {
        List<Neighbor> hit = all.silent().stream().filter(Neighbor::isSilent).toList();
        Predicate<Neighbor> never = n -> !n.isGone() && n.isAnswerVisible();
        List<Neighbor> sure = hit.stream().filter(never).toList();
        silent(sure, Severity.WARNING, "never answer solicitations", null);
        silent(hit.stream().filter(never.negate()).toList(), Severity.NOTE,
                "gave no answer to solicitations",
                "These answered before, or the capture holds no packet to who asked, so that answers may go another way.");
    }

    private void silent(List<Neighbor> hit, Severity severity, String what, String limits) {
        if (hit.isEmpty()) {
            return;
        }
        Neighbor first = hit.get(0);
        String title = severity == Severity.WARNING
                ? hit.size() == 1 ? first.address() + " never answers solicitations: " + first.solicitor()
                + " cannot send it anything"
                        : hit.size() + " IPv6 neighbours " + what
                : Plural.of(hit.size(), "IPv6 neighbour") + " " + what;
        findings.add(Finding.of(IcmpFindingCode.IPV6_NEIGHBOR_SILENT, severity,
                        severity == Severity.WARNING ? Confidence.HIGH : Confidence.MEDIUM)
                .title(title)
                .detail(FirstFew.of(hit, n -> n.address() + (isRouter(n) ? ", a router," : "") + ": " + n.unanswered()
                        + " solicitations from " + n.solicitor() + ", no answer"))
                .subjects(hit.stream().map(n -> Subject.host(n.address().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(Neighbor::solicitationFrames)))
                .displayFilter(targets(hit))
                .hint("Check that the host is up and in this VLAN, and that multicast reaches it (MLD snooping, Wi-Fi).")
                .limits(limits)
                .build());
    }

    private boolean isRouter(Neighbor neighbor) {
        return all.routers().stream().anyMatch(router -> router.address().equals(neighbor.address()));
    }

    /** Options in router advertisements that break their RFC. */
    void malformedAdvertisements() {
        List<Router> hit = all.routers().stream().filter(router -> router.fault() != null).toList();
        if (hit.isEmpty()) {
            return;
        }
        findings.add(Finding.of(IcmpFindingCode.IPV6_MALFORMED_ADVERTISEMENT, Severity.WARNING, Confidence.HIGH)
                .title("Router advertisements from " + hit.get(0).address() + " carry a malformed option")
                .detail(FirstFew.of(hit, r -> r.address() + " (" + r.linkAddress() + "): " + r.fault() + ", "
                        + Plural.of(r.faulty(), "advertisement")))
                .subjects(hit.stream().map(r -> Subject.host(r.address().toString())))
                .frames(IcmpFindings.frames(hit.stream().map(Router::faultyFrames)))
                .displayFilter("icmpv6.type == 134")
                .hint("Find the sender by its link address: hosts drop or misread the option, and unpatched Windows "
                        + "crashes on an "
                        + "RDNSS option of even length (CVE-2020-16898).")
                .build());
    }

    /** Several default routers on one link. */
    void secondRouter() {
        List<Router> active = all.routers().stream().filter(r -> r.latest().lifetimeSeconds() > 0).toList();
        for (Router router : active) {
            List<Router> beside = active.stream().filter(r -> r == router || r.isBeside(router)).toList();
            if (beside.size() > 1) {
                secondRouter(router, beside);
                return;
            }
        }
    }

    private void secondRouter(Router first, List<Router> routers) {
        List<String> differences = new ArrayList<>(4);
        differ(routers, "prefixes", r -> r.prefixes().stream().map(prefix -> prefix.replaceFirst(" .*", "")).sorted().toList(),
                differences);
        differ(routers, "name servers", r -> r.dns().stream().sorted().toList(), differences);
        differ(routers, "DHCPv6 flags", r -> r.managed() + " " + r.otherConfig(), differences);
        differ(routers, "MTU", RouterAdvertisement::mtu, differences);
        boolean differ = !differences.isEmpty();
        findings.add(Finding.of(IcmpFindingCode.IPV6_SECOND_ROUTER, differ ? Severity.WARNING : Severity.NOTE, Confidence.MEDIUM)
                .title(routers.size() + " default routers advertise themselves on one link"
                        + (differ ? " and differ in " + String.join(", ", differences) : ""))
                .detail(FirstFew.of(routers, r -> r.address() + " (" + r.linkAddress() + ") with "
                        + (r.latest().prefixes().isEmpty() ? "no prefix"
                        : r.latest().prefixes().get(0).replaceFirst(" .*", "")) + ", first in frame " + r.firstFrame()))
                .subjects(routers.stream().map(r -> Subject.host(r.address().toString())))
                .frames(routers.stream().map(Router::firstFrame).toList())
                .displayFilter("icmpv6.type == 134")
                .hint(differ ? "Find out whether " + routers.get(routers.size() - 1).linkAddress() + " or "
                        + first.linkAddress() + " is a legitimate router; block others with RA guard."
                        : "Two routers that agree are usual where one stands in for the other.")
                .limits("Whether a router is legitimate is not in the capture.")
                .build());
    }

    private static void differ(List<Router> routers, String what, Function<RouterAdvertisement, Object> part,
            List<String> differences) {
        if (routers.stream().map(r -> part.apply(r.latest())).distinct().count() > 1) {
            differences.add(what);
        }
    }
}
