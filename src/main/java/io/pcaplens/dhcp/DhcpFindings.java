package io.pcaplens.dhcp;

import io.pcaplens.packet.MacAddress;
import io.pcaplens.report.Confidence;
import io.pcaplens.report.Finding;
import io.pcaplens.report.Severity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What is wrong according to the DHCP messages of a capture. */
final class DhcpFindings {
    /** A question this close to the end of the capture may still have been answered: the first retransmission takes about 4 s. */
    static final long PENDING_NANOS = 3_000_000_000L;
    private static final int NAMED = 2;
    private static final String FILTER_4 = "dhcp";
    private static final String FILTER_6 = "dhcpv6";

    private final ExchangeTracker tracker;
    private final long end;
    private final Starvation starvation;
    private final Set<Client> starving = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private DhcpFindings(ExchangeTracker tracker, long end) {
        this.tracker = tracker;
        this.end = end;
        this.starvation = Starvation.of(tracker.clients());
        if (starvation != null) {
            starving.addAll(starvation.clients());
        }
    }

    /** Findings, those of one severity in the order of what helps most. */
    static List<Finding> of(ExchangeTracker tracker, long end) {
        DhcpFindings all = new DhcpFindings(tracker, end);
        all.starvation();
        all.conflicts();
        all.severalServers();
        all.refused();
        all.unanswered();
        return all.findings;
    }

    private void starvation() {
        if (starvation == null) {
            return;
        }
        List<Client> clients = starvation.clients();
        double seconds = (clients.get(clients.size() - 1).firstTime - clients.get(0).firstTime) / 1e9;
        add(DhcpFindingCode.DHCP_STARVATION_SUSPECTED, Severity.ERROR, Confidence.MEDIUM,
                clients.size() + " new clients asked for addresses within " + String.format(Locale.ROOT, "%.0f", Math.ceil(seconds)) + " s",
                String.format(Locale.ROOT, "%d were sent from another link address than they name, %d never got an address, their link "
                        + "addresses have %d different first halves", starvation.spoofed(), starvation.unfinished(), starvation.makers()),
                clients.stream().map(c -> c.firstFrame).limit(Finding.EXAMPLES).toList(),
                clients.get(0).version == 6 ? "dhcpv6.msgtype == 1" : "dhcp.option.dhcp == 1",
                "Find the switch port they come from; limit link addresses and DHCP messages there (DHCP snooping).",
                "Many real hosts that come up at once look alike where they do not name themselves.");
    }

    private void conflicts() {
        List<LeaseTable.Conflict> hit = tracker.leases.conflicts();
        if (hit.isEmpty()) {
            return;
        }
        LeaseTable.Conflict first = hit.get(0);
        String detail = hit.stream().limit(NAMED).map(c -> c.declined() ? c.client() + " found " + c.address() + " in use"
                + (c.other() == null ? "" : " by " + c.other()) : c.address() + " was given to " + c.client()
                + " while the lease of " + c.other() + " was running").collect(Collectors.joining("; ")) + more(hit.size());
        add(DhcpFindingCode.DHCP_ADDRESS_CONFLICT, Severity.ERROR, first.declined() ? Confidence.HIGH : Confidence.MEDIUM,
                hit.size() == 1 ? "Two hosts want the address " + first.address() : hit.size() + " conflicts over addresses", detail,
                hit.stream().flatMap(c -> c.frames().stream()).distinct().limit(Finding.EXAMPLES).toList(),
                any(hit.stream().anyMatch(c -> c.version() == 4), hit.stream().anyMatch(c -> c.version() == 6)),
                "Look for a host with a fixed address in the pool, and for servers that share a pool unknowingly.",
                "A RELEASE that was not captured makes a second lease look like a conflict.");
    }

    private void severalServers() {
        List<Exchange> hit = tracker.exchanges().stream().filter(e -> e.offerers().size() > 1 && !starving.contains(e.client)).toList();
        if (hit.isEmpty()) {
            return;
        }
        Exchange first = hit.stream().filter(DhcpFindings::differ).findFirst().orElse(hit.get(0));
        boolean differ = differ(first);
        long servers = hit.stream().flatMap(e -> e.offerers().stream()).distinct().count();
        String detail = first.offers.stream().limit(3).map(o -> o.server() + link(o.server()) + " offers " + o.address()
                + (o.settings().isEmpty() ? "" : " with " + o.settings())).collect(Collectors.joining("; "));
        add(DhcpFindingCode.DHCP_MULTIPLE_SERVERS, differ ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                servers + " servers answer the same clients" + (differ ? " with different settings" : ""),
                count(hit.size(), "exchange") + "; " + detail,
                hit.stream().flatMap(e -> e.offers.stream()).map(Exchange.Offer::frame).limit(Finding.EXAMPLES).toList(),
                first.version == 6 ? "dhcpv6.msgtype == 2" : "dhcp.option.dhcp == 2",
                differ ? "Find out which of the servers belongs there, by its link address, and remove the other."
                        : "Servers with the same settings are mostly meant to stand in for each other.",
                "Where a relay asks several servers on purpose this is how it should be.");
    }

    private static boolean differ(Exchange exchange) {
        return exchange.offers.stream().map(Exchange.Offer::settings).distinct().count() > 1;
    }

    private String link(String id) {
        return tracker.servers().stream().filter(s -> s.id.equals(id) && s.linkAddress != null).findFirst()
                .map(s -> " (" + s.linkAddress + ")").orElse("");
    }

    private void refused() {
        List<Exchange> hit = tracker.exchanges().stream().filter(e -> e.state == ExchangeState.REFUSED).toList();
        if (hit.isEmpty()) {
            return;
        }
        List<Exchange> lasting = hit.stream().filter(e -> e.client.lastBound < e.lastTime).toList();
        List<Exchange> shown = lasting.isEmpty() ? hit : lasting;
        add(DhcpFindingCode.DHCP_NAK, lasting.isEmpty() ? Severity.NOTE : Severity.ERROR, Confidence.HIGH,
                shown.size() == 1 ? "A server refused what " + name(shown.get(0).client) + " asked for"
                        : "Servers refused " + shown.size() + " times what clients asked for",
                listed(shown, e -> name(e.client) + " wanted to " + e.purpose.label() + (e.address == null ? "" : " " + e.address) + ": '"
                        + e.failure + "'"), shown.stream().map(e -> e.lastFrame).limit(Finding.EXAMPLES).toList(),
                any(shown, "dhcp.option.dhcp == 6", "dhcpv6.option.status_code"),
                lasting.isEmpty() ? "The clients got an address right after it, as after a move to another network: nothing to do."
                        : "Read the server's log; check its pools, its reservations and whether it is responsible for this network.", null);
    }

    private void unanswered() {
        List<Exchange> hit = tracker.exchanges().stream().filter(e -> isUnanswered(e) && !starving.contains(e.client)).toList();
        if (hit.isEmpty()) {
            return;
        }
        List<Exchange> lasting = hit.stream().filter(e -> e.client.lastBound < e.lastTime).toList();
        List<Exchange> shown = lasting.isEmpty() ? hit : lasting;
        long clients = shown.stream().map(e -> e.client).distinct().count();
        boolean none = tracker.servers().isEmpty();
        String title = clients == 1 ? name(shown.get(0).client) + " got no answer to " + asked(shown.get(0))
                : clients + " clients got no answer from any DHCP server";
        add(DhcpFindingCode.DHCP_NO_OFFER, lasting.isEmpty() ? Severity.WARNING : Severity.ERROR, Confidence.HIGH, title,
                listed(shown, e -> name(e.client) + ": " + asked(e) + " in "
                        + String.format(Locale.ROOT, "%.1f s", (e.lastTime - e.firstTime) / 1e9)
                        + (e.failure == null ? "" : ", server says '" + e.failure + "'")) + (none ? "; no server is seen at all" : ""),
                shown.stream().map(e -> e.firstFrame).limit(Finding.EXAMPLES).toList(),
                any(shown, "dhcp.type == 1", "dhcpv6.msgtype in {1, 3, 4, 5, 6, 11, 12}"),
                none ? "Check that a server or a relay is on this network and that nothing filters UDP ports 67 and 68 or 546 and 547."
                        : "Other clients may be served: check the pool for free addresses, and filters and port security for these.",
                "An answer that is sent to the client alone is not seen by a capture elsewhere on a switch.");
    }

    /** A question that servers must answer, and none has although there was time. */
    private boolean isUnanswered(Exchange e) {
        boolean waits = e.state == ExchangeState.ASKED || e.state == ExchangeState.REQUESTED && e.purpose != Purpose.QUERY;
        // A client that keeps quiet after an offer has taken it elsewhere or gone; one that repeats itself has not heard.
        return waits && (end - e.waitingSince() > PENDING_NANOS || e.asks + e.requests >= 3);
    }

    private static String asked(Exchange e) {
        boolean six = e.version == 6;
        return e.requests > 0 ? count(e.requests, e.purpose == Purpose.BOOTP ? "BOOTP request" : "request to " + e.purpose.label())
                : count(e.asks, six ? "SOLICIT" : "DISCOVER");
    }

    private static String name(Client client) {
        String host = client.hostName == null ? "" : " named '" + client.hostName + "'";
        return (client.mac >= 0 && client.version == 6 ? MacAddress.text(client.mac) : client.id) + host;
    }

    private static String listed(List<Exchange> hit, java.util.function.Function<Exchange, String> words) {
        return hit.stream().sorted(Comparator.comparingInt((Exchange e) -> e.asks + e.requests).reversed()).limit(NAMED).map(words)
                .collect(Collectors.joining("; ")) + more(hit.size());
    }

    private static String more(int size) {
        return size > NAMED ? "; and " + (size - NAMED) + " more" : "";
    }

    private static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    private static String any(Collection<Exchange> hit, String four, String six) {
        boolean has4 = hit.stream().anyMatch(e -> e.version == 4);
        boolean has6 = hit.stream().anyMatch(e -> e.version == 6);
        return has4 && has6 ? four + " || " + six : has4 ? four : six;
    }

    private static String any(boolean has4, boolean has6) {
        return has4 && has6 ? FILTER_4 + " || " + FILTER_6 : has4 ? FILTER_4 : FILTER_6;
    }

    private void add(DhcpFindingCode code, Severity severity, Confidence confidence, String title, String detail, List<Long> frames,
                     String filter, String hint, String limits) {
        findings.add(new Finding(code.code(), severity, confidence, title, detail, List.of(), frames, filter, hint, limits));
    }
}
