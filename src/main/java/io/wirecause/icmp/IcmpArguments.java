package io.wirecause.icmp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_icmp_packets} is asked.
 *
 * @param pcapFile the capture
 * @param address  only messages from, to or about this address; null for all
 * @param icmpType only messages of this type in the list of packets; null for all
 * @param detailed whether the other lists are as long as {@code limit} allows
 * @param limit    packets listed at most
 * @param cursor   where to go on, from the page of an earlier answer; null for the start
 */
record IcmpArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only messages from, to or about (quoted) this IP address", optional = true, example = "192.0.2.10")
        String address,
        @Describe(value = "List only packets of this type: a name such as echo request, destination unreachable, time exceeded, "
                + "or a number", optional = true, example = "time exceeded") String icmpType,
        @Describe(value = "Make pings, errors, traceroutes and the other lists as long as limit instead of short",
                fallback = "false") boolean detailed,
        @Describe(value = "Packets listed at most, in file order", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the packets after it", optional = true) String cursor)
        implements CaptureArguments {
}
