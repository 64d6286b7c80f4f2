package io.wirecause.dns;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.name.NameTable;
import io.wirecause.dns.statistics.DnsOutcomes;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.report.UserFacingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Presents {@code analyze_dns_packets}, in as many rows as fit into a default answer. */
final class DnsReport implements Presentation {
    private static final int NAMES_PER_ROW = 2;
    /** Rows of each list, tried one after another until the answer fits; then the messages listed become fewer. */
    private static final int[] ROWS = {10, 6, 4, 2};
    /** Rows of each list where detailed. */
    private static final int ROWS_DETAILED = 50;

    private final DnsArguments arguments;
    private final PageWindow window;
    private final DnsAnalysis analysis;
    private final DnsStatistics seen;
    private List<DnsPacketRecord> packets;
    private List<ServerTable.ServerRow> servers;
    private List<NameTable.NameRow> names;

    DnsReport(DnsArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.window = PageWindow.messages(arguments.page(), arguments.detailed());
        this.analysis = new DnsAnalysis(context, DnsFilter.of(arguments), window, arguments.detailed());
        this.seen = analysis.statistics();
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        boolean whole = arguments.detailed() || arguments.page().exceedsDefault();
        return whole ? 0 : ROWS.length - 1 + Math.max(0, window.listed(seen.listed()).size() - 1);
    }

    @Override
    public String absent() {
        return seen.found == 0 ? "DNS" : null;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        if (packets == null) {
            packets = window.listed(seen.listed());
            servers = seen.servers.top(ROWS_DETAILED);
            names = seen.names.top(ROWS_DETAILED * NAMES_PER_ROW);
        }
        int rows = arguments.detailed() ? ROWS_DETAILED : ROWS[Math.min(shorter, ROWS.length - 1)];
        int listed = packets.size() - Math.max(0, shorter - (ROWS.length - 1));
        return new Body(new DnsTotals(seen.found, seen.analyzed), answer(rows, packets.subList(0, listed)), window.page(listed));
    }

    private static <T> List<T> first(List<T> all, int rows) {
        return all.size() <= rows ? all : all.subList(0, rows);
    }

    private DnsAnswer answer(int rows, List<DnsPacketRecord> listed) {
        long now = seen.now();
        return new DnsAnswer(statistics(rows), services(), first(servers, rows), first(names, rows),
                seen.outcomes.worst(rows).stream().map(e -> DnsAnswer.ProblemRow.of(e, now)).toList(), seen.differing.first(rows),
                seen.transfers.first(rows), seen.hidden.suspicions().stream().limit(rows).toList(), listed);
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
                .map(e -> new DnsAnswer.ServiceRecord(e.getKey(), e.getValue().queries, e.getValue().responses)).toList();
    }
}
