package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_tcp_retransmissions} is asked.
 *
 * @param pcapFile  the capture
 * @param serverIp  only connections to this server; null for all
 * @param threshold share of segments sent again above which it is said to be too much, 0 to 1
 * @param limit     connections listed at most
 * @param cursor    where to go on, from the page of an earlier answer; null for the start
 */
record RetransmissionsArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only connections to this server address", optional = true, example = "192.0.2.10") String serverIp,
        @Describe(value = "Share of segments sent again that is still fine", fallback = "0.02", min = 0, max = 1) double threshold,
        @Describe(value = "Connections listed at most, worst first", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the connections after it", optional = true) String cursor)
        implements CaptureArguments {
}
