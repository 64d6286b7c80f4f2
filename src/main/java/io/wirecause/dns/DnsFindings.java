package io.wirecause.dns;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.exchange.DnsThresholds;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.statistics.DifferingAnswers;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.OutcomeCounts;
import io.wirecause.dns.statistics.TunnelDetector;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The findings about a capture's DNS, from the outcomes of its exchanges. */
final class DnsFindings {
    private static final int NAMED = 3;

    private final DnsStatistics statistics;
    private final DnsOutcomes outcomes;
    private final List<Finding> findings = new ArrayList<>();

    private DnsFindings(DnsStatistics statistics) {
        this.statistics = statistics;
        this.outcomes = statistics.outcomes;
    }

    /** All findings, worst first. */
    static List<Finding> of(DnsStatistics statistics) {
        DnsFindings all = new DnsFindings(statistics);
        all.unanswered();
        all.failed(DnsOutcome.SERVFAIL, DnsFindingCode.DNS_SERVFAIL, 2, "Compare dig and dig +cd for the name: if "
                + "only the latter answers, DNSSEC validation fails; otherwise check the resolver's log and its path to "
                + "the zone's servers.");
        all.failed(DnsOutcome.REFUSED, DnsFindingCode.DNS_REFUSED, 5,
                "Check that the client uses the right resolver, and the server's access list and recursion "
                        + "setting.");
        all.truncated();
        all.slow();
        all.hidden();
        all.nonexistent();
        all.differing();
        all.findings.sort(Comparator.comparing(Finding::severity));
        return all.findings;
    }

    private void unanswered() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.UNANSWERED);
        if (counts.count() == 0) {
            return;
        }
        boolean silent = outcomes.answered() == 0;
        String icmp = counts.examples().stream().filter(e -> e.icmpFrame() != 0).findFirst()
                .map(e -> "; " + counts.icmpErrors() + " rejected by an ICMP error (frame " + e.icmpFrame() + ")").orElse("");
        long malformed = counts.examples().stream().filter(e -> e.malformed()).count();
        String broken = malformed == 0 ? "" : "; " + malformed + " of the first " + counts.examples().size()
                + " are malformed, which servers drop";
        long others = statistics.exchanges.otherQuestion();
        String another = others == 0 ? "" : "; " + others + (others == 1 ? " response has" : " responses have")
                + " the id of a query but another question, which clients ignore";
        String limits = silent && counts.icmpErrors() == 0 ? "No response from any DNS server was captured: if the "
                + "capture sees one direction only, there may have been responses." : null;
        add(DnsFindingCode.DNS_UNANSWERED, counts.unsettled() > 0 ? Severity.ERROR : Severity.WARNING,
                silent && counts.icmpErrors() == 0 ? Confidence.MEDIUM : Confidence.HIGH,
                queries(counts.count()) + " got no response" + settled(counts),
                servers(counts) + names(counts.examples()) + broken + another + icmp,
                counts.examples(), false, "dns.flags.response == 0 && !dns.response_in",
                "Check that the server is up and that UDP port 53 passes both ways; try dig @server name.", limits);
    }

    private void failed(DnsOutcome outcome, DnsFindingCode code, int rcode, String hint) {
        OutcomeCounts counts = outcomes.of(outcome);
        if (counts.count() == 0) {
            return;
        }
        String errors = counts.examples().stream().map(e -> e.extendedError()).filter(e -> e != null).distinct().limit(NAMED)
                .collect(Collectors.joining(", "));
        String what = outcome == DnsOutcome.SERVFAIL ? " failed at the server (SERVFAIL)" : " refused by the server";
        add(code, counts.unsettled() > 0 ? Severity.ERROR : Severity.WARNING, Confidence.HIGH,
                queries(counts.count()) + what + settled(counts), servers(counts) + names(counts.examples())
                + (errors.isEmpty() ? "" : "; extended errors: " + errors),
                counts.examples(), true, "dns.flags.rcode == " + rcode, hint, null);
    }

    private void truncated() {
        int cut = outcomes.truncated();
        if (cut == 0) {
            return;
        }
        OutcomeCounts open = outcomes.of(DnsOutcome.TRUNCATED);
        List<DnsExchange> examples = open.count() > 0 ? open.examples() : outcomes.truncations();
        String detail = cut + " truncated over UDP, " + outcomes.truncatedThenTcp() + " of them then asked over TCP, "
                + open.count()
                + " never settled" + names(examples);
        add(DnsFindingCode.DNS_TRUNCATED, open.count() > 0 ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                Plural.of(cut, "response") + " truncated" + (open.count() > 0 ? ", " + open.count() + " never "
                        + "answered in full"
                        : ", then answered in full"), detail,
                examples, true, "dns.flags.truncated == 1",
                "Check that TCP port 53 is open between client and server, and the UDP size that the client "
                        + "announces with EDNS.",
                open.count() > 0 ? "A capture filter for UDP only would hide the queries over TCP." : null);
    }

    private void slow() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.SLOW);
        if (counts.count() == 0) {
            return;
        }
        long repeated = counts.examples().stream().filter(e -> e.queries() > 1).count();
        String worst = String.format(Locale.ROOT, "slowest %.0f ms in frame %d", counts.slowest().responseNanos() / 1e6,
                counts.slowest().responseFrame());
        String again = repeated == 0 ? "" : "; " + repeated + " of the examples were answered only after a retry, so "
                + "a packet was lost or the server was slow";
        add(DnsFindingCode.DNS_SLOW, counts.count() > DnsThresholds.SLOW_SHARE * outcomes.answered() ? Severity.WARNING
                : Severity.NOTE,
                Confidence.HIGH, Plural.of(counts.count(), "response") + " took a second or more",
                worst + "; " + counts.count() + " of " + outcomes.answered() + " answered queries; " + servers(counts)
                        + names(counts.examples()) + again,
                counts.examples(), true, "dns.time >= 1",
                "Query the server twice for the same name with dig: if only the first query is slow, the delay is "
                        + "upstream of the server.",
                null);
    }

    private void nonexistent() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.NXDOMAIN);
        if (counts.count() == 0) {
            return;
        }
        boolean many = counts.unsettled() - counts.unsettledReverse() > DnsThresholds.NXDOMAIN_SHARE * outcomes.answered();
        String suffixes = counts.settledElsewhere() == 0 ? "" : "; " + counts.settledElsewhere()
                + " of them tried a search suffix, and the host was found without it or with another";
        add(DnsFindingCode.DNS_NXDOMAIN, many ? Severity.WARNING : Severity.NOTE, Confidence.HIGH,
                counts.count() == 1 ? "1 query for a name that does not exist"
                        : counts.count() + " queries for names that do not exist",
                counts.count() + " of " + outcomes.answered() + " answered queries; " + servers(counts) + names(counts.examples())
                        + suffixes,
                counts.examples(), true, "dns.flags.rcode == 3",
                "Check the spelling of the names, the client's search suffixes, and whether its resolver knows "
                        + "the zone.",
                null);
    }

    private void differing() {
        List<DifferingAnswers.DifferingAnswerRow> found = statistics.differing.first(Finding.EXAMPLES);
        if (found.isEmpty()) {
            return;
        }
        boolean forged = outcomes.contradicted() > 0;
        DifferingAnswers.DifferingAnswerRow first = found.get(0);
        String title = forged ? queries(outcomes.contradicted()) + " got two contradicting responses"
                : Plural.of(statistics.differing.total(), "question") + " answered differently by different servers";
        add(DnsFindingCode.DNS_ANSWERS_DIFFER, forged ? Severity.WARNING : Severity.NOTE, Confidence.MEDIUM, title,
                "e.g. " + first.type() + " \"" + first.name() + "\": \"" + first.answerA() + "\" from " + first.serverA() + ", \""
                        + first.answerB() + "\" from " + first.serverB(),
                found.stream().map(d -> Subject.name(d.name())),
                found.stream().flatMap(d -> Stream.of(d.frameA(), d.frameB())).toList(),
                Finding.filter(List.of(first.frameA(), first.frameB())),
                "Query each server with dig, and compare the zone's serial numbers (SOA).",
                "Content networks give different clients different addresses on purpose.");
    }

    private void hidden() {
        List<TunnelDetector.SuspiciousNameRow> found = statistics.hidden.suspicions();
        for (TunnelDetector.SuspiciousNameRow each : found.subList(0, Math.min(NAMED, found.size()))) {
            boolean tunnel = each.kind() == TunnelDetector.Suspicion.TUNNEL;
            String filter = tunnel ? tunnelFilter(each.about())
                    : "dns.flags.rcode == 3 && " + (each.about().indexOf(':') < 0 ? "ip" : "ipv6") + ".addr == " + each.about();
            add(DnsFindingCode.DNS_TUNNEL_SUSPECTED, Severity.WARNING, Confidence.MEDIUM,
                    tunnel ? "Names below \"" + each.about() + "\" look like a tunnel"
                            : "Client " + each.about() + " asks for generated names",
                    each.reason() + "; e.g. \"" + each.example() + "\"",
                    Stream.of(tunnel ? Subject.name(each.about()) : Subject.host(each.about())), each.frames(), filter,
                    tunnel ? "Find out which program on the client sends these queries, and who owns the domain."
                            : "Check the client for malware; a browser asks for only a few random names when it "
                                    + "starts.",
                    "The pattern is not proof: products that look up hashes of files or addresses use such "
                            + "names too.");
        }
    }

    /** A domain with special characters cannot be used in a display filter. */
    private static String tunnelFilter(String domain) {
        return domain.matches("[a-z0-9._-]+") ? "dns.qry.name contains \"" + domain + "\""
                : "dns.qry.name.len > " + DnsThresholds.TUNNEL_LENGTH;
    }

    private void add(DnsFindingCode code, Severity severity, Confidence confidence, String title, String detail,
                     Stream<Subject> subjects, List<Long> frames, String filter, String hint, String limits) {
        findings.add(Finding.of(code, severity, confidence)
                .title(title)
                .detail(detail)
                .subjects(subjects)
                .frames(frames)
                .displayFilter(filter)
                .hint(hint)
                .limits(limits)
                .build());
    }

    /** A finding about exchanges, with their frames and, where they went over TCP, their connections. */
    private void add(DnsFindingCode code, Severity severity, Confidence confidence, String title, String detail,
                     List<DnsExchange> examples, boolean response, String filter, String hint, String limits) {
        findings.add(Finding.of(code, severity, confidence)
                .title(title)
                .detail(detail)
                .connections(examples.stream().map(e -> e.stream()).filter(stream -> stream >= 0).distinct().toList())
                .subjects(examples.stream().flatMap(DnsFindings::subjects))
                .frames(frames(examples, response))
                .displayFilter(filter)
                .hint(hint)
                .limits(limits)
                .build());
    }

    private static Stream<Subject> subjects(DnsExchange e) {
        Stream<Subject> ends = Stream.of(Subject.endpoint(e.server().toString()), Subject.host(e.client().address()));
        return e.asked() == null ? ends : Stream.concat(Stream.of(Subject.name(e.name())), ends);
    }

    private static List<Long> frames(List<DnsExchange> examples, boolean response) {
        return examples.stream().map(e -> response ? e.responseFrame() : e.queryFrame()).toList();
    }

    private static String queries(int count) {
        return Plural.of(count, "query", "queries");
    }

    private static String settled(OutcomeCounts counts) {
        return counts.settledElsewhere() == 0 ? "" : counts.unsettled() == 0 ? ", but another try was answered"
                : " (" + counts.settledElsewhere() + " of them answered by another try)";
    }

    private static String servers(OutcomeCounts counts) {
        Map<Endpoint, Integer> servers = counts.servers();
        String first = servers.entrySet().stream().sorted(Map.Entry.<Endpoint, Integer>comparingByValue().reversed()
                .thenComparing(e -> e.getKey().toString()))
                .limit(NAMED).map(e -> e.getKey() + " (" + e.getValue() + ")").collect(Collectors.joining(", "));
        boolean more = servers.size() > NAMED;
        String atLeast = servers.size() == OutcomeCounts.MAX_SERVERS ? "at least " : "";
        return "servers: " + first + (more ? " and " + atLeast + (servers.size() - NAMED) + " more" : "");
    }

    private static String names(List<DnsExchange> examples) {
        List<String> names = examples.stream().filter(e -> e.asked() != null && e.type() >= 0)
                .map(e -> (e.opcode() == DnsMessage.OPCODE_QUERY ? "" : Mnemonics.opcode(e.service(), e.opcode()) + " ")
                        + Mnemonics.type(e.service(), e.type()) + " \"" + Mnemonics.shortName(e.name()) + '"')
                .distinct().limit(NAMED).toList();
        return names.isEmpty() ? "" : "; e.g. " + String.join(", ", names);
    }
}
