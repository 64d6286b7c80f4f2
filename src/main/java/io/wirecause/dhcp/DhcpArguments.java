package io.wirecause.dhcp;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.report.Describe;
import io.wirecause.report.Flattened;

/**
 * Arguments of {@code analyze_dhcp_packets}.
 *
 * @param capture     the capture
 * @param client      only messages of this client; null for all
 * @param server      only messages of this server; null for all
 * @param messageType only messages of this type in the list of packets; null for all
 * @param detailed    whether to show all options of each message and lists as long as {@code limit} allows
 * @param page     which part of the list
 */
record DhcpArguments(
        @Flattened CaptureArguments capture,
        @Describe(value = "Only messages of this client: MAC address, DUID as shown, address or host name", filter = true,
                optional = true,
                example = "02:00:00:00:00:01") String client,
        @Describe(value = "Only messages sent to or by this server: its identifier or address", filter = true, optional = true,
                example = "192.0.2.1") String server,
        @Describe(value = "List only packets of this type", filter = true, optional = true, example = "NAK") String messageType,
        @Describe(value = "Show all options of each message, and make the other lists as long as limit", fallback = "false")
        boolean detailed,
        @Flattened PageArguments page)
        implements ToolArguments {
}
