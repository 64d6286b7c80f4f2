package io.wirecause.dns;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.name.NameTable;
import io.wirecause.dns.statistics.DifferingAnswers;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.dns.statistics.TunnelDetector;
import io.wirecause.dns.statistics.ZoneTransfers;
import io.wirecause.report.Describe;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_dns_packets} answers. */
record DnsAnswer(
        @Describe("Counts of all messages that match the filter") Statistics statistics,
        @Describe("Name services found") List<ServiceRecord> services,
        @Describe("DNS servers, most queries first") List<ServerTable.ServerRow> servers,
        @Describe("Names asked for most") List<NameTable.NameRow> topDomains,
        @Describe("The worst exchanges with DNS servers; the statistics count all") List<ProblemRow> problems,
        @Describe("Questions that servers answered differently, the first few")
        List<DifferingAnswers.DifferingAnswerRow> differingAnswers,
        @Describe("Zone transfers, the first few") List<ZoneTransfers.ZoneTransferRow> zoneTransfers,
        @Describe("Names that may hide a tunnel or malware, with the reason")
        List<TunnelDetector.SuspiciousNameRow> suspiciousNames,
        @Describe("Messages in file order; fewer than asked for where the answer would grow beyond 20 kB")
        List<DnsPacketRecord> packets) {

    /** Messages and exchanges, counted. */
    record Statistics(
            @Describe("Queries") long queries,
            @Describe("Responses") long responses,
            @Describe("Different names asked for") int uniqueDomainsQueried,
            @Describe("The names asked for most, the first few") List<String> uniqueDomains,
            @Describe("Messages over TCP") long messagesOverTcp,
            @Describe("Queries by type") Map<String, Long> queryTypes,
            @Describe("Responses by response code") Map<String, Long> responseCodes,
            @Describe("Messages by operation") Map<String, Long> opcodes,
            @Describe("Queries to DNS servers by outcome") Map<String, Integer> outcomes,
            @Describe("Queries retried for lack of an answer, with the same id or another") long retries,
            @Describe("Responses from DNS servers whose query is not in the capture") long responsesWithoutQuery,
            @Describe("Responses with the id of a query but another question: late or forged") long responsesToAnotherQuestion,
            @Describe("Queries with a second response that contradicts the first: possibly forged") int contradictingResponses,
            @Describe(value = "From the first query to the response, all DNS servers", optional = true)
            Latencies.Summary responseTime,
            @Describe("Responses that of any outcome that took a second or more") int slowResponses,
            @Describe("Truncated responses and what followed") Truncation truncation,
            @Describe("EDNS and DNSSEC") Security edns,
            @Describe("DNS servers asked") int serverCount,
            @Describe("Zone transfers asked for") long zoneTransferCount,
            @Describe("Questions that servers answered differently") long differingAnswerCount,
            @Describe("Malformed messages; packets lists the problems of each") MalformedCounter.Summary malformed) {
    }

    /** Truncation over UDP. */
    record Truncation(
            @Describe("Truncated responses over UDP") int responses,
            @Describe("Those asked again over TCP") int askedOverTcp,
            @Describe("Those never answered in full") int neverWhole) {
    }

    /** How EDNS and DNSSEC are used with DNS servers. */
    record Security(
            @Describe("Queries with EDNS") long queries,
            @Describe("Responses with EDNS") long responses,
            @Describe("Queries that ask for DNSSEC records (DO)") long dnssecOk,
            @Describe("Queries that ask not to validate DNSSEC (CD)") long checkingDisabled,
            @Describe("Responses that the resolver validated by DNSSEC (AD)") long authenticData,
            @Describe("Responses with signatures (RRSIG)") long signed,
            @Describe("Extended errors (RFC 8914), counted") Map<String, Long> extendedErrors) {
    }

    /** Messages of one name service. */
    record ServiceRecord(
            @Describe("Name service") DnsService service,
            @Describe("Queries") long queries,
            @Describe("Responses") long responses) {
    }

    /** One exchange that went wrong. */
    record ProblemRow(
            @Describe("Outcome of the query") String outcome,
            @Describe("Name asked for") String name,
            @Describe("Type asked for") String type,
            @Describe("Who asked") String client,
            @Describe("Who was asked") String server,
            @Describe(value = "Transport", oneOf = {"UDP", "TCP"}) String protocol,
            @Describe("Frame of the query") long queryFrame,
            @Describe(value = "Frame of the response", optional = true) Long responseFrame,
            @Describe(value = "From query to response, milliseconds", optional = true) Double responseTimeMs,
            @Describe("How often the query was sent with this id") int queries,
            @Describe("Whether another try, server or search suffix settled the question") boolean settledElsewhere,
            @Describe(value = "Extended error of the response", optional = true) String extendedError,
            @Describe(value = "Frame of an ICMP error that quotes the query", optional = true) Long icmpFrame) {

        static ProblemRow of(DnsExchange e, long now) {
            return new ProblemRow(DnsOutcome.of(e, now).label(), e.asked() == null ? "" : Mnemonics.shortName(e.name()),
                    Mnemonics.type(e.service(), e.type()), e.client().toString(), e.server().toString(), e.tcp() ? "TCP" : "UDP",
                    e.queryFrame(),
                    e.answered() ? e.responseFrame() : null, e.responseMillis(), e.queries(),
                    e.settledElsewhere(), e.extendedError(), e.icmpFrame() == 0 ? null : e.icmpFrame());
        }
    }
}
