package io.wirecause.dns;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_dns_packets} is asked.
 *
 * @param pcapFile the capture
 * @param name     only messages about this name and those below it; null for all
 * @param type     only messages about this record type; null for all
 * @param client   only messages of this client; null for all
 * @param server   only messages of this server; null for all
 * @param detailed whether to list all records of each message
 * @param limit    messages listed at most
 * @param cursor   where to go on, from the page of an earlier answer; null for the start
 */
record DnsArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only this name and names below it", optional = true, example = "example.com") String name,
        @Describe(value = "Only this record type", optional = true, example = "AAAA") String type,
        @Describe(value = "Only this client address", optional = true, example = "192.0.2.20") String client,
        @Describe(value = "Only this server address", optional = true, example = "192.0.2.53") String server,
        @Describe(value = "List all records of each message, authorities and additionals too", fallback = "false")
        boolean detailed,
        @Describe(value = "Messages listed at most, in file order", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the messages after it", optional = true) String cursor)
        implements CaptureArguments {
}
