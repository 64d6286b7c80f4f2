package io.wirecause.http.finding;

import io.wirecause.http.endpoint.EndpointStatistics;
import io.wirecause.http.endpoint.EndpointTable;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.TimeSplit;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;

/** Findings about requests that took long, or came too often. */
final class TimeFindings {
    private static final int NAMED = 3;
    private static final double MOST = 0.5;

    private final GroupedFindings all;
    private final EndpointTable endpoints;

    TimeFindings(GroupedFindings all, EndpointTable endpoints) {
        this.all = all;
        this.endpoints = endpoints;
    }

    /** The failing answers that a storm gets are its consequence more often than its cause, so it is named before them. */
    void addStorms() {
        all.each(HttpFindingCode.HTTP_RETRY_STORM, this::storm);
    }

    void add() {
        all.each(HttpFindingCode.HTTP_SLOW, this::slow);
        all.each(HttpFindingCode.HTTP_HEAD_OF_LINE, this::behind);
    }

    private Finding slow(IssueGroup group) {
        EndpointStatistics endpoint = endpoints.get(group.key());
        if (endpoint != null && endpoint.isPolled()) {
            return null;
        }
        HttpExchange e = group.worst();
        long requests = endpoint == null ? group.count() : endpoint.requests();
        boolean usual = requests > 1 && group.count() >= HttpThresholds.SLOW_SHARE * requests;
        boolean warn = group.worstNanos() >= HttpThresholds.VERY_SLOW_NANOS || usual && group.count() > 1;
        return all.begin(HttpFindingCode.HTTP_SLOW, warn ? Severity.WARNING : Severity.NOTE, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " took " + HttpWords.time(group.worstNanos()) + ": " + cause(e.times(), e)
                        + all.more(group))
                .detail(Plural.of(group.count(), "slow answer") + " of " + Plural.of(requests, "request") + " to this endpoint"
                        + (endpoint == null ? "" : String.format(java.util.Locale.ROOT, ", median %.0f ms",
                        endpoint.medianMillis()))
                        + "; the slowest, frame " + e.request().firstFrame() + ": " + split(e.times()))
                .displayFilter("http.time >= 1 || " + Finding.filter(group.frames()))
                .hint(advice(e.times(), HttpCases.slowNanos(e)))
                .limits(e.connection().carrier() != null && e.connection().carrier()
                .roundTripTo(e.connection().tcpClient(false)) < 0
                        ? "The round trip is not known, so the network's share of the wait is not told apart." : null).build();
    }

    private static String cause(TimeSplit times, HttpExchange e) {
        long all = HttpCases.slowNanos(e);
        long transfer = all - times.waiting();
        if (times.loss() >= MOST * all) {
            return "lost segments cost " + HttpWords.time(times.loss());
        }
        if (transfer >= MOST * all) {
            return "the answer came slowly, limited by " + times.limit().label();
        }
        if (times.network() >= MOST * all) {
            return "the round trip alone is " + HttpWords.time(times.network());
        }
        return "the server " + e.connection().server() + " took " + HttpWords.time(times.server()) + " to begin its answer";
    }

    private static String split(TimeSplit t) {
        return (t.connect() >= 0 ? "connecting " + HttpWords.time(t.connect()) + ", " : "")
                + "sending " + HttpWords.time(t.sending()) + ", network " + HttpWords.time(t.network())
                + (t.loss() > 0 ? ", losses " + HttpWords.time(t.loss()) : "") + ", server " + HttpWords.time(t.server())
                + ", transfer " + HttpWords.time(t.transfer());
    }

    private static String advice(TimeSplit times, long all) {
        if (times.loss() >= MOST * all) {
            return "Look for where segments are lost (analyze_tcp_retransmissions).";
        }
        if (all - times.waiting() >= MOST * all || times.network() >= MOST * all) {
            return "Look at the path and the receiver (analyze_tcp_connections).";
        }
        return "Look at what the server does for this request: database, calls of other services, waiting for a free worker.";
    }

    private Finding behind(IssueGroup group) {
        HttpExchange e = group.worst();
        return all.begin(HttpFindingCode.HTTP_HEAD_OF_LINE, Severity.WARNING, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " waited " + HttpWords.time(group.worstNanos())
                        + " for an earlier answer on its connection" + all.more(group))
                .detail("Request " + e.ordinal() + " of connection " + e.connection().stream() + " behind request " + e.behind()
                + "; "
                        + Plural.of(group.count(), "request") + " waited so; " + HttpWords.counts(group.endpoints(), NAMED))
                .displayFilter(DeathFindings.streams(group))
                .hint("Send requests on several connections or use HTTP/2: pipelined answers come in order.").build();
    }

    private Finding storm(IssueGroup group) {
        HttpExchange e = group.example();
        return all.begin(HttpFindingCode.HTTP_RETRY_STORM, Severity.ERROR, Confidence.HIGH, group)
                .title(HttpWords.request(e) + " was repeated " + group.worstNanos()
                + " times in a row without a pause and failed each"
                        + " time")
                .detail("Client " + HttpWords.counts(group.clients(), NAMED) + "; each try less than "
                        + HttpWords.time(HttpThresholds.STORM_PAUSE_NANOS) + " after the one before; "
                        + (e.status() > 0 ? "answered " + HttpWords.status(e.status()) : e.outcome().kind().label()))
                .displayFilter(DeathFindings.streams(group))
                .hint("Let the client wait longer after each failure (exponential back-off with jitter) and stop after a few.")
                .build();
    }
}
