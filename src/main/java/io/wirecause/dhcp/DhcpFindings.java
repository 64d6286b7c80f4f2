package io.wirecause.dhcp;

import io.wirecause.dhcp.exchange.AddressConflict;
import io.wirecause.dhcp.exchange.DhcpClient;
import io.wirecause.dhcp.exchange.DhcpExchange;
import io.wirecause.dhcp.exchange.DhcpExchangeState;
import io.wirecause.dhcp.exchange.DhcpExchangeTracker;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** The findings about a capture's DHCP. */
final class DhcpFindings {
    private final DhcpExchangeTracker tracker;
    /** Those exchanges that a finding may be about: most are not looked at again. */
    private final List<DhcpExchange> notable = new ArrayList<>();
    private final Starvation starvation;
    private final Set<DhcpClient> starving = new HashSet<>();
    private final List<DhcpClient> flooding = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();

    private DhcpFindings(DhcpExchangeTracker tracker, long end) {
        this.tracker = tracker;
        for (DhcpExchange e : tracker.exchanges()) {
            if (!e.isPlain() || e.isContested() || e.missingPart() != null || e.rebinds() > 0) {
                notable.add(e);
            }
        }
        this.starvation = Starvation.of(tracker.clients(), end);
        if (starvation != null) {
            starving.addAll(starvation.clients());
        }
        for (DhcpClient client : tracker.clients()) {
            if (floods(client) && !starving.contains(client)) {
                flooding.add(client);
            }
        }
        starving.addAll(flooding);
    }

    /** All findings, the most helpful first. */
    static List<Finding> of(DhcpAnalyzer seen) {
        DhcpFindings all = new DhcpFindings(seen.tracker, seen.lastTime());
        ServiceFindings service = new ServiceFindings(seen, all.notable, all.starving, all.findings);
        all.starvation();
        all.floods();
        all.conflicts();
        all.severalServers();
        all.contested();
        all.refused();
        service.offersNotTaken();
        service.unanswered();
        service.renewals();
        all.missingParts();
        service.settings();
        seen.malformed.finding(DhcpFindingCode.DHCP_MALFORMED, "DHCP", "dhcp || dhcpv6").ifPresent(all.findings::add);
        return all.findings;
    }

    private void starvation() {
        if (starvation == null) {
            return;
        }
        List<DhcpClient> clients = starvation.clients();
        double seconds = Math.ceil((clients.get(clients.size() - 1).firstTime() - clients.get(0).firstTime()) / 1e9);
        String title = String.format(Locale.ROOT, "%d new clients asked for addresses within %.0f s", clients.size(), seconds);
        String detail = starvation.spoofed() + " sent from another link address than they name, " + starvation.unfinished()
                + " never got an address, link addresses of " + Plural.of(starvation.makers(), "vendor");
        String filter = clients.get(0).version() == 6 ? "dhcpv6.msgtype == 1" : "dhcp.option.dhcp == 1";
        add(DhcpFindingCode.DHCP_STARVATION_SUSPECTED, Severity.ERROR, Confidence.MEDIUM, title, detail,
                clients.stream().map(c -> Subject.client(c.id())), clients.stream().map(c -> c.firstFrame()), filter,
                "Find the switch port they come from; limit link addresses and DHCP messages there (DHCP snooping).",
                "Many real hosts that start at once look the same if they give no name.");
    }

    private static boolean floods(DhcpClient client) {
        int busiest = client.rate().busiest();
        return busiest >= DhcpThresholds.FLOOD_COPIES
                || busiest >= DhcpThresholds.FLOOD_MESSAGES && 2 * client.rate().copies() < client.rate().sent();
    }

    private void floods() {
        if (flooding.isEmpty()) {
            return;
        }
        DhcpClient first = flooding.get(0);
        boolean looped = flooding.stream().allMatch(c -> 2 * c.rate().copies() >= c.rate().sent());
        String title = flooding.size() > 1 ? flooding.size() + " clients flood the network with DHCP messages"
                : ClientWords.name(first) + " sent " + perMinute(first);
        add(DhcpFindingCode.DHCP_FLOOD, Severity.WARNING, Confidence.HIGH,
                title + (looped ? ", most of them repeated at once" : ""),
                FirstFew.of(flooding, c -> (flooding.size() > 1 ? ClientWords.name(c) + ": " + perMinute(c) + ", " : "")
                        + Plural.of(c.rate().sent(), "message") + " in all, "
                        + (c.informed() > 0 ? c.informed() + " answers to its requests for settings (INFORM)"
                        : c.bound() == 0 ? "no lease" : Plural.of(c.bound(), "lease"))),
                flooding.stream().map(c -> Subject.client(c.id())), flooding.stream().map(DhcpClient::firstFrame),
                first.version() == 6 ? "dhcpv6" : "dhcp.type == 1",
                looped ? "Look for a loop in the network, which repeats broadcasts (spanning tree, a cable between two ports of "
                        + "a switch); if nothing else is repeated, find the client by its link address."
                        : "Find the client by its link address: it does not wait between its tries, or somebody attacks the "
                        + "server from there.", null);
    }

    private static String perMinute(DhcpClient client) {
        return String.format(Locale.ROOT, "%d DHCP messages within %.1f s", client.rate().busiest(),
                client.rate().busiestNanos() / 1e9);
    }

    private void conflicts() {
        List<AddressConflict> hit = tracker.leases().conflicts();
        if (hit.isEmpty()) {
            return;
        }
        AddressConflict first = hit.get(0);
        AddressConflict proxy = hit.stream().filter(c -> isProxy(c, hit)).findFirst().orElse(null);
        String title = proxy != null ? (hit.size() == 1 ? "1 address was" : hit.size() + " addresses were")
                + " declined because one device, " + proxy.other() + ", answers ARP for every address (proxy ARP)"
                : hit.size() > 1 ? hit.size() + " address conflicts"
                : first.declined() ? words(first) : "Two hosts want the address " + first.address();
        add(DhcpFindingCode.DHCP_ADDRESS_CONFLICT, Severity.ERROR, first.declined() ? Confidence.HIGH : Confidence.MEDIUM, title,
                FirstFew.of(hit, DhcpFindings::words), hit.stream().map(c -> Subject.host(c.address())),
                hit.stream().flatMap(c -> c.frames().stream()).distinct(),
                conflictFilter(hit),
                proxy != null ? "Turn off proxy ARP on that device, often an access point or a router, for this network: the "
                        + "addresses "
                        + "are free."
                        : "Look for a host with a static address inside the pool, and for servers that share a pool without "
                        + "coordination.",
                proxy != null ? null : "A RELEASE that was not captured makes a second lease look like a conflict.");
    }

    /** Whether the host that has a declined address answers for many: several declined ones, or others that it used in ARP. */
    private static boolean isProxy(AddressConflict c, List<AddressConflict> all) {
        if (!c.declined() || c.other() == null) {
            return false;
        }
        long declined = all.stream().filter(o -> c.other().equals(o.other())).map(AddressConflict::address).distinct().count();
        return declined >= DhcpThresholds.PROXY_DECLINES || c.addresses() >= DhcpThresholds.PROXY_ADDRESSES;
    }

    /**
     * Selects the declines if clients reported all conflicts themselves, else all messages: a second lease shows in two of
     * them.
     */
    private static String conflictFilter(List<AddressConflict> hit) {
        boolean declined = hit.stream().allMatch(AddressConflict::declined);
        return ClientWords.filter(hit.stream().map(AddressConflict::version), declined ? "dhcp.option.dhcp == 4" : "dhcp",
                declined ? "dhcpv6.msgtype == 9" : "dhcpv6");
    }

    private static String words(AddressConflict c) {
        return c.declined() ? c.client() + " found " + c.address() + " in use" + (c.other() == null ? "" : " by " + c.other())
                : c.address() + " was granted to " + c.client() + " while the lease of " + c.other() + " was running";
    }

    private void severalServers() {
        List<DhcpExchange> hit = notable.stream().filter(e -> e.hasSeveralServers() && !starving.contains(e.client())).toList();
        if (hit.isEmpty()) {
            return;
        }
        DhcpExchange first = hit.stream().filter(DhcpFindings::differ).findFirst().orElse(hit.get(0));
        boolean differ = differ(first);
        long servers = hit.stream().flatMap(e -> e.offerers().stream()).distinct().count();
        String offers = FirstFew.of(first.offers(), o -> o.server() + link(o.server()) + " offers " + o.address()
                + (o.settings().isEmpty() ? "" : " with " + o.settings()));
        add(DhcpFindingCode.DHCP_MULTIPLE_SERVERS, differ ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                servers + " servers answer the same clients" + (differ ? " with different settings" : ""),
                Plural.of(hit.size(), "exchange") + "; " + offers,
                hit.stream().flatMap(e -> e.offerers().stream()).map(Subject::host),
                hit.stream().flatMap(e -> e.offers().stream())
                .map(DhcpExchange.Offer::frame),
                first.version() == 6 ? "dhcpv6.msgtype == 2" : "dhcp.option.dhcp == 2",
                differ ? "Find out by the link addresses which server does not belong there, and remove it."
                        : "Servers with the same settings are usually a redundant pair.",
                "Normal if a relay forwards to several servers.");
    }

    private static boolean differ(DhcpExchange exchange) {
        return exchange.offers().stream().map(DhcpExchange.Offer::settings).distinct().count() > 1;
    }

    private String link(String id) {
        return tracker.servers().stream().filter(s -> s.id().equals(id) && s.linkAddress() != null).findFirst()
                .map(s -> " (" + s.linkAddress() + ")").orElse("");
    }

    /** One server refuses what another grants. */
    private void contested() {
        List<DhcpExchange> hit = notable.stream().filter(DhcpExchange::isContested).toList();
        if (hit.isEmpty()) {
            return;
        }
        DhcpExchange first = hit.get(0);
        List<DhcpExchange> again = hit.stream().filter(e -> e.startedOver() && e.refusedFirst()).toList();
        boolean stranger = again.stream().anyMatch(e -> !e.offerers().contains(e.refuser()));
        boolean error = stranger || again.size() >= DhcpThresholds.STARTS_OVER;
        add(DhcpFindingCode.DHCP_NAK, error ? Severity.ERROR : Severity.WARNING, Confidence.HIGH,
                first.refuser() + link(first.refuser()) + " refuses requests that " + first.server() + " grants"
                        + (again.isEmpty() ? "" : ", and the client starts over"),
                ClientWords.listed(hit, e -> ClientWords.name(e.client()) + (e.address() == null ? "" : " with " + e.address())
                        + ": " + Plural.of(e.refusals(), "NAK") + " of " + e.refuser() + " beside the ACK of " + e.server()
                        + reason(List.of(e))),
                hit.stream().map(e -> Subject.client(e.client().id())), hit.stream().map(DhcpExchange::refusalFrame),
                "dhcp.option.dhcp == 6",
                "Only the server that a request names may refuse it (RFC 2131, section 4.3.2): remove or correct "
                        + first.refuser() + ", or turn off its authoritative mode.",
                null);
    }

    /** DHCPv6: an address but no prefix, or the other way round. */
    private void missingParts() {
        List<DhcpExchange> hit = notable.stream()
                .filter(e -> e.state() == DhcpExchangeState.BOUND && e.missingPart() != null).toList();
        if (hit.isEmpty()) {
            return;
        }
        boolean prefix = hit.stream().anyMatch(e -> "NoPrefixAvail".equals(e.missingPart()));
        DhcpExchange first = hit.stream().filter(e -> !prefix || "NoPrefixAvail".equals(e.missingPart())).findFirst()
                .orElseThrow();
        add(DhcpFindingCode.DHCP_NAK, prefix ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                ClientWords.name(first.client()) + (prefix ? " got an address but no prefix (NoPrefixAvail)"
                        : " got a part of what it asked for (" + first.missingPart() + ")"),
                ClientWords.listed(hit, e -> ClientWords.name(e.client()) + " got " + e.address() + ": " + e.missingPart()),
                hit.stream().map(e -> Subject.client(e.client().id())), hit.stream().map(e -> e.lastFrame()),
                "dhcpv6.status_code > 0",
                prefix ? "Check the server's prefix pool: networks behind the client get no IPv6 addresses."
                        : "Usual where a provider delegates prefixes only.", null);
    }

    private void refused() {
        List<DhcpExchange> hit = notable.stream().filter(e -> e.state() == DhcpExchangeState.REFUSED).toList();
        if (hit.isEmpty()) {
            return;
        }
        List<DhcpExchange> lasting = ServiceFindings.lasting(hit);
        List<DhcpExchange> shown = lasting.isEmpty() ? hit : lasting;
        String title = (shown.size() > 1 ? "Servers refused " + shown.size() + " requests of clients"
                : "A server refused a request of " + ClientWords.name(shown.get(0).client())) + reason(shown);
        String detail = ClientWords.listed(shown, e -> ClientWords.name(e.client()) + " " + wanted(e)
                + (e.address() == null ? "" : " " + e.address()) + ": " + WireText.inQuotes(e.failure()));
        add(DhcpFindingCode.DHCP_NAK, lasting.isEmpty() ? Severity.NOTE : Severity.ERROR, Confidence.HIGH, title, detail,
                shown.stream().map(e -> Subject.client(e.client().id())), shown.stream().map(e -> e.lastFrame()),
                ClientWords.filter(shown, "dhcp.option.dhcp == 6", "dhcpv6.status_code > 0"),
                lasting.isEmpty() ? "The clients got an address right afterwards, as after a move to another network."
                        : "Check the server's log, pools and reservations, and whether it serves this network.",
                null);
    }

    /** What the servers give as the reason (option 56, or a status), where all give the same. */
    private static String reason(List<DhcpExchange> refused) {
        List<String> reasons = refused.stream().map(DhcpExchange::failure).distinct().toList();
        return reasons.size() > 1 || DhcpExchange.NO_REASON.equals(reasons.get(0)) ? ""
                : ": " + WireText.inQuotes(reasons.get(0));
    }

    private static String wanted(DhcpExchange e) {
        return switch (e.purpose()) {
            case REBOOT -> "wanted to keep its previous address";
            case INFORM -> "asked for settings";
            case BOOTP, UNKNOWN, QUERY -> "asked";
            default -> "wanted to " + e.purpose().label();
        };
    }

    private void add(DhcpFindingCode code, Severity severity, Confidence confidence, String title, String detail,
                     Stream<Subject> subjects, Stream<Long> frames, String filter, String hint, String limits) {
        findings.add(Finding.of(code, severity, confidence)
                .title(title)
                .detail(detail)
                .subjects(subjects)
                .frames(frames.toList())
                .displayFilter(filter)
                .hint(hint)
                .limits(limits)
                .build());
    }
}
