package io.wirecause.dns;

import io.wirecause.report.Describe;

/** How much of a capture is DNS. */
record DnsTotals(
        @Describe("Messages of DNS, mDNS, LLMNR and NetBIOS names in the capture") long dnsPacketsFound,
        @Describe("Messages that match the filter; all numbers below count these") long dnsPacketsAnalyzed) {
}
