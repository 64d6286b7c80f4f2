package io.wirecause.service;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.Describe;
import io.wirecause.service.finding.ServerStatistics;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_service_errors} answers. */
record ServiceAnswer(
        @Describe("Counts of all that matches the filter") Counts statistics,
        @Describe("Servers, those with most failures first, then those with most requests") List<ServerStatistics.Row> servers,
        @Describe("The worst exchanges: refused, failed, unanswered, slow; the statistics count all") List<ExchangeRecord>
                problems,
        @Describe("Requests with their replies as they ended; fewer than asked for where the answer would grow beyond 20 kB")
        List<ExchangeRecord> exchanges) {

    /** Exchanges, counted. */
    record Counts(
            @Describe("Connections, and clients by address and port over UDP, by protocol") Map<String, Long> protocols,
            @Describe("Connections and flows") long connections,
            @Describe("Of those: gone over to TLS or the like, and not read from there on") long encrypted,
            @Describe("Requests") long requests,
            @Describe("Replies") long replies,
            @Describe("Replies that are errors, refusals and failed logins") long errors,
            @Describe("Requests without a reply") long unanswered,
            @Describe("Replies that took a second or more") long slow,
            @Describe("Logins tried and answered") long logins,
            @Describe("Of those: failed") long failedLogins,
            @Describe("Codes of replies that are not plain successes, commonest first") Map<String, Long> codes,
            @Describe(value = "From the request's last byte to the reply's first", optional = true)
            Latencies.Summary responseTime) {
    }
}
