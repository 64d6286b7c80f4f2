package io.wirecause.dns;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.dns.exchange.DnsExchangeTracker;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.name.NameTable;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.dns.statistics.TunnelDetector;
import io.wirecause.report.Coverage;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the answer together from what was seen, in as many rows as fit into a default answer. */
final class DnsReport {
    private static final int NAMES_PER_ROW = 2;
    /** Rows of each list, tried one after another until the answer fits. */
    private static final int[] ROWS = {10, 6, 4, 2};
    /** Rows of each list where detailed. */
    private static final int ROWS_DETAILED = 50;

    private final DnsArguments arguments;
    private final String file;
    private final DnsStatistics seen;
    private final List<Finding> findings;
    private final Coverage coverage;
    private final List<ServerTable.ServerRow> servers;
    private final List<NameTable.NameRow> names;
    private final Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    DnsReport(DnsArguments arguments, String file, DnsStatistics seen, DnsAnalyzer analyzer, Pass.Reading reading) {
        this.arguments = arguments;
        this.file = file;
        this.seen = seen;
        this.findings = new ArrayList<>(DnsFindings.of(seen));
        this.findings.addAll(CaptureFindings.of(reading));
        this.findings.sort(Comparator.comparing(Finding::severity));
        this.servers = seen.servers.top(ROWS_DETAILED);
        this.names = seen.names.top(ROWS_DETAILED * NAMES_PER_ROW);
        this.coverage = reading.coverage().withNotes(notes(seen, analyzer));
    }

    /**
     * The answer.
     *
     * @throws Problem where the cursor points beyond the last message
     */
    DnsAnswer answer(PageWindow window) throws UserFacingException {
        List<DnsPacketRecord> packets = seen.listed();
        if (arguments.detailed() || arguments.limit() > AnswerSize.DEFAULT_MESSAGES) {
            return answer(arguments.detailed() ? ROWS_DETAILED : ROWS[0], packets, window);
        }
        for (int rows : ROWS) {
            DnsAnswer answer = answer(rows, packets, window);
            if (AnswerSize.of(answer) <= AnswerSize.DEFAULT_LIMIT) {
                return answer;
            }
        }
        return AnswerSize.fit(packets.size(), false, room -> answer(ROWS[ROWS.length - 1], packets.subList(0, room), window));
    }

    private static <T> List<T> first(List<T> all, int rows) {
        return all.size() <= rows ? all : all.subList(0, rows);
    }

    private DnsAnswer answer(int rows, List<DnsPacketRecord> packets, PageWindow window) throws UserFacingException {
        long now = seen.now();
        return new DnsAnswer(file, made, coverage.packetsRead(), seen.found, seen.analyzed, filter(), statistics(rows),
                services(),
                first(servers, rows), first(names, rows),
                seen.outcomes.worst(rows).stream().map(e -> DnsAnswer.ProblemRow.of(e, now)).toList(), seen.differing.first(rows),
                seen.transfers.first(rows), seen.hidden.suspicions().stream().limit(rows).toList(), packets,
                window.page(packets.size()), findings.stream().map(Finding::title).toList(), findings, coverage);
    }

    private Map<String, Object> filter() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("name", arguments.name());
        filter.put("type", arguments.type());
        filter.put("client", arguments.client());
        filter.put("server", arguments.server());
        return filter;
    }

    private DnsAnswer.Statistics statistics(int rows) {
        DnsOutcomes outcomes = seen.outcomes;
        Map<String, Integer> byOutcome = new LinkedHashMap<>();
        for (DnsOutcome each : DnsOutcome.values()) {
            if (outcomes.count(each) > 0) {
                byOutcome.put(each.label(), outcomes.count(each));
            }
        }
        long queries = seen.services.values().stream().mapToLong(s -> s.queries).sum();
        long responses = seen.services.values().stream().mapToLong(s -> s.responses).sum();
        return new DnsAnswer.Statistics(queries, responses, seen.names.distinct(),
                first(names, NAMES_PER_ROW * rows).stream().map(NameTable.NameRow::name).toList(), seen.overTcp, seen.types,
                seen.rcodes,
                seen.opcodes, byOutcome, seen.exchanges.retries(), seen.exchanges.unmatched(), seen.exchanges.otherQuestion(),
                outcomes.contradicted(), seen.servers.responseTime(), outcomes.slow(),
                new DnsAnswer.Truncation(outcomes.truncated(), outcomes.truncatedThenTcp(), outcomes.count(DnsOutcome.TRUNCATED)),
                new DnsAnswer.Security(seen.ednsQueries, seen.ednsResponses, seen.dnssecOk, seen.checkingDisabled,
                        seen.authenticData, seen.signed, seen.extendedErrors),
                seen.servers.size(), seen.transfers.total(), seen.differing.total(), seen.malformed.summary());
    }

    private List<DnsAnswer.ServiceRecord> services() {
        return seen.services.entrySet().stream()
                .map(e -> new DnsAnswer.ServiceRecord(e.getKey().label(), e.getValue().queries, e.getValue().responses)).toList();
    }

    private static List<String> notes(DnsStatistics seen, DnsAnalyzer analyzer) {
        List<String> notes = new ArrayList<>();
        long unmatched = seen.exchanges.unmatched();
        if (unmatched > 0) {
            notes.add(unmatched + " responses have no query in the capture, which starts later, sees one direction only or "
                    + "lost packets; they take no part in response times and outcomes.");
        }
        notes.addAll(seen.malformed.notes());
        if (analyzer.elsewhere() > 0) {
            notes.add(analyzer.elsewhere() + " datagrams or streams on other ports than 53, 5353, 5355 and 137 hold DNS "
                    + "messages, as their content shows; Wireshark shows them with Decode As.");
        }
        if (seen.names.moreThanKept()) {
            notes.add("More names were asked for than are kept: at most " + NameTable.MAX_NAMES + " with their counts, at most "
                    + NameTable.MAX_DISTINCT + " counted as different.");
        }
        if (seen.servers.beyond() > 0) {
            notes.add(seen.servers.beyond() + " exchanges are with servers beyond the limit of " + ServerTable.MAX_SERVERS
                    + " and are missing in the table of servers.");
        }
        if (seen.exchanges.evicted() > 0) {
            notes.add(seen.exchanges.evicted() + " queries were given up as unanswered when more than " + DnsExchangeTracker.MAX_OPEN
                    + " were open at once.");
        }
        if (seen.hidden.moreDomains()) {
            notes.add("Only the first " + TunnelDetector.MAX_DOMAINS + " domains were watched for tunnels.");
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
