package io.wirecause.dhcp;

import io.wirecause.dhcp.exchange.AddressConflict;
import io.wirecause.dhcp.exchange.DhcpClient;
import io.wirecause.dhcp.exchange.DhcpExchange;
import io.wirecause.dhcp.exchange.DhcpExchangeState;
import io.wirecause.dhcp.exchange.DhcpExchangeTracker;
import io.wirecause.dhcp.message.DhcpPurpose;
import io.wirecause.packet.MacAddress;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings about a capture's DHCP. */
final class DhcpFindings {
    private static final Comparator<DhcpExchange> MOST_ATTEMPTS_FIRST = Comparator.comparingInt((DhcpExchange e) -> e.attempts())
            .reversed();

    private final DhcpExchangeTracker tracker;
    private final long end;
    private final Starvation starvation;
    private final Set<DhcpClient> starving = new HashSet<>();
    private final List<Finding> findings = new ArrayList<>();

    private DhcpFindings(DhcpExchangeTracker tracker, long end) {
        this.tracker = tracker;
        this.end = end;
        this.starvation = Starvation.of(tracker.clients());
        if (starvation != null) {
            starving.addAll(starvation.clients());
        }
    }

    /** All findings, the most helpful first. */
    static List<Finding> of(DhcpExchangeTracker tracker, long end) {
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

    private void conflicts() {
        List<AddressConflict> hit = tracker.leases().conflicts();
        if (hit.isEmpty()) {
            return;
        }
        AddressConflict first = hit.get(0);
        String title = hit.size() > 1 ? hit.size() + " address conflicts"
                : "Two hosts want the address " + first.address();
        add(DhcpFindingCode.DHCP_ADDRESS_CONFLICT, Severity.ERROR, first.declined() ? Confidence.HIGH : Confidence.MEDIUM, title,
                FirstFew.of(hit, DhcpFindings::words), hit.stream().map(c -> Subject.host(c.address())),
                hit.stream().flatMap(c -> c.frames().stream()).distinct(),
                conflictFilter(hit),
                "Look for a host with a static address inside the pool, and for servers that share a pool without "
                        + "coordination.",
                "A RELEASE that was not captured makes a second lease look like a conflict.");
    }

    /**
     * Selects the declines if clients reported all conflicts themselves, else all messages: a second lease shows in two of
     * them.
     */
    private static String conflictFilter(List<AddressConflict> hit) {
        boolean declined = hit.stream().allMatch(AddressConflict::declined);
        return filter(hit.stream().map(AddressConflict::version), declined ? "dhcp.option.dhcp == 4" : "dhcp",
                declined ? "dhcpv6.msgtype == 9" : "dhcpv6");
    }

    private static String words(AddressConflict c) {
        return c.declined() ? c.client() + " found " + c.address() + " in use" + (c.other() == null ? "" : " by " + c.other())
                : c.address() + " was granted to " + c.client() + " while the lease of " + c.other() + " was running";
    }

    private void severalServers() {
        List<DhcpExchange> hit = tracker.exchanges().stream()
                .filter(e -> e.hasSeveralServers() && !starving.contains(e.client())).toList();
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

    private void refused() {
        List<DhcpExchange> hit = tracker.exchanges().stream().filter(e -> e.state() == DhcpExchangeState.REFUSED).toList();
        if (hit.isEmpty()) {
            return;
        }
        List<DhcpExchange> lasting = lasting(hit);
        List<DhcpExchange> shown = lasting.isEmpty() ? hit : lasting;
        String title = shown.size() > 1 ? "Servers refused " + shown.size() + " requests of clients"
                : "A server refused a request of " + name(shown.get(0).client());
        String detail = listed(shown, e -> name(e.client()) + " " + wanted(e)
                + (e.address() == null ? "" : " " + e.address()) + ": " + WireText.inQuotes(e.failure()));
        add(DhcpFindingCode.DHCP_NAK, lasting.isEmpty() ? Severity.NOTE : Severity.ERROR, Confidence.HIGH, title, detail,
                shown.stream().map(e -> Subject.client(e.client().id())), shown.stream().map(e -> e.lastFrame()),
                filter(versions(shown), "dhcp.option.dhcp == 6", "dhcpv6.status_code > 0"),
                lasting.isEmpty() ? "The clients got an address right afterwards, as after a move to another network."
                        : "Check the server's log, pools and reservations, and whether it serves this network.",
                null);
    }

    private static String wanted(DhcpExchange e) {
        return switch (e.purpose()) {
            case REBOOT -> "wanted to keep its previous address";
            case INFORM -> "asked for settings";
            case BOOTP, UNKNOWN, QUERY -> "asked";
            default -> "wanted to " + e.purpose().label();
        };
    }

    /** The exchanges whose client got no address later. */
    private static List<DhcpExchange> lasting(List<DhcpExchange> hit) {
        return hit.stream().filter(e -> e.client().lastBound() < e.lastTime()).toList();
    }

    private void unanswered() {
        List<DhcpExchange> hit = tracker.exchanges().stream()
                .filter(e -> isUnanswered(e) && !starving.contains(e.client())).toList();
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
        String title = clients > 1 ? clients + " clients got no answer from any DHCP server"
                : name(shown.get(0).client()) + " got no answer to "
                + (shown.size() > 1 ? questions + " questions in " + shown.size() + " exchanges" : asked(shown.get(0)));
        String detail = listed(shown, e -> name(e.client()) + ": " + asked(e)
                + (e.attempts() == 1 ? "" : String.format(Locale.ROOT, " in %.1f s", (e.lastTime() - e.firstTime()) / 1e9))
                + (e.failure() == null ? "" : ", server says " + WireText.inQuotes(e.failure()))) + (none ? "; no server was "
                        + "captured at all" : "");
        add(DhcpFindingCode.DHCP_NO_OFFER, lasting.isEmpty() || !sure ? Severity.WARNING : Severity.ERROR,
                sure ? Confidence.HIGH : Confidence.MEDIUM, title, detail,
                shown.stream().map(e -> Subject.client(e.client().id())), shown.stream().map(e -> e.firstFrame()),
                filter(versions(shown), "dhcp.type == 1", "dhcpv6.msgtype in {1, 3, 4, 5, 6, 11, 12}"),
                none ? "Check that this network has a server or relay, and that UDP ports 67 and 68 (IPv6: 546 and "
                        + "547) are not filtered."
                        : "Other clients may be served: check the pool for free addresses, packet filters and port "
                                + "security.",
                "A capture elsewhere on the switch does not see answers sent to the client alone.");
    }

    /** Whether servers must answer it, and none did although there was time. */
    private boolean isUnanswered(DhcpExchange e) {
        boolean waits = e.state() == DhcpExchangeState.ASKED || e.state() == DhcpExchangeState.REQUESTED
                && e.purpose() != DhcpPurpose.QUERY;
        // A client that is silent after an offer took another one or left; one that repeats its request heard nothing.
        return waits && (end - e.waitingSince() > DhcpThresholds.PENDING_NANOS
                || e.attempts() >= DhcpThresholds.REPEATED_REQUESTS);
    }

    private static String asked(DhcpExchange e) {
        if (e.requests() == 0) {
            return Plural.of(e.asks(), e.version() == 6 ? "SOLICIT" : "DISCOVER");
        }
        return switch (e.purpose()) {
            case BOOTP -> Plural.of(e.requests(), "BOOTP request");
            case REBOOT -> Plural.of(e.requests(), "REQUEST") + " for its previous address";
            default -> Plural.of(e.requests(), "request") + " to " + e.purpose().label();
        };
    }

    private static String name(DhcpClient client) {
        String host = client.hostName() == null ? "" : " named " + WireText.inQuotes(client.hostName());
        return (client.mac() >= 0 && client.version() == 6 ? MacAddress.text(client.mac()) : client.id()) + host;
    }

    private static String listed(List<DhcpExchange> hit, Function<DhcpExchange, String> words) {
        return FirstFew.of(hit.stream().sorted(MOST_ATTEMPTS_FIRST).toList(), words);
    }

    private static Stream<Integer> versions(List<DhcpExchange> hit) {
        return hit.stream().map(e -> e.version());
    }

    /** The display filter for the versions concerned. */
    private static String filter(Stream<Integer> versions, String four, String six) {
        return versions.distinct().sorted().map(v -> v == 6 ? six : four).collect(Collectors.joining(" || "));
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
