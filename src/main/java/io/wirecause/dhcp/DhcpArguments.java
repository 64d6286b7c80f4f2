package io.wirecause.dhcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.report.Describe;

/**
 * What {@code analyze_dhcp_packets} is asked.
 *
 * @param pcapFile    the capture
 * @param client      only messages of this client; null for all
 * @param server      only messages of this server; null for all
 * @param messageType only messages of this type in the list of packets; null for all
 * @param detailed    whether to show all options of each message and lists as long as {@code limit} allows
 * @param limit       packets listed at most
 * @param cursor      where to go on, from the page of an earlier answer; null for the start
 */
record DhcpArguments(
        @Describe(value = PCAP_FILE, example = "/tmp/capture.pcap") String pcapFile,
        @Describe(value = "Only messages of this client: MAC address, DUID as shown, address or host name", optional = true,
                example = "02:00:00:00:00:01") String client,
        @Describe(value = "Only messages sent to or by this server: its identifier or address", optional = true,
                example = "192.0.2.1") String server,
        @Describe(value = "List only packets of this type", optional = true, example = "NAK") String messageType,
        @Describe(value = "Show all options of each message, and make the other lists as long as limit", fallback = "false")
        boolean detailed,
        @Describe(value = "Packets listed at most, in file order", fallback = "10", min = 1, max = 1000) int limit,
        @Describe(value = "next_cursor of an earlier answer, for the packets after it", optional = true) String cursor)
        implements CaptureArguments {
}
