package io.wirecause.http;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.http.finding.HttpFindings;
import io.wirecause.http.http2.Http2Findings;
import io.wirecause.http.websocket.WebSocketFindings;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.TcpCarrier;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** HTTP in clear: requests with their answers, and what is wrong with them. */
public final class HttpAnalysis implements Analysis {
    private final TcpCarrier carrier;
    private final HttpReaders readers = new HttpReaders();
    private final HttpStatistics seen;
    private final HttpAnalyzer analyzer;

    /** Every exchange; none is listed. */
    public HttpAnalysis(ToolContext context) {
        this(context, HttpFilter.ALL, PageWindow.none());
    }

    /**
     * The exchanges that match.
     *
     * @param page those of them that are kept to be listed
     */
    HttpAnalysis(ToolContext context, HttpFilter filter, PageWindow page) {
        this.carrier = TcpCarrier.in(context);
        this.seen = new HttpStatistics(filter, page, carrier::lastTime);
        this.analyzer = new HttpAnalyzer(carrier, seen, readers, PayloadStreams.Source.in(context));
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(carrier, analyzer);
    }

    @Override
    public void finish(Pass.Reading reading) {
        analyzer.finish();
        seen.finish();
    }

    @Override
    public List<Finding> findings() {
        List<Finding> findings = HttpFindings.of(seen.cases, seen.endpoints);
        Http2Findings.add(readers.http2, findings);
        WebSocketFindings.add(readers.sockets, findings);
        findings.sort(Comparator.comparing(Finding::severity));
        return findings;
    }

    @Override
    public void describe(ServiceTable services) {
        seen.servers.describe(services);
    }

    @Override
    public List<String> healthy() {
        boolean sound = findings().stream().allMatch(finding -> finding.severity() == Severity.NOTE);
        return seen.answers == 0 || !sound ? List.of()
                : List.of(Plural.of(seen.answers, "HTTP answer") + ", none missing, cut off, late or of an error that lasts");
    }

    /** What was counted and kept. */
    HttpStatistics statistics() {
        return seen;
    }

    /** Connections that speak HTTP. */
    long connections() {
        return analyzer.connections();
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (seen.answersWithoutRequest > 0) {
            notes.add(Plural.of(seen.answersWithoutRequest, "answer")
                    + " without a request in the capture, which starts later or lacks"
                    + " packets; waiting times are not known there.");
        }
        if (seen.endpoints.beyond() > 0) {
            notes.add(seen.endpoints.beyond() + " requests are to endpoints beyond the limit of " + HttpStatistics.MOST_ENDPOINTS
                    + " and count as one.");
        }
        if (seen.servers.beyond() > 0) {
            notes.add(seen.servers.beyond() + " requests are to servers beyond the limit of " + HttpStatistics.MOST_SERVERS
                    + " and count as one.");
        }
        if (seen.judgedEarly > 0) {
            notes.add(seen.judgedEarly + " requests without an answer were judged before the end of the capture, as more than "
                    + HttpStatistics.MOST_LEFT_OPEN + " were open.");
        }
        if (analyzer.closedEarly() > 0) {
            notes.add(analyzer.closedEarly() + " connections were not followed to their end: more than " + HttpAnalyzer.MOST_OPEN
                    + " were open at once.");
        }
        if (readers.cutLines() > 0) {
            notes.add(readers.cutLines() + " lines of headers were cut: too many were unfinished at once.");
        }
        if (analyzer.untrackedSegments() > 0) {
            notes.add(analyzer.untrackedSegments() + " TCP segments belong to connections beyond the limit and were not read.");
        }
        readers.http2.addNotes(notes);
        return notes;
    }
}
