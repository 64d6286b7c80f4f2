package io.wirecause.dhcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.dhcp.exchange.DhcpExchangeTracker;
import io.wirecause.dhcp.exchange.DhcpOutcome;
import io.wirecause.dhcp.exchange.LeaseTable;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** DHCP, DHCPv6 and BOOTP: exchanges, leases and servers, and what is wrong with them. */
public final class DhcpAnalysis implements Analysis {
    private static final Set<DhcpOutcome> GIVEN = EnumSet.of(DhcpOutcome.BOUND, DhcpOutcome.RENEWED, DhcpOutcome.REBOUND,
            DhcpOutcome.REBOOTED);

    private final DhcpAnalyzer analyzer;
    /** Null until asked for. */
    private List<Finding> findings;

    /** Every message; none is listed. */
    public DhcpAnalysis(ToolContext context) {
        this(DhcpFilter.ALL, PageWindow.none(), false);
    }

    /**
     * The messages that match.
     *
     * @param page     those of them that are kept to be listed
     * @param detailed whether all their options are kept
     */
    DhcpAnalysis(DhcpFilter filter, PageWindow page, boolean detailed) {
        this.analyzer = new DhcpAnalyzer(filter, page, detailed);
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(analyzer);
    }

    @Override
    public void finish(Pass.Reading reading) {
        // An exchange that is still open when the pass ends is judged by the time of the last packet.
    }

    @Override
    public List<Finding> findings() {
        if (findings == null) {
            findings = DhcpFindings.of(analyzer);
        }
        return findings;
    }

    @Override
    public List<String> healthy() {
        long given = count(GIVEN);
        boolean sound = findings().stream().allMatch(finding -> finding.severity() == Severity.NOTE);
        long informed = count(EnumSet.of(DhcpOutcome.INFORMED, DhcpOutcome.CONFIRMED));
        List<String> healthy = new ArrayList<>();
        if (given > 0 && sound) {
            healthy.add(Plural.of(given, "DHCP lease") + " given or extended, none refused");
        }
        if (informed > 0 && sound) {
            healthy.add("DHCP answered " + Plural.of(informed, "client's request", "clients' requests")
                    + " for settings or to confirm an address");
        }
        return healthy;
    }

    private long count(Set<DhcpOutcome> outcomes) {
        return analyzer.tracker.exchanges().stream().filter(e -> outcomes.contains(e.outcome())).count();
    }

    /** What was seen. */
    DhcpAnalyzer seen() {
        return analyzer;
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.addAll(analyzer.malformed.notes());
        note(notes, analyzer.elsewhere(), "messages are on other ports than DHCP's, as their content shows; Wireshark shows them "
                + "with Decode As.");
        note(notes, analyzer.tracker.beyond(), "messages belong to clients or exchanges beyond the limits of "
                + DhcpExchangeTracker.MAX_CLIENTS + " and "
                + DhcpExchangeTracker.MAX_EXCHANGES + " and are counted only.");
        note(notes, analyzer.tracker.leases().beyond(), "leases are beyond the limit of " + LeaseTable.MAX_LEASES + ".");
        if (analyzer.tracker.servers().size() == DhcpExchangeTracker.MAX_SERVERS) {
            notes.add("Only the first " + DhcpExchangeTracker.MAX_SERVERS + " servers are followed.");
        }
        return notes;
    }

    private static void note(List<String> notes, long count, String text) {
        if (count > 0) {
            notes.add(count + " " + text);
        }
    }
}
