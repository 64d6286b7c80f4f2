package io.wirecause.icmp;

import io.wirecause.report.Describe;

/** How much of a capture is ICMP. */
record IcmpTotals(
        @Describe("ICMP messages in the capture") long icmpPacketsFound,
        @Describe("Messages analysed: those that the filter lets through and that could be read") long icmpPacketsAnalyzed) {
}
