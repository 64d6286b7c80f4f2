package io.wirecause.icmp;

import io.wirecause.analysis.MalformedCounter;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.Describe;
import java.util.List;
import java.util.Map;

/** Totals over the messages that the filter matches. */
record IcmpStatistics(
        @Describe("Messages by the name of their type, most first; ICMPv6 types begin with ICMPv6")
        Map<String, Long> icmpTypeCounts,
        @Describe("Distinct senders") int uniqueSourcesCount,
        @Describe("Distinct receivers") int uniqueDestinationsCount,
        @Describe("Senders of most messages, the first few") List<String> uniqueSources,
        @Describe("Receivers of most messages, the first few") List<String> uniqueDestinations,
        @Describe("Runs of queries: source, destination and identifier") int echoSessions,
        @Describe("Echo requests and replies of the sessions listed in pings, by source > destination #identifier")
        Map<String, EchoCounts> echoPairs,
        @Describe("Distinct destinations that errors call unreachable") int unreachableDestinationsCount,
        @Describe("The first few of them, most errors first") List<String> unreachableDestinations,
        @Describe("Queries of all sessions together") EchoTotals echo,
        @Describe("What the checksums say") Checksums checksums,
        @Describe("Malformed messages; problems lists the faults of listed messages") MalformedCounter.Summary malformed,
        @Describe("Kinds of errors by reporter and target") int errorGroups,
        @Describe("Traceroutes") int tracerouteCount,
        @Describe("Paths on which a packet was too long") int pathMtuCount,
        @Describe("Kinds of redirects") int redirectCount) {

    /** Requests and replies of one session. */
    record EchoCounts(
            @Describe("Echo requests") long requests,
            @Describe("Echo replies") long replies) {
    }

    /** Queries and their replies. */
    record EchoTotals(
            @Describe("Requests, copies made by the capture not counted") long requests,
            @Describe("Requests that were answered") long answered,
            @Describe("Requests that got no answer at all") long lost,
            @Describe("Requests that an ICMP error answered") long failed,
            @Describe("Unanswered requests right before the end of the capture") long pending,
            @Describe("Replies beyond the first to the same request") long duplicateReplies,
            @Describe("Replies whose request is not in the capture") long unmatchedReplies,
            @Describe(value = "Round trips", optional = true) Latencies.Summary roundTrip) {
    }

    /** Messages by what is known of their checksum. */
    record Checksums(
            @Describe("Right") long good,
            @Describe("Wrong") long bad,
            @Describe("Not verifiable: cut by the snaplen") long unverifiedCut,
            @Describe("Not verifiable: fragments") long unverifiedFragment,
            @Describe("First few frames with a wrong one") List<Long> badFrames) {
    }
}
