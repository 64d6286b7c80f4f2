package io.wirecause.service;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.service.exchange.ServiceDatagrams;
import io.wirecause.service.exchange.ServiceStreams;
import io.wirecause.service.finding.ServerRows;
import io.wirecause.service.finding.ServiceCases;
import io.wirecause.service.finding.ServiceFailures;
import io.wirecause.tcp.TcpCarrier;
import java.util.ArrayList;
import java.util.List;

/** What servers answer in the protocols behind applications. */
public final class ServiceAnalysis implements Analysis {
    private final TcpCarrier carrier;
    private final ServiceStatistics seen;
    private final ServiceAnalyzer analyzer;
    private final ServiceFailures findings;

    /** Every exchange; none is listed. */
    public ServiceAnalysis(ToolContext context) {
        this(context, ServiceFilter.ALL, PageWindow.none());
    }

    /**
     * The exchanges that match.
     *
     * @param page those of them that are kept to be listed
     */
    ServiceAnalysis(ToolContext context, ServiceFilter filter, PageWindow page) {
        this.carrier = TcpCarrier.in(context);
        this.seen = new ServiceStatistics(filter, page);
        this.analyzer = new ServiceAnalyzer(carrier, seen, PayloadStreams.Source.in(context));
        this.findings = new ServiceFailures(seen.cases, seen.servers);
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(carrier, analyzer);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish(carrier.lastTime());
    }

    @Override
    public List<Finding> findings() {
        return findings.all();
    }

    @Override
    public void describe(ServiceTable services) {
        seen.servers.describe(services);
    }

    @Override
    public List<String> healthy() {
        boolean sound = findings().stream().allMatch(finding -> finding.severity() == Severity.NOTE);
        return seen.replies == 0 || !sound ? List.of() : List.of(Plural.of(seen.replies, "reply", "replies") + " of "
                + String.join(", ", seen.protocols().keySet()) + ", none missing, late or an error that lasts");
    }

    /** What was counted and kept. */
    ServiceStatistics statistics() {
        return seen;
    }

    @Override
    public List<String> malformed() {
        return seen.malformed == 0 ? List.of() : List.of(Plural.of(seen.malformed, "message")
                + " of services shorter than their fields say (frame " + seen.firstMalformed + ")");
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (seen.unpaired > 0) {
            notes.add(Plural.of(seen.unpaired, "request") + " to services cannot be paired with a reply, as parts of the "
                    + "connection"
                    + " are not in the capture.");
        }
        if (seen.servers.isFull()) {
            notes.add("Of services, more than " + ServerRows.MOST + " servers speak; those beyond count as one.");
        }
        if (seen.cases.beyond() > 0) {
            notes.add(seen.cases.beyond() + " failures of services are of kinds beyond the limit of " + ServiceCases.MOST_KINDS
                    + " and have no finding.");
        }
        if (analyzer.closedEarly() > 0) {
            notes.add(analyzer.closedEarly() + " connections and flows of services were not followed to their end: more than "
                    + ServiceStreams.MOST_OPEN + " connections or " + ServiceDatagrams.MOST_FLOWS + " flows were open at once.");
        }
        if (analyzer.untrackedSegments() > 0) {
            notes.add(analyzer.untrackedSegments() + " TCP segments belong to connections beyond the limit and were not read.");
        }
        return notes;
    }
}
