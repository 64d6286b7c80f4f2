package io.wirecause.tcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_tcp_connections} is asked.
 *
 * @param pcapFile   the capture
 * @param serverIp   only connections to this server; null for all
 * @param serverPort only connections to this server port; null for all
 * @param detailed   whether to give the full record of each connection listed
 * @param limit      connections listed at most
 * @param cursor     where to go on, from the page of an earlier answer; null for the start
 */
record ConnectionsArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only connections to this server address", optional = true, example = "192.0.2.10") String serverIp,
        @Describe(value = "Only connections to this server port", optional = true, min = 0, max = 65535, example = "443")
        Integer serverPort,
        @Describe(value = "Full record of each connection listed", fallback = "false") boolean detailed,
        @Describe(value = "Connections listed at most, worst first", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the connections after it", optional = true) String cursor)
        implements CaptureArguments {
}
