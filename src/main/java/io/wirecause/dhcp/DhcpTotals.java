package io.wirecause.dhcp;

import io.wirecause.report.Describe;

/** How much of a capture is DHCP. */
record DhcpTotals(
        @Describe("DHCP and BOOTP messages in the capture") long dhcpPacketsFound,
        @Describe("Messages that match the filter and could be read") long dhcpPacketsAnalyzed) {
}
