package io.wirecause.http;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.http.endpoint.EndpointStatistics;
import io.wirecause.report.Describe;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_http_requests} answers. */
record HttpAnswer(
        @Describe("Counts of all requests that match the filter") Statistics statistics,
        @Describe("Servers, those with most errors first, then those with most requests") List<EndpointStatistics.Row> servers,
        @Describe("Endpoints in the same order: method, host and path with numbers and ids folded")
        List<EndpointStatistics.Row> endpoints,
        @Describe("The worst requests: died, failed, slow; the statistics count all") List<HttpRequestRecord> problems,
        @Describe("Requests as they ended; fewer than asked for where the answer would grow beyond 20 kB")
        List<HttpRequestRecord> requests) {

    /** Exchanges, counted. */
    record Statistics(
            @Describe("Requests") long requests,
            @Describe("Final answers") long answers,
            @Describe("Answers whose request is not in the capture") long answersWithoutRequest,
            @Describe("Connections that speak HTTP in clear") long connections,
            @Describe("Requests on a connection that had carried one before") long onReusedConnections,
            @Describe("Requests by version") Map<String, Long> versions,
            @Describe("Requests by method") Map<String, Long> methods,
            @Describe("Answers by status") Map<String, Long> statuses,
            @Describe("Requests by what became of them") Map<String, Long> outcomes,
            @Describe("Exchanges that are no ordinary requests, by kind") Map<String, Long> kinds,
            @Describe(value = "From the request's last byte to the answer's first, ordinary requests", optional = true)
            Latencies.Summary firstByte,
            @Describe("Ordinary answers that took a second or more") long slow,
            @Describe("Bytes of the requests, with headers") long requestBytes,
            @Describe("Bytes of the answers, with headers") long responseBytes,
            @Describe("Endpoints told apart") int endpointCount) {
    }
}
