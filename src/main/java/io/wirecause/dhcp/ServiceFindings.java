package io.wirecause.dhcp;

import io.wirecause.dhcp.exchange.DhcpClient;
import io.wirecause.dhcp.exchange.DhcpExchange;
import io.wirecause.dhcp.exchange.DhcpExchangeState;
import io.wirecause.dhcp.exchange.DhcpExchangeTracker;
import io.wirecause.dhcp.exchange.DhcpServer;
import io.wirecause.dhcp.message.DhcpPurpose;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;

/** Findings about clients that servers do not serve: no offer, an offer that does not arrive, no renewal, no settings. */
final class ServiceFindings {
    private final DhcpAnalyzer seen;
    private final DhcpExchangeTracker tracker;
    private final List<DhcpExchange> exchanges;
    private final List<Finding> findings;

    /**
     * Adds to these findings.
     *
     * @param notable exchanges that are not plainly successful
     * @param without clients that are part of another finding
     */
    ServiceFindings(DhcpAnalyzer seen, List<DhcpExchange> notable, Set<DhcpClient> without, List<Finding> findings) {
        this.seen = seen;
        this.tracker = seen.tracker;
        this.findings = findings;
        this.exchanges = notable.stream()
                .filter(e -> e.knownPort() && (without.isEmpty() || !without.contains(e.client()))).toList();
    }

    private static boolean isExtension(DhcpExchange e) {
        return e.purpose() == DhcpPurpose.RENEW || e.purpose() == DhcpPurpose.REBIND;
    }

    /** Whether servers must answer it, and none did although there was time. */
    private boolean isUnanswered(DhcpExchange e) {
        boolean waits = e.state() == DhcpExchangeState.ASKED || e.state() == DhcpExchangeState.REQUESTED
                && e.purpose() != DhcpPurpose.QUERY;
        // A client that asked once for what it was offered, unseen by the capture, most likely got that unseen too.
        boolean hidden = e.offerUnseen() && e.requests() == 1;
        // A client that is silent after an offer took another one or left; one that repeats its request heard nothing.
        return waits && !hidden && (seen.lastTime() - e.waitingSince() > DhcpThresholds.PENDING_NANOS
                || e.attempts() >= DhcpThresholds.REPEATED_REQUESTS);
    }

    /** The exchanges whose client got no address later. */
    static List<DhcpExchange> lasting(List<DhcpExchange> hit) {
        return hit.stream().filter(e -> e.client().lastBound() < e.lastTime()).toList();
    }

    void unanswered() {
        List<DhcpExchange> hit = exchanges.stream().filter(e -> isUnanswered(e) && e.purpose() != DhcpPurpose.INFORM
                && !isExtension(e)).toList();
        boolean served6 = tracker.servers().stream().anyMatch(s -> s.version() == 6);
        Predicate<DhcpExchange> noSuchService = e -> e.version() == 6 && !served6;
        unanswered(hit.stream().filter(noSuchService.negate()).toList());
        List<DhcpExchange> six = hit.stream().filter(noSuchService).toList();
        if (!six.isEmpty() && seen.managed()) {
            unanswered(six);
        } else if (!six.isEmpty()) {
            absent(six);
        }
    }

    private void unanswered(List<DhcpExchange> hit) {
        if (hit.isEmpty()) {
            return;
        }
        List<DhcpExchange> lasting = lasting(hit);
        List<DhcpExchange> shown = lasting.isEmpty() ? hit : lasting;
        long clients = shown.stream().map(e -> e.client()).distinct().count();
        boolean none = tracker.servers().isEmpty();
        int questions = shown.stream().mapToInt(e -> e.attempts()).sum();
        // A client without an answer asks again within seconds; one that does not may have got an answer sent to it alone.
        boolean sure = shown.stream().anyMatch(e -> e.attempts() > 1);
        boolean served = !lasting.isEmpty()
                && lasting.stream().allMatch(e -> seen.arp.usesAddress(e.client().mac(), e.lastTime()));
        String title = clients > 1 ? clients + " clients got no answer from any " + protocol(shown) + " server"
                : ClientWords.name(shown.get(0).client()) + " got no answer to "
                        + (shown.size() > 1 ? questions + " questions in " + shown.size() + " exchanges"
                                : ClientWords.asked(shown.get(0)));
        String detail = ClientWords.listed(shown, e -> ClientWords.name(e.client()) + ": " + ClientWords.asked(e)
                + (e.attempts() == 1 ? "" : String.format(Locale.ROOT, " in %.1f s", (e.lastTime() - e.firstTime()) / 1e9))
                + (e.failure() == null ? "" : ", server says " + WireText.inQuotes(e.failure())))
                + (none ? "; no server was captured at all" : "")
                + (served ? "; it uses an address in ARP all the same, so it has one" : "")
                + (seen.managed() && shown.get(0).version() == 6 ? "; a router tells hosts to use DHCPv6 (M flag)" : "");
        Severity severity = served ? Severity.NOTE : lasting.isEmpty() || !sure ? Severity.WARNING : Severity.ERROR;
        findings.add(about(DhcpFindingCode.DHCP_NO_OFFER, severity, sure && !served ? Confidence.HIGH : Confidence.MEDIUM, shown)
                .title(lasting.isEmpty() ? title + ", but an address later" : title).detail(detail)
                .frames(shown.stream().map(e -> e.firstFrame()).toList())
                .displayFilter(ClientWords.filter(shown, "dhcp.type == 1", "dhcpv6.msgtype in {1, 3, 4, 5, 6, 11, 12}"))
                .hint(none ? "Check that this network has a server or relay, and that UDP ports 67 and 68 (IPv6: 546 and "
                        + "547) are not filtered."
                        : "Other clients may be served: check the pool for free addresses, packet filters and port security.")
                .limits("A capture elsewhere on the switch does not see answers sent to the client alone.").build());
    }

    private static String protocol(List<DhcpExchange> shown) {
        long versions = shown.stream().map(e -> e.version()).distinct().count();
        return versions > 1 ? "DHCP" : shown.get(0).version() == 6 ? "DHCPv6" : "DHCP";
    }

    /** No DHCPv6 server is usual: hosts form their own addresses, or there is no IPv6. */
    private void absent(List<DhcpExchange> shown) {
        long clients = shown.stream().map(e -> e.client()).distinct().count();
        boolean served4 = tracker.servers().stream().anyMatch(s -> s.version() == 4 && s.acks() > 0);
        findings.add(about(DhcpFindingCode.DHCP_NO_OFFER, Severity.NOTE, Confidence.HIGH, shown)
                .title(Plural.of(clients, "client") + " asked for DHCPv6, which no server in the capture offers")
                .detail(ClientWords.listed(shown, e -> ClientWords.name(e.client()) + ": " + ClientWords.asked(e))
                        + (served4 ? "; DHCPv4 is answered here" : ""))
                .frames(shown.stream().map(e -> e.firstFrame()).toList())
                .displayFilter("dhcpv6.msgtype in {1, 3, 4, 5, 6, 11, 12}")
                .hint("Usual where there is no IPv6 or hosts form their own addresses; if DHCPv6 should be here, check its "
                        + "server and "
                        + "UDP ports 546 and 547.").build());
    }

    void settings() {
        List<DhcpExchange> hit = exchanges.stream().filter(e -> isUnanswered(e) && e.purpose() == DhcpPurpose.INFORM).toList();
        if (hit.isEmpty()) {
            return;
        }
        long clients = hit.stream().map(e -> e.client()).distinct().count();
        findings.add(about(DhcpFindingCode.DHCP_NO_OFFER, Severity.NOTE, Confidence.HIGH, hit)
                .title(Plural.of(clients, "client") + " got no answer to requests for optional settings (INFORM)")
                .detail(ClientWords.listed(hit, e -> ClientWords.name(e.client()) + ": " + ClientWords.asked(e)))
                .frames(hit.stream().map(e -> e.firstFrame()).toList())
                .displayFilter(ClientWords.filter(hit, "dhcp.option.dhcp == 8 || udp.dstport == 4011", "dhcpv6.msgtype == 11"))
                .hint("Harmless for most clients, whose addresses do not depend on it: Windows asks so for a proxy (option "
                        + "252), and "
                        + "many servers do not answer.").build());
    }

    void offersNotTaken() {
        List<DhcpExchange> ignored = exchanges.stream().filter(e -> e.isOfferIgnored() && e.path().asksAfterOffer() > 0).toList();
        Set<DhcpClient> stuck = new HashSet<>(ignored.stream().map(e -> e.client()).toList());
        List<DhcpExchange> hit = lasting(exchanges.stream().filter(e -> e.isOfferIgnored() && stuck.contains(e.client()))
                .toList());
        if (hit.isEmpty()) {
            return;
        }
        int offers = hit.stream().mapToInt(e -> e.path().offers()).sum();
        long clients = hit.stream().map(e -> e.client()).distinct().count();
        DhcpExchange first = hit.get(0);
        String who = clients == 1 ? ClientWords.name(first.client()) : clients + " clients";
        String after = who + (clients == 1 ? " asks" : " ask") + " again after "
                + (offers == 1 ? "an OFFER" : offers + " OFFERs") + " and never " + (clients == 1 ? "requests" : "request")
                + " an address";
        DhcpExchange vlan = hit.stream().filter(e -> e.path().isInOtherVlan()).findFirst().orElse(null);
        boolean relay = hit.stream().anyMatch(e -> e.path().lacksRelayInformation());
        String why = vlan != null
                ? ": the OFFERs go out in VLAN " + vlan.path().offerVlan() + ", the client is in VLAN " + vlan.path().askVlan()
                : relay ? ": the OFFERs lack the relay's option 82, so the relay drops them" : "";
        String hint = vlan != null ? "Correct the VLAN of the server's port, or the relay's configuration."
                : relay ? "Let the server give back option 82 (RFC 3046), or turn it off at the relay."
                : "The server and its pool work: look for what loses the OFFERs on the way to the client (Wi-Fi, DHCP snooping, "
                        + "packet filters), or for options that the client cannot take.";
        findings.add(about(DhcpFindingCode.DHCP_OFFER_NOT_TAKEN, Severity.ERROR, Confidence.HIGH, hit)
                .title(after + why)
                .detail(ClientWords.listed(hit, e -> ClientWords.name(e.client()) + ": " + Plural.of(e.asks(), ask(e)) + ", "
                        + Plural.of(e.path().offers(), "OFFER") + " of " + String.join(", ", e.offerers())))
                .frames(hit.stream().flatMap(e -> e.steps().stream()).map(DhcpExchange.Step::frame).toList())
                .displayFilter(ClientWords.filter(hit, "dhcp.option.dhcp in {1, 2}", "dhcpv6.msgtype in {1, 2}"))
                .hint(hint)
                .limits(vlan != null ? null : "A capture elsewhere than at the client cannot show where they are lost.").build());
    }

    private static String ask(DhcpExchange e) {
        return e.version() == 6 ? "SOLICIT" : "DISCOVER";
    }

    void renewals() {
        List<DhcpExchange> silent = exchanges.stream().filter(e -> isExtension(e) && isUnanswered(e)).toList();
        List<DhcpExchange> rebound = exchanges.stream().filter(e -> isExtension(e) && e.state() == DhcpExchangeState.BOUND
                && e.rebinds() > 0 && e.requests() > e.rebinds()).toList();
        if (silent.isEmpty()) {
            saved(rebound);
            return;
        }
        boolean lost = silent.stream().anyMatch(e -> e.isLeaseLost(seen.lastTime()));
        boolean lasting = !lasting(silent).isEmpty();
        int requests = silent.stream().mapToInt(e -> e.requests()).sum();
        int rebinds = silent.stream().mapToInt(e -> e.rebinds()).sum();
        long clients = silent.stream().map(e -> e.client()).distinct().count();
        String who = clients == 1 ? ClientWords.name(silent.get(0).client()) : clients + " clients";
        boolean sure = requests > 1;
        findings.add(about(DhcpFindingCode.DHCP_NOT_RENEWED, lost || lasting && sure ? Severity.ERROR : Severity.WARNING,
                sure ? Confidence.HIGH : Confidence.MEDIUM, silent)
                .title(who + " got no answer to " + Plural.of(requests, "request") + " to renew the lease"
                        + (lost ? ", which ran out" : silent.stream().anyMatch(DhcpExchange::isLeaseGivenUp) ? ", and gave it up"
                        : lasting ? "" : ", but an address later") + misnamed(silent))
                .detail(ClientWords.listed(silent, e -> ClientWords.name(e.client())
                        + (e.address() == null ? "" : " with " + e.address()) + ": " + ClientWords.asked(e))
                        + "; " + (requests - rebinds) + " to the server that granted it, " + rebinds + " to any server")
                .frames(silent.stream().map(e -> e.firstFrame()).toList())
                .displayFilter(ClientWords.filter(silent, "dhcp.option.dhcp == 3", "dhcpv6.msgtype in {5, 6}"))
                .hint(rebinds == 0 ? "Check that the server is up and can be reached from the client's network by unicast."
                        : "No server answers for the lease: check that the server that granted it is up, knows the lease and "
                        + "can be "
                                + "reached under the identifier that it gives (option 54).")
                .limits("A capture elsewhere on the switch does not see answers sent to the client alone.").build());
    }

    /** The server that does not answer renewals is dead or away, another one stepped in. */
    private void saved(List<DhcpExchange> rebound) {
        if (rebound.isEmpty()) {
            return;
        }
        DhcpExchange first = rebound.get(0);
        findings.add(about(DhcpFindingCode.DHCP_NOT_RENEWED, Severity.WARNING, Confidence.HIGH, rebound)
                .title(ClientWords.name(first.client()) + " got no answer to requests to renew the lease; " + first.server()
                        + " extended it when any server was asked" + misnamed(rebound))
                .detail(ClientWords.listed(rebound, e -> ClientWords.name(e.client()) + ": " + (e.requests() - e.rebinds())
                        + " requests to the server that granted the lease, " + e.rebinds() + " to any server"))
                .frames(rebound.stream().map(e -> e.firstFrame()).toList())
                .displayFilter(ClientWords.filter(rebound, "dhcp.option.dhcp == 3", "dhcpv6.msgtype in {5, 6}"))
                .hint("Check the server that granted the lease: it is down, or its identifier (option 54) cannot be reached.")
                .build());
    }

    /** Of a server whose identifier is not the address that its messages come from. */
    private String misnamed(List<DhcpExchange> hit) {
        for (DhcpServer server : tracker.servers()) {
            boolean concerned = hit.stream().anyMatch(e -> server.id().equals(e.client().grantedBy()));
            if (concerned && server.version() == 4 && server.relays().isEmpty() && !server.addresses().contains(server.id())
                    && !server.addresses().isEmpty()) {
                return ": the server calls itself " + server.id() + ", but answers from " + server.addresses().get(0);
            }
        }
        return "";
    }

    private static Finding.Builder about(DhcpFindingCode code, Severity severity, Confidence confidence, List<DhcpExchange> hit) {
        return Finding.of(code, severity, confidence).subjects(hit.stream().map(e -> Subject.client(e.client().id())));
    }
}
