package io.wirecause.sip;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.Describe;
import io.wirecause.sip.call.CallState;
import java.util.List;
import java.util.Map;

/** Totals over the messages that the filter matches. */
record SipStatistics(
        @Describe("Requests, repetitions included") long requests,
        @Describe("Responses, repetitions included") long responses,
        @Describe("Requests by method") Map<String, Long> methods,
        @Describe("Responses by class, such as 2xx") Map<String, Long> responseClasses,
        @Describe("Responses by status") Map<String, Long> statusCodes,
        @Describe("Different Call-IDs") int uniqueCallIds,
        @Describe("The first few Call-IDs by number of messages") List<String> callIds,
        @Describe("Messages by transport") Map<String, Long> transports,
        @Describe("The commonest User-Agents") List<String> userAgents,
        @Describe("Different User-Agents") int userAgentsCount,
        @Describe("Messages retransmitted by their sender") long retransmissions,
        @Describe("Messages captured twice") long duplicates,
        @Describe("Malformed messages, their SDP counted; problems lists the faults of listed messages")
        MalformedCounter.Summary malformed,
        @Describe("Malformed RTP and RTCP to and from announced ports") MalformedCounter.Summary malformedMedia,
        @Describe("Calls by state; the tool's description of calls names the states") Map<CallState, Long> callStates,
        @Describe(value = "From INVITE to 18x or final response", optional = true) Latencies.Summary setupDelay,
        @Describe(value = "From 180 to the answer", optional = true) Latencies.Summary ringTime,
        @Describe(value = "From the answer to the BYE", optional = true) Latencies.Summary callDuration,
        @Describe("Transactions: times from request to first response") List<MethodTimes> transactions) {

    /** Transactions of one method. */
    record MethodTimes(
            @Describe("Method") String method,
            @Describe("Transactions") long count,
            @Describe("Without any response") long unanswered,
            @Describe(value = "From the request to the first response", optional = true) Latencies.Summary firstResponse) {
    }
}
