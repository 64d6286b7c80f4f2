package io.wirecause.dns;

import static io.wirecause.dns.ExchangeWords.finding;
import static io.wirecause.dns.ExchangeWords.frames;
import static io.wirecause.dns.ExchangeWords.list;
import static io.wirecause.dns.ExchangeWords.names;
import static io.wirecause.dns.ExchangeWords.queries;
import static io.wirecause.dns.ExchangeWords.seconds;
import static io.wirecause.dns.ExchangeWords.servers;
import static io.wirecause.dns.ExchangeWords.settled;
import static io.wirecause.dns.ExchangeWords.type;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.exchange.DnsThresholds;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.OutcomeCounts;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Findings about queries whose client got no response that it could use: none came, or not whole, or not as it must. */
final class SilenceFindings {
    private final DnsStatistics statistics;
    private final DnsOutcomes outcomes;
    private final DnsFragments fragments;
    private final List<Finding> findings;

    /** Adds to these findings. */
    SilenceFindings(DnsStatistics statistics, DnsFragments fragments, List<Finding> findings) {
        this.statistics = statistics;
        this.outcomes = statistics.outcomes;
        this.fragments = fragments;
        this.findings = findings;
    }

    /** Why a server that answers others does not answer some queries. */
    private record Cause(String title, String detail, String hint) {
    }

    void unanswered() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.UNANSWERED);
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        boolean silent = outcomes.answered() == 0;
        boolean rejected = counts.icmpErrors() > 0;
        // A client asks again within seconds. One that does not may well have got its answer.
        boolean insisted = rejected || examples.stream().anyMatch(e -> !e.settledElsewhere() && e.question().tries() > 1);
        boolean sure = insisted || counts.unsettled() == 0;
        Cause cause = rejected ? rejection(counts) : cause(counts);
        String title = queries(counts.count()) + " got no response" + settled(counts);
        String limits = silent && !rejected ? "No response from any DNS server was captured: if the "
                + "capture sees one direction only, there may have been responses."
                : sure ? null : "Clients ask again within seconds if no answer comes. These did not, so the responses may have "
                        + "taken a path that the capture does not see.";
        findings.add(finding(DnsFindingCode.DNS_UNANSWERED, counts.unsettled() > 0 && insisted ? Severity.ERROR
                : Severity.WARNING,
                silent && !rejected || !sure ? Confidence.MEDIUM : Confidence.HIGH, examples)
                .title(cause == null ? title : title + ": " + cause.title)
                .detail(servers(counts) + names(examples) + waited(counts)
                        + (cause == null || rejected ? "" : "; " + cause.detail) + malformed(examples) + otherQuestions()
                        + icmp(counts))
                .frames(frames(examples, DnsExchange::queryFrame))
                .displayFilter("dns.flags.response == 0 && !dns.response_in")
                .hint(cause != null ? cause.hint
                        : "Check that the server is up and that UDP port 53 passes both ways; try dig @server name.")
                .limits(limits).build());
    }

    private static String waited(OutcomeCounts counts) {
        long longest = counts.examples().stream().mapToLong(DnsExchange::waitNanos).max().orElse(0);
        return longest < DnsThresholds.SLOW_NANOS ? "" : "; the client waited up to " + seconds(longest);
    }

    private static String malformed(List<DnsExchange> examples) {
        long malformed = examples.stream().filter(e -> e.malformed()).count();
        return malformed == 0 ? "" : "; " + malformed + " of the first " + examples.size()
                + " are malformed, which servers drop";
    }

    private String otherQuestions() {
        long others = statistics.exchanges.otherQuestion();
        return others == 0 ? "" : "; " + others + (others == 1 ? " response has" : " responses have")
                + " the id of a query but another question, which clients ignore";
    }

    private static String icmp(OutcomeCounts counts) {
        return counts.examples().stream().filter(e -> e.icmpFrame() != 0).findFirst()
                .map(e -> "; " + counts.icmpErrors() + " rejected by an ICMP error (frame " + e.icmpFrame() + ")").orElse("");
    }

    /** Null where ICMP errors came for a few of the queries only. */
    private static Cause rejection(OutcomeCounts counts) {
        return 2 * counts.icmpErrors() < counts.count() ? null : new Cause("an ICMP error rejects "
                + (counts.count() == 1 ? "it" : "them"), "",
                "Nothing listens on the port there, or a packet filter or router rejects the queries: the ICMP error says "
                        + "which.");
    }

    /** What the unanswered queries of the server asked most have in common; null if it answers nothing at all. */
    private Cause cause(OutcomeCounts counts) {
        Endpoint server = counts.servers().entrySet().stream().max(Map.Entry.<Endpoint, Integer>comparingByValue()
                .thenComparing(e -> e.getKey().toString())).map(Map.Entry::getKey).orElse(null);
        ServerTable.Replies replies = server == null ? null : statistics.servers.replies(server);
        if (replies == null || replies.answered() == 0) {
            return null;
        }
        List<DnsExchange> asked = counts.examples().stream().filter(e -> e.server().equals(server)).toList();
        if (asked.isEmpty()) {
            return null;
        }
        String up = server + " answered " + queries(replies.answered());
        long tails = asked.stream().filter(fragments::hasTail).count();
        if (2 * tails > asked.size()) {
            return new Cause("the first fragment of the response did not arrive", up + "; later fragments came for " + tails
                    + " of the first " + asked.size(),
                    "Fragments are lost on the way: announce at most 1232 bytes with EDNS, or let "
                            + "fragments pass.");
        }
        boolean oneType = asked.size() > 1 && all(asked, e -> e.type() == asked.get(0).type());
        if (oneType && !replies.has(asked.get(0).type())) {
            String type = type(asked.get(0));
            return new Cause("the server is up but drops " + type + " queries", up + ", none of them for " + type,
                    "A server or a packet filter in front of it drops this type instead of answering it; ask its operator, and "
                            + "compare dig @server name " + type + " with dig @server name A.");
        }
        if (asked.size() > 1 && all(asked, e -> e.udpSize() > 0) && replies.edns() == 0) {
            return new Cause("the server is up but drops queries with EDNS", up + ", none of them with EDNS",
                    "Compare dig @server name with dig +noedns @server name; update the server or the packet filter before it.");
        }
        long smaller = asked.stream().filter(SilenceFindings::neededSmallerAnswer).count();
        long overTcp = asked.stream().filter(e -> neededSmallerAnswer(e) && e.question().settledBy().tcp()).count();
        if (2 * smaller > asked.size() && (smaller > 1 || overTcp > 0)) {
            return new Cause("large answers do not arrive", up
                    + "; the questions were settled over TCP or with a smaller UDP size",
                    "Fragments are probably dropped on the way: announce at most 1232 bytes with EDNS, or let fragments pass.");
        }
        if (2 * asked.stream().filter(DnsExchange::parallel).count() > asked.size()) {
            return new Cause("one of two queries sent together from one port was lost", up + "; the lost ones left the same port "
                    + "as another query at the same moment",
                    "Linux conntrack or another stateful filter can drop the second of two packets of a new flow: let clients "
                            + "use one port each (options single-request-reopen), or put a local cache before them.");
        }
        return new Cause("the server answers others", up,
                "Single packets were lost on the way or the server drops them when it is "
                + "busy or limits its rate: compare with a capture at the server.");
    }

    private static boolean all(List<DnsExchange> exchanges, Predicate<DnsExchange> condition) {
        return exchanges.stream().allMatch(condition);
    }

    private static boolean neededSmallerAnswer(DnsExchange e) {
        DnsExchange by = e.question().settledBy();
        return by != null && e.settledElsewhere() && e.udpSize() > DnsThresholds.SAFE_UDP_SIZE
                && (by.tcp() || by.udpSize() < e.udpSize());
    }

    void otherSource() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.OTHER_SOURCE);
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        DnsExchange first = examples.get(0);
        boolean port = first.server().host().equals(first.otherSource().host());
        String instead = port ? "another port than was asked: " + first.otherSource() + " instead of port "
                + first.server().port()
                : "another address than was asked: " + first.otherSource().address() + " instead of " + first.server().address();
        boolean insisted = examples.stream().anyMatch(e -> e.question().tries() > 1);
        findings.add(finding(DnsFindingCode.DNS_OTHER_SOURCE,
                insisted && counts.unsettled() > 0 ? Severity.ERROR : Severity.WARNING,
                insisted ? Confidence.HIGH : Confidence.MEDIUM, examples)
                .title(queries(counts.count()) + " answered from " + instead)
                .detail(servers(counts) + names(examples)
                + "; the responses have the id, the question and the client's port of the "
                        + "query (frame " + first.otherSourceFrame() + " for frame " + first.queryFrame()
                        + "), but clients drop what comes from where they did not ask" + waited(counts))
                .frames(frames(examples, DnsExchange::otherSourceFrame))
                .displayFilter(Finding.filter(frames(examples, DnsExchange::otherSourceFrame)))
                .hint("Let the server answer from the address that it was asked at (listen on each address instead of all), or "
                        + "correct the address translation in front of it.")
                .limits(insisted ? null : "The clients did not ask again: address translation behind the capture point may make "
                        + "it right.").build());
    }

    void badChecksums() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.BAD_CHECKSUM);
        if (counts.count() == 0) {
            return;
        }
        long damaged = statistics.exchanges.damaged();
        List<DnsExchange> examples = counts.examples();
        findings.add(finding(DnsFindingCode.DNS_BAD_CHECKSUM, counts.unsettled() > 0 ? Severity.ERROR : Severity.WARNING,
                Confidence.HIGH, examples)
                .title(Plural.of(damaged, "response") + " with a wrong UDP checksum, and clients asked again: they dropped "
                        + (damaged == 1 ? "it" : "them"))
                .detail(servers(counts) + names(examples) + waited(counts) + "; the queries have right checksums")
                .frames(frames(examples, DnsExchange::damagedFrame))
                .displayFilter(Finding.filter(frames(examples, DnsExchange::damagedFrame)))
                .hint("Something between server and client changes the datagrams: turn off checksum offload on the tunnel or "
                        + "virtual "
                        + "interface (ethtool -K ... tx off), and look for a faulty address translation.")
                .limits("Wireshark verifies UDP checksums only if its preference for it is set.").build());
    }

    void fragments() {
        OutcomeCounts counts = outcomes.partial();
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        long again = examples.stream().filter(SilenceFindings::askedAgain).count();
        // A filter by port lets only first fragments through; a capture with others has no such filter, and a client that sends
        // the very same query again has no answer.
        boolean lost = again > 0 && (fragments.laterSeen() || examples.stream().anyMatch(e -> e.question().overTcp()
                || e.isRepeatedBy(e.question().last())));
        String title = Plural.of(counts.count(), "response") + (counts.count() == 1 ? " is" : " are")
                + " fragmented and only the first fragment was captured";
        findings.add(finding(DnsFindingCode.DNS_FRAGMENTS_MISSING, lost ? Severity.WARNING : Severity.NOTE,
                lost ? Confidence.HIGH : Confidence.MEDIUM, examples)
                .title(lost ? title + ", and clients asked again: large answers do not get through" : title)
                .detail(servers(counts) + names(examples) + "; " + (again == 0 ? "no client asked again"
                        : again + " of the first " + examples.size() + " were asked again")
                        + (fragments.laterSeen() ? "" : "; the capture has no later fragment of any datagram"))
                .frames(frames(examples, DnsExchange::responseFrame))
                .displayFilter("ip.flags.mf == 1 || ipv6.fraghdr.more == 1")
                .hint(lost ? "Let fragments pass between server and client, or announce at most 1232 bytes with EDNS."
                        : "Capture without a filter by port: only the first fragment has the ports.")
                .limits(lost ? null : "Whether the capture's filter or the network lost the rest cannot be told from it.")
                .build());
    }

    private static boolean askedAgain(DnsExchange e) {
        return e.question().last() != e || e.queries() > 1;
    }

    void truncated(TcpRefusals refusals) {
        int cut = outcomes.truncated();
        if (cut == 0) {
            return;
        }
        OutcomeCounts open = outcomes.of(DnsOutcome.TRUNCATED);
        List<DnsExchange> examples = open.count() > 0 ? open.examples() : outcomes.truncations();
        List<String> refused = open.examples().stream().map(e -> refusals.words(e.client(), e.server())).filter(w -> w != null)
                .distinct().toList();
        String detail = cut + " truncated over UDP, " + outcomes.truncatedThenTcp() + " of them then asked over TCP, "
                + open.count() + " never settled" + names(examples) + (refused.isEmpty() ? "" : "; " + list(refused));
        boolean never = open.count() > 0;
        String blocked = refused.isEmpty() ? "" : ": " + refused.get(0);
        findings.add(finding(DnsFindingCode.DNS_TRUNCATED, !refused.isEmpty() ? Severity.ERROR : never ? Severity.WARNING
                : Severity.NOTE, Confidence.HIGH, examples)
                .title(Plural.of(cut, "response") + " truncated"
                + (never ? ", " + open.count() + " never answered in full" + blocked
                        : ", then answered in full"))
                .detail(detail)
                .frames(frames(examples, DnsExchange::responseFrame))
                .displayFilter("dns.flags.truncated == 1")
                .hint(refused.isEmpty()
                ? "Check that TCP port 53 is open between client and server, and the UDP size that the client "
                        + "announces with EDNS."
                        : "Open TCP port 53 on the server and on the packet filters before it: DNS needs it "
                        + "for answers that do not fit into a datagram (RFC 7766).")
                .limits(never && refused.isEmpty() ? "A capture filter for UDP only would hide the queries over TCP." : null)
                .build());
    }
}
