package io.wirecause.dhcp;

import io.wirecause.report.Describe;

/** How much of a capture is DHCP. */
record DhcpTotals(
        @Describe("DHCP and BOOTP messages in the capture") long dhcpPacketsFound,
        @Describe("Messages analysed: those that the filter lets through and that could be read") long dhcpPacketsAnalyzed) {
}
