package io.wirecause.icmp;

import io.wirecause.report.Describe;

/** How much of a capture is ICMP. */
record IcmpTotals(
        @Describe("ICMP messages in the capture") long icmpPacketsFound,
        @Describe("Messages that match the filter and could be read") long icmpPacketsAnalyzed) {
}
