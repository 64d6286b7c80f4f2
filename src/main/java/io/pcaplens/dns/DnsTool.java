package io.pcaplens.dns;

import io.pcaplens.analysis.Call;
import io.pcaplens.analysis.CaptureFindingCode;
import io.pcaplens.analysis.CaptureFindings;
import io.pcaplens.analysis.PageWindow;
import io.pcaplens.analysis.Pass;
import io.pcaplens.analysis.Tool;
import io.pcaplens.report.Coverage;
import io.pcaplens.report.Finding;
import io.pcaplens.report.FindingCode;
import io.pcaplens.report.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tool {@code analyze_dns_packets}. */
public final class DnsTool implements Tool<DnsArguments> {
    private static final int NAMES_LISTED = 20;
    private static final int ROWS = 10;
    private static final int FEW_ROWS = 5;

    /** The tool. */
    public DnsTool() {
    }

    @Override
    public String name() {
        return "analyze_dns_packets";
    }

    @Override
    public String title() {
        return "DNS";
    }

    @Override
    public String description() {
        return "Start here for name resolution: DNS over UDP and TCP, mDNS, LLMNR and NetBIOS names. Pairs queries with "
                + "responses; gives response times and failures per server, unanswered, refused, slow and truncated queries, "
                + "DNSSEC and EDNS, zone transfers, answers that differ between servers, and names that look like a tunnel, "
                + "with findings that cite frames and a Wireshark display filter. Filter by name, type, client, server. DNS "
                + "inside TLS or HTTPS cannot be read.";
    }

    @Override
    public Class<DnsArguments> arguments() {
        return DnsArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return DnsAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        List<FindingCode> codes = new ArrayList<>(List.of(DnsFindingCode.values()));
        codes.addAll(List.of(CaptureFindingCode.values()));
        return codes;
    }

    @Override
    public Record run(DnsArguments arguments, Call call) throws Problem {
        DnsFilter filter = DnsFilter.of(arguments);
        PageWindow window = new PageWindow(arguments.cursor(), arguments.limit());
        DnsObservations seen = new DnsObservations(filter, window, arguments.detailed());
        DnsAnalyzer analyzer = new DnsAnalyzer(seen::message, seen.exchanges::unreachable, call.limits().maxConnections());
        Pass.Reading reading = Pass.read(call, List.of(analyzer));
        analyzer.finish();
        seen.finish(analyzer.now());
        List<Finding> findings = new ArrayList<>(DnsFindings.of(seen));
        findings.addAll(CaptureFindings.of(reading));
        findings.sort(Comparator.comparing(Finding::severity));
        Coverage coverage = reading.coverage();
        long now = seen.now();
        return new DnsAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS), coverage.packetsRead(), seen.found,
                seen.analyzed, filter(arguments), statistics(seen), services(seen), seen.servers.top(ROWS), seen.names.top(ROWS),
                seen.outcomes.worst(ROWS).stream().map(e -> DnsAnswer.Problem.of(e, now)).toList(),
                seen.differing.first(FEW_ROWS),
                seen.transfers.first(FEW_ROWS), seen.hidden.suspicions().stream().limit(FEW_ROWS).toList(),
                seen.listed(), window.page(),
                findings.stream().map(Finding::title).toList(), findings, coverage.withNotes(notes(seen, analyzer)));
    }

    private static Map<String, Object> filter(DnsArguments arguments) {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("name", arguments.name());
        filter.put("type", arguments.type());
        filter.put("client", arguments.client());
        filter.put("server", arguments.server());
        return filter;
    }

    private static DnsAnswer.Statistics statistics(DnsObservations seen) {
        Outcomes outcomes = seen.outcomes;
        Map<String, Integer> byOutcome = new LinkedHashMap<>();
        for (Outcome each : Outcome.values()) {
            if (outcomes.count(each) > 0) {
                byOutcome.put(each.label(), outcomes.count(each));
            }
        }
        long queries = seen.services.values().stream().mapToLong(s -> s.queries).sum();
        long responses = seen.services.values().stream().mapToLong(s -> s.responses).sum();
        return new DnsAnswer.Statistics(queries, responses, seen.names.distinct(),
                seen.names.top(NAMES_LISTED).stream().map(NameTable.Record::name).toList(), seen.overTcp, seen.types, seen.rcodes,
                seen.opcodes, byOutcome, seen.exchanges.retries(), seen.exchanges.unmatched(), seen.exchanges.otherQuestion(),
                outcomes.contradicted(), seen.servers.responseTime(), outcomes.slow(),
                new DnsAnswer.Truncation(outcomes.truncated(), outcomes.truncatedThenTcp(), outcomes.count(Outcome.TRUNCATED)),
                new DnsAnswer.Security(seen.ednsQueries, seen.ednsResponses, seen.dnssecOk, seen.checkingDisabled,
                        seen.authenticData, seen.signed, seen.extendedErrors),
                seen.servers.size(), seen.transfers.total(), seen.differing.total(), seen.malformed, seen.malformedFrames);
    }

    private static List<DnsAnswer.ServiceRecord> services(DnsObservations seen) {
        return seen.services.entrySet().stream()
                .map(e -> new DnsAnswer.ServiceRecord(e.getKey().label(), e.getValue().queries, e.getValue().responses)).toList();
    }

    private static List<String> notes(DnsObservations seen, DnsAnalyzer analyzer) {
        List<String> notes = new ArrayList<>();
        long unmatched = seen.exchanges.unmatched();
        if (unmatched > 0) {
            notes.add(unmatched + " responses have no query in the capture, which starts later, sees one direction only or "
                    + "lost packets; they take no part in response times and outcomes.");
        }
        if (seen.cut > 0) {
            notes.add(seen.cut + " messages were cut by the snaplen and are read as far as they go.");
        }
        if (analyzer.elsewhere() > 0) {
            notes.add(analyzer.elsewhere() + " datagrams or streams on other ports than 53, 5353, 5355 and 137 hold DNS "
                    + "messages, as their content shows; Wireshark shows them with Decode As.");
        }
        if (seen.names.moreThanKept()) {
            notes.add("More names were asked for than are kept: " + NameTable.MAX_NAMES + " with their counts, "
                    + NameTable.MAX_DISTINCT + " counted as different.");
        }
        if (seen.servers.beyond() > 0) {
            notes.add(seen.servers.beyond() + " exchanges are with servers beyond the limit of " + ServerTable.MAX_SERVERS
                    + " and are missing in the table of servers.");
        }
        if (seen.exchanges.evicted() > 0) {
            notes.add(seen.exchanges.evicted() + " queries were given up as unanswered when more than " + Exchanges.MAX_OPEN
                    + " were open at once.");
        }
        if (seen.hidden.moreDomains()) {
            notes.add("Only the first " + HiddenChannels.MAX_DOMAINS + " domains were watched for tunnels.");
        }
        if (analyzer.droppedStreams() > 0) {
            notes.add(analyzer.droppedStreams() + " TCP streams were not read to the end: more than "
                    + (DnsAnalyzer.MAX_HELD >> 20)
                    + " MiB of unfinished messages were open at once.");
        }
        if (analyzer.untrackedSegments() > 0) {
            notes.add(analyzer.untrackedSegments() + " TCP segments belong to connections beyond the limit and were not read.");
        }
        return notes;
    }
}
