package io.wirecause.dns;

import static io.wirecause.dns.ExchangeWords.NAMED;
import static io.wirecause.dns.ExchangeWords.finding;
import static io.wirecause.dns.ExchangeWords.frames;
import static io.wirecause.dns.ExchangeWords.list;
import static io.wirecause.dns.ExchangeWords.names;
import static io.wirecause.dns.ExchangeWords.queries;
import static io.wirecause.dns.ExchangeWords.servers;
import static io.wirecause.dns.ExchangeWords.settled;
import static io.wirecause.dns.ExchangeWords.type;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.OutcomeCounts;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.xbill.DNS.Rcode;

/** Findings about responses that fail a query, by response code and extended error (RFC 8914). */
final class FailureFindings {
    /** Queries that a filter answers before it can be said that it leaves a client nothing. */
    private static final int ALL_BLOCKED = 2;
    private static final int NO_REACHABLE_AUTHORITY = 22;
    private static final int NETWORK_ERROR = 23;
    private static final int PROHIBITED = 18;
    private static final int NOT_AUTHORITATIVE = 20;

    private final DnsOutcomes outcomes;
    private final List<Finding> findings;

    /** Adds to these findings. */
    FailureFindings(DnsStatistics statistics, List<Finding> findings) {
        this.outcomes = statistics.outcomes;
        this.findings = findings;
    }

    void servfail() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.SERVFAIL);
        List<DnsExchange> lame = outcomes.lame().examples().stream()
                .filter(l -> counts.examples().stream().anyMatch(s -> followed(s, l))).toList();
        if (counts.count() > 0) {
            List<DnsExchange> examples = counts.examples();
            String why = !lame.isEmpty() ? ": lame delegation" : has(examples, FailureFindings::isBogus) ? ": DNSSEC validation"
                    : has(examples, FailureFindings::isUnreachable) ? ": no authority for the zone could be reached" : "";
            String hint = !lame.isEmpty() ? lameHint() : has(examples, FailureFindings::isBogus)
                    ? "Compare dig and dig +cd for the name; then correct the zone's signatures or its DS record, or the "
                    + "resolver's "
                            + "clock and trust anchor."
                    : has(examples, FailureFindings::isUnreachable)
                    ? "Check from the resolver that the zone's name servers answer "
                            + "(dig +trace name), and the path to them."
                    : "Compare dig and dig +cd for the name: if only the latter answers, DNSSEC validation fails; otherwise "
                    + "check the "
                            + "resolver's log and its path to the zone's servers.";
            findings.add(finding(DnsFindingCode.DNS_SERVFAIL, severity(counts), Confidence.HIGH, examples)
                    .title(queries(counts.count()) + " failed at the server (SERVFAIL)" + settled(counts) + why)
                    .detail(servers(counts) + names(examples) + errors(examples) + (lame.isEmpty() ? "" : "; " + unserved(lame)))
                    .frames(frames(examples, DnsExchange::responseFrame)).displayFilter("dns.flags.rcode == 2").hint(hint)
                    .build());
        }
        if (lame.isEmpty()) {
            lame();
        }
    }

    /** Whether a resolver gave a client SERVFAIL for a name of which it had asked a server that does not serve it. */
    private static boolean followed(DnsExchange servfail, DnsExchange lame) {
        String name = servfail.asked() == null ? "" : "." + servfail.asked().text();
        return servfail.server().host().equals(lame.client().host()) && lame.asked() != null
                && name.endsWith("." + lame.asked().text());
    }

    private void lame() {
        OutcomeCounts counts = outcomes.lame();
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        findings.add(finding(DnsFindingCode.DNS_LAME_DELEGATION, Severity.WARNING, Confidence.MEDIUM, examples)
                .title(queries(counts.count())
                        + (outcomes.lameRefusals() == counts.count() ? " refused by a server that was asked as an authority: it"
                        : " answered with a referral upwards: the server")
                        + " is not authoritative for the name (lame delegation)")
                .detail(unserved(examples) + names(examples)).frames(frames(examples, DnsExchange::responseFrame))
                .displayFilter(outcomes.lameRefusals() == counts.count() ? "dns.flags.rcode == 5 && dns.flags.recdesired == 0"
                        : "dns.flags.authoritative == 0 && dns.count.answers == 0 && dns.count.auth_rr > 0")
                .hint(lameHint())
                .limits("A client that asks a server on its own, which nobody named for the zone, gets the same"
                        + (outcomes.lameRefusals() == 0 ? "." : "; so does one that the server's access list leaves out."))
                .build());
    }

    private static String unserved(List<DnsExchange> lame) {
        List<String> servers = lame.stream().map(e -> e.server().address()).distinct().toList();
        return list(servers) + (servers.size() == 1 ? " is" : " are") + " not authoritative for "
                + WireText.inQuotes(Mnemonics.shortName(lame.get(0).name())) + " and "
                + (lame.stream().allMatch(e -> e.rcode() == DnsMessage.RCODE_REFUSED) ? servers.size() == 1 ? "refuses" : "refuse"
                : (servers.size() == 1 ? "refers" : "refer") + " upwards") + " instead of answering";
    }

    private static String lameHint() {
        return "Configure the zone on those servers, or correct the NS records at the parent zone.";
    }

    void refused() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.REFUSED);
        // Those of authorities are told as lame delegations.
        if (counts.count() == outcomes.lameRefusals()) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        boolean prohibited = has(examples, e -> e.extendedCode() == PROHIBITED);
        boolean foreign = has(examples, e -> e.extendedCode() == NOT_AUTHORITATIVE);
        findings.add(finding(DnsFindingCode.DNS_REFUSED, severity(counts), Confidence.HIGH, examples)
                .title(queries(counts.count()) + " refused by the server" + settled(counts)
                        + (prohibited ? ": the client is not allowed" : foreign ? ": the server is not authoritative for the name"
                        : ""))
                .detail(servers(counts) + names(examples) + errors(examples))
                .frames(frames(examples, DnsExchange::responseFrame)).displayFilter("dns.flags.rcode == 5")
                .hint(prohibited ? "Add the client to the server's access list, or give it another resolver."
                        : "Check that the client uses the right resolver, and the server's access list and recursion setting.")
                        .build());
    }

    /** Every other response code that fails a query. */
    void others() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.OTHER_ERROR);
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        String codes = counts.codes().entrySet().stream().map(e -> counts.codes().size() == 1 ? e.getKey()
                : e.getValue() + " " + e.getKey()).collect(Collectors.joining(", "));
        boolean expected = examples.stream().allMatch(FailureFindings::isExpected);
        boolean malformed = examples.stream().allMatch(DnsExchange::malformed);
        Severity severity = counts.unsettled() == 0 || expected ? Severity.NOTE : malformed ? Severity.WARNING : Severity.ERROR;
        List<String> whys = examples.stream().map(FailureFindings::why).filter(Objects::nonNull).distinct().toList();
        findings.add(finding(DnsFindingCode.DNS_ERROR_RESPONSE, severity, Confidence.HIGH, examples)
                .title(queries(counts.count()) + " turned down by the server (" + codes + ")" + settled(counts)
                        + (nothingElse(counts) ? ": nothing was resolved" : ""))
                .detail(servers(counts) + names(examples) + (whys.isEmpty() ? "" : "; " + String.join("; ",
                        whys.subList(0, Math.min(NAMED, whys.size())))) + errors(examples))
                .frames(frames(examples, DnsExchange::responseFrame))
                .displayFilter("dns.flags.response == 1 && dns.flags.rcode not in {0, 2, 3, 5} || dns.resp.ext_rcode > 0")
                .hint(expected ? "Updates with prerequisites are answered like this on purpose; look at what the client did next."
                        : "Send the same query with dig; leave out EDNS (+noedns), cookies or TSIG one after the other to see "
                        + "what the "
                                + "server cannot take.").build());
    }

    private boolean nothingElse(OutcomeCounts counts) {
        return counts.unsettled() == counts.count() && counts.count() == outcomes.answered() && counts.count() > 1;
    }

    /** Codes that a client provokes on purpose: prerequisites of updates (RFC 2136, section 2.4). */
    private static boolean isExpected(DnsExchange e) {
        return e.rcode() >= Rcode.YXDOMAIN && e.rcode() <= Rcode.NXRRSET;
    }

    /** What a response code says of its query; null for nothing more than its name. */
    private static String why(DnsExchange e) {
        if (e.tsigError() != 0) {
            return "TSIG error " + tsig(e.tsigError());
        }
        return switch (e.rcode()) {
            case Rcode.FORMERR -> e.malformed() ? "FORMERR: the query is malformed"
                    : e.udpSize() > 0 && !e.responseEdns()
                    ? "FORMERR: the query has EDNS and the response has none, so the server does "
                            + "not know EDNS" : "FORMERR: the server cannot read the query";
            case Rcode.NOTIMP -> "NOTIMP: the server does not implement " + (e.opcode() != 0
                    ? Mnemonics.opcode(e.service(), e.opcode()) : type(e) + " queries");
            case Rcode.NOTAUTH -> "NOTAUTH: the server is not authoritative for the zone, or does not know the key";
            case Rcode.YXDOMAIN, Rcode.YXRRSET -> Mnemonics.rcode(e.rcode()) + ": what must not exist for this update exists";
            case Rcode.NXRRSET -> "NXRRSET: what must exist for this update does not";
            case Rcode.NOTZONE -> "NOTZONE: the update names something outside its zone";
            case Rcode.BADVERS -> "BADVERS: the server does not know this version of EDNS";
            case Rcode.BADCOOKIE -> "BADCOOKIE: the server wants its own cookie in the query (RFC 7873)";
            default -> null;
        };
    }

    private static String tsig(int error) {
        return switch (error) {
            case Rcode.BADSIG -> "BADSIG: the keys or the algorithms differ";
            case Rcode.BADKEY -> "BADKEY: the server does not know the key";
            case Rcode.BADTIME -> "BADTIME: the clocks of client and server differ";
            default -> Mnemonics.rcode(error);
        };
    }

    void blocked() {
        OutcomeCounts counts = outcomes.of(DnsOutcome.BLOCKED);
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        // Filters block advertising all day; where nothing else was resolved, somebody does not get where he wants to.
        boolean all = counts.count() >= ALL_BLOCKED && counts.count() == outcomes.answered();
        findings.add(finding(DnsFindingCode.DNS_BLOCKED, all ? Severity.WARNING : Severity.NOTE, Confidence.HIGH, examples)
                .title(counts.count() == 1 ? "1 name is blocked by the resolver's policy" : counts.count()
                        + " queries for names that the resolver's policy blocks")
                .detail(servers(counts) + names(examples) + errors(examples))
                .frames(frames(examples, DnsExchange::responseFrame)).displayFilter("dns.opt.code == 15")
                .hint("If a name is to be reached, allow it in the resolver's block list, or ask who runs the filter.").build());
    }

    void stale() {
        OutcomeCounts counts = outcomes.stale();
        if (counts.count() == 0) {
            return;
        }
        List<DnsExchange> examples = counts.examples();
        findings.add(finding(DnsFindingCode.DNS_STALE, Severity.NOTE, Confidence.HIGH, examples)
                .title(Plural.of(counts.count(), "stale answer") + ": the resolver answered from its expired cache")
                .detail(servers(counts) + names(examples) + errors(examples))
                .frames(frames(examples, DnsExchange::responseFrame)).displayFilter("dns.opt.code == 15")
                .hint("Check from the resolver that the zone's own name servers can be reached: a resolver serves expired "
                        + "records when "
                        + "they do not answer in time.")
                .limits("Some resolvers always answer from the expired cache first and refresh it afterwards.").build());
    }

    private static Severity severity(OutcomeCounts counts) {
        return counts.unsettled() > 0 ? Severity.ERROR : Severity.WARNING;
    }

    private static String errors(List<DnsExchange> examples) {
        List<String> errors = new ArrayList<>(examples.stream().flatMap(e -> Stream.ofNullable(e.extendedError())).distinct()
                .limit(NAMED).toList());
        return errors.isEmpty() ? "" : "; extended errors: " + String.join(", ", errors);
    }

    private static boolean has(List<DnsExchange> examples, java.util.function.Predicate<DnsExchange> condition) {
        return 2 * examples.stream().filter(condition).count() > examples.size();
    }

    /** Codes 1, 2, 5 to 12, 25 and 27 of RFC 8914 and its registry are about DNSSEC. */
    private static boolean isBogus(DnsExchange e) {
        int code = e.extendedCode();
        return code == 1 || code == 2 || code >= 5 && code <= 12 || code == 25 || code == 27;
    }

    private static boolean isUnreachable(DnsExchange e) {
        return e.extendedCode() == NO_REACHABLE_AUTHORITY || e.extendedCode() == NETWORK_ERROR;
    }
}
