package io.wirecause.dns;

import static io.wirecause.dns.ExchangeWords.names;
import static io.wirecause.dns.ExchangeWords.queries;
import static io.wirecause.dns.ExchangeWords.servers;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.exchange.DnsThresholds;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.statistics.DifferingAnswers;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.OutcomeCounts;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.dns.statistics.TunnelDetector;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    static List<Finding> of(DnsStatistics statistics, DnsFragments fragments, TcpRefusals refusals) {
        DnsFindings all = new DnsFindings(statistics);
        SilenceFindings silence = new SilenceFindings(statistics, fragments, all.findings);
        FailureFindings failure = new FailureFindings(statistics, all.findings);
        silence.unanswered();
        silence.otherSource();
        silence.badChecksums();
        failure.servfail();
        failure.refused();
        failure.others();
        silence.truncated(refusals);
        silence.fragments();
        all.slow();
        all.hidden();
        all.nonexistent();
        failure.blocked();
        failure.stale();
        all.differing();
        statistics.malformed.finding(DnsFindingCode.DNS_MALFORMED, "DNS", "dns || _ws.malformed").ifPresent(all.findings::add);
        all.findings.sort(Comparator.comparing(Finding::severity));
        return all.findings;
    }

    private void slow() {
        OutcomeCounts counts = outcomes.slowLookups();
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        List<String> silent = examples.stream().flatMap(e -> Stream.ofNullable(e.silent())).map(Endpoint::toString).distinct()
                .toList();
        long retried = examples.stream().filter(e -> e.silent() != null).count();
        boolean late = examples.stream().anyMatch(e -> e.responseNanos() >= DnsThresholds.SLOW_NANOS && !e.firstTryLost());
        String who = silent.isEmpty() ? "" : ", as " + ExchangeWords.list(silent) + " did not answer "
                + (late ? "in time" : "the first try");
        findings.add(ExchangeWords.finding(DnsFindingCode.DNS_SLOW,
                outcomes.isOftenSlow() ? Severity.WARNING : Severity.NOTE, Confidence.HIGH, examples)
                .title(Plural.of(counts.count(), "lookup") + " took a second or more"
                        + String.format(Locale.ROOT, " (%.1f s at most)", counts.slowest().waitNanos() / 1e9) + who)
                .detail(String.format(Locale.ROOT, "slowest %.0f ms until frame %d; ", counts.slowest().waitNanos() / 1e6,
                        counts.slowest().responseFrame()) + counts.count() + " of " + outcomes.answered() + " answered queries; "
                        + servers(counts) + names(examples) + (retried == 0 ? "" : "; " + retried + " of the first "
                                + examples.size() + " were answered only after a retry" + (late ? "" : ", then at once")))
                .frames(ExchangeWords.frames(examples, DnsExchange::responseFrame))
                .displayFilter(examples.stream().allMatch(e -> e.responseNanos() >= DnsThresholds.SLOW_NANOS) ? "dns.time >= 1"
                        : Finding.filter(ExchangeWords.frames(examples, DnsExchange::responseFrame)))
                .hint(late ? "Query the server twice for the same name with dig: if only the first query is slow, the delay is "
                        + "upstream of the server."
                        : "The server answers at once when it gets the query: look for what loses the first one on the way, "
                        + "such as "
                                + (2 * examples.stream().filter(DnsExchange::parallel).count() > examples.size()
                                        ? "a stateful packet filter that drops the second of two queries from one port "
                                        + "(conntrack)."
                                        : "a packet filter."))
                .build());
    }

    private void nonexistent() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.NXDOMAIN);
        if (counts.count() == 0) {
            return;
        }
        String suffixes = counts.settledElsewhere() == 0 ? "" : "; " + counts.settledElsewhere()
                + " of them tried a search suffix, and the host was found without it or with another";
        List<DnsExchange> examples = counts.examples();
        Severity severity = outcomes.isOftenMissing() ? Severity.WARNING : Severity.NOTE;
        findings.add(ExchangeWords.finding(DnsFindingCode.DNS_NXDOMAIN, severity, Confidence.HIGH, examples)
                .title(counts.count() == 1 ? "1 query for a name that does not exist"
                        : counts.count() + " queries for names that do not exist")
                .detail(counts.count() + " of " + outcomes.answered() + " answered queries; " + servers(counts) + names(examples)
                        + suffixes)
                .frames(ExchangeWords.frames(examples, DnsExchange::responseFrame))
                .displayFilter("dns.flags.rcode == 3")
                .hint("Check the spelling of the names, the client's search suffixes, and whether its resolver knows the zone.")
                .build());
    }

    private void differing() {
        List<DifferingAnswers.DifferingAnswerRow> found = statistics.differing.first(Finding.EXAMPLES);
        if (outcomes.contradicted() > 0) {
            contradicting(found);
            return;
        }
        if (found.isEmpty()) {
            return;
        }
        DifferingAnswers.DifferingAnswerRow first = found.get(0);
        add(DnsFindingCode.DNS_ANSWERS_DIFFER, Severity.NOTE, Confidence.MEDIUM,
                Plural.of(statistics.differing.total(), "question") + " answered differently by different servers",
                example(first),
                found.stream().map(d -> Subject.name(d.name())),
                found.stream().flatMap(d -> Stream.of(d.frameA(), d.frameB())).toList(),
                Finding.filter(List.of(first.frameA(), first.frameB())),
                "Query each server with dig, and compare the zone's serial numbers (SOA).",
                "Content networks give different clients different addresses on purpose.");
    }

    private static String example(DifferingAnswers.DifferingAnswerRow d) {
        return "e.g. " + d.type() + ' ' + WireText.inQuotes(d.name()) + ": " + WireText.inQuotes(d.answerA())
                + " from " + d.serverA() + ", " + WireText.inQuotes(d.answerB()) + " from " + d.serverB();
    }

    /** More responses than queries, and they contradict each other: the server sends one, so somebody else sent the other. */
    private void contradicting(List<DifferingAnswers.DifferingAnswerRow> rows) {
        List<DnsExchange> examples = outcomes.contradictions();
        DnsExchange first = examples.stream().filter(e -> e.ttl() >= 0 && e.contradictionTtl() >= 0
                && e.ttl() != e.contradictionTtl()).findFirst().orElse(examples.get(0));
        boolean otherPath = first.ttl() >= 0 && first.contradictionTtl() >= 0 && first.ttl() != first.contradictionTtl();
        ServerTable.Replies replies = statistics.servers.replies(first.server());
        int usual = replies == null ? -1 : replies.ttl();
        boolean firstIsUsual = otherPath && first.ttl() == usual;
        boolean proven = firstIsUsual || otherPath && first.contradictionTtl() == usual;
        String title = queries(outcomes.contradicted()) + " got two contradicting responses"
                + (otherPath ? ": the " + (firstIsUsual ? "second" : "first") + " one is probably forged"
                : ", one may be forged");
        String paths = String.format(Locale.ROOT,
                "; the first came after %.0f ms with IP TTL %d, the second after %.0f ms with IP "
                + "TTL %d", first.responseNanos() / 1e6, first.ttl(), first.contradictionNanos() / 1e6, first.contradictionTtl());
        String example = rows.stream().filter(r -> r.frameB() == first.contradictionFrame()).findFirst()
                .or(() -> rows.stream().findFirst()).map(DnsFindings::example)
                .orElse(first.asked() == null ? "the question cannot be read"
                        : "e.g. " + WireText.inQuotes(Mnemonics.shortName(first.name())));
        List<Long> frames = examples.stream().flatMap(e -> Stream.of(e.responseFrame(), e.contradictionFrame())).toList();
        findings.add(ExchangeWords.finding(DnsFindingCode.DNS_ANSWERS_DIFFER, proven ? Severity.ERROR : Severity.WARNING,
                otherPath ? Confidence.HIGH : Confidence.MEDIUM, examples)
                .title(title)
                .detail(example + (otherPath ? paths : "") + (proven ? "; other responses of the server have IP TTL " + usual
                : ""))
                .frames(frames)
                .displayFilter(Finding.filter(frames))
                .hint(otherPath ? "Somebody between client and server injects answers: ask over TLS or HTTPS, or a server on "
                        + "another "
                        + "path, and compare."
                        : "Query the server with dig over TCP (+tcp), which is harder to forge, and compare.")
                .limits("Only the path tells that the answer is forged, not its content.").build());
    }

    private void hidden() {
        List<TunnelDetector.SuspiciousNameRow> found = statistics.hidden.suspicions();
        for (TunnelDetector.SuspiciousNameRow each : found.subList(0, Math.min(NAMED, found.size()))) {
            boolean tunnel = each.kind() == TunnelDetector.Suspicion.TUNNEL;
            String filter = tunnel ? tunnelFilter(each.about())
                    : "dns.flags.rcode == 3 && " + (each.about().indexOf(':') < 0 ? "ip" : "ipv6") + ".addr == " + each.about();
            add(DnsFindingCode.DNS_TUNNEL_SUSPECTED, Severity.WARNING, Confidence.MEDIUM,
                    tunnel ? "Names below " + WireText.inQuotes(each.about()) + " look like a tunnel"
                            : "Client " + each.about() + " asks for generated names",
                    each.reason() + "; e.g. " + WireText.inQuotes(each.example()),
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
}
