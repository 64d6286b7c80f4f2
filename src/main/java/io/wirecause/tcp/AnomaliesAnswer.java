package io.wirecause.tcp;

import io.wirecause.report.Describe;
import io.wirecause.tcp.report.TcpPattern;
import io.wirecause.tcp.report.TcpStatistics;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_tcp_anomalies} answers. */
record AnomaliesAnswer(
        @Describe("Counts of all connections that match the filter") TcpStatistics statistics,
        @Describe("What stands out in the counts, a judgement of nothing: the findings judge") List<TcpPattern> patterns,
        @Describe("The patterns, counted") Summary summary) {

    /** The patterns, counted. */
    record Summary(
            @Describe("Patterns") int totalPatterns,
            @Describe("Patterns by category") Map<String, Integer> byCategory,
            @Describe("The patterns in one sentence each") List<String> notableObservations) {
    }
}
