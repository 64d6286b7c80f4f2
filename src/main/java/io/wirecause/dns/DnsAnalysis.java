package io.wirecause.dns;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.dns.exchange.DnsExchangeTracker;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.name.NameTable;
import io.wirecause.dns.statistics.ResolvedNames;
import io.wirecause.dns.statistics.ServerTable;
import io.wirecause.dns.statistics.TunnelDetector;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import java.util.ArrayList;
import java.util.List;

/** DNS and its relatives: queries with their responses, and what is wrong with them. */
public final class DnsAnalysis implements Analysis {
    private final DnsStatistics seen;
    /** Only where every message is taken in: for a diagnosis. */
    private final ResolvedNames resolved;
    private final DnsAnalyzer analyzer;

    /** Every message; none is listed. */
    public DnsAnalysis(ToolContext context) {
        this(context, DnsFilter.ALL, PageWindow.none(), false, new ResolvedNames());
    }

    /**
     * The messages that match.
     *
     * @param page     those of them that are kept to be listed
     * @param detailed whether all their records are kept
     */
    DnsAnalysis(ToolContext context, DnsFilter filter, PageWindow page, boolean detailed) {
        this(context, filter, page, detailed, null);
    }

    private DnsAnalysis(ToolContext context, DnsFilter filter, PageWindow page, boolean detailed, ResolvedNames resolved) {
        this.resolved = resolved;
        this.seen = new DnsStatistics(filter, page, detailed, resolved);
        this.analyzer = new DnsAnalyzer(seen::message, seen.exchanges::unreachable,
                seen.exchanges::responseLost, PayloadStreams.Source.in(context));
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(analyzer);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish();
        seen.finish(analyzer.now());
    }

    @Override
    public List<Finding> findings() {
        return DnsFindings.of(seen, analyzer.fragments, analyzer.refusals);
    }

    /** What was counted and kept. */
    DnsStatistics statistics() {
        return seen;
    }

    @Override
    public void describe(ServiceTable services) {
        if (resolved != null) {
            resolved.describe(services);
            seen.servers.describe(services);
        }
    }

    @Override
    public List<String> healthy() {
        int answered = seen.outcomes.count(DnsOutcome.ANSWERED);
        boolean sound = seen.outcomes.count(DnsOutcome.UNANSWERED) + seen.outcomes.count(DnsOutcome.SERVFAIL)
                + seen.outcomes.slow() == 0;
        return answered == 0 || !sound ? List.of() : List.of("DNS answered " + Plural.of(answered, "query", "queries")
                + ", none unanswered, failed or slow");
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        long asked = seen.count(DnsService.DNS, false);
        if (asked > 1 && seen.outcomes.count(DnsOutcome.UNANSWERED) == 0 && seen.count(DnsService.DNS, true) == 0) {
            notes.add("There is no response to any of the " + asked
                    + " queries to DNS servers: the capture ends too soon, sees one "
                    + "direction only, or nobody answers.");
        }
        long unmatched = seen.exchanges.unmatched();
        if (unmatched > 0) {
            notes.add(unmatched + " responses have no query in the capture, which starts later, sees one direction "
                    + "only or lost packets; they do not count for response times and outcomes.");
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
                    + " and are missing from the table of servers.");
        }
        if (seen.exchanges.evicted() > 0) {
            notes.add(seen.exchanges.evicted() + " queries were given up as unanswered when more than "
                    + DnsExchangeTracker.MAX_OPEN
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
