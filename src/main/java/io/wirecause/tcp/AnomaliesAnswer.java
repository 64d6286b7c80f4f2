package io.wirecause.tcp;

import io.wirecause.report.Coverage;
import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import io.wirecause.tcp.report.TcpPattern;
import io.wirecause.tcp.report.TcpStatistics;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What {@code analyze_tcp_anomalies} answers. */
record AnomaliesAnswer(
        @Describe("The capture, as asked for") String file,
        @Describe("When the analysis was made, UTC") Instant analysisTimestamp,
        @Describe("Frames in the capture") long totalPackets,
        @Describe("TCP segments in the capture") long tcpPacketsFound,
        @Describe("What was asked: server_ip and server_port, null for any") Map<String, Object> filter,
        @Describe("All connections that the filter lets through, counted") TcpStatistics statistics,
        @Describe("What stands out in the counts, a judgement of nothing: the findings judge") List<TcpPattern> patterns,
        @Describe("The patterns, counted") Summary summary,
        @Describe("What is wrong, in short sentences, worst first") List<String> issues,
        @Describe("The evidence behind the issues") List<Finding> findings,
        @Describe("What the answer rests on and what cannot be concluded") Coverage coverage) {

    /** The patterns, counted. */
    record Summary(
            @Describe("Patterns") int totalPatterns,
            @Describe("Patterns by category") Map<String, Integer> byCategory,
            @Describe("The patterns in one sentence each") List<String> notableObservations) {
    }
}
