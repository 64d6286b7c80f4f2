package io.wirecause.sip;

import io.wirecause.report.Describe;

/** How much of a capture is SIP. */
record SipTotals(
        @Describe("SIP messages in the capture") long sipPacketsFound,
        @Describe("Messages that match the filter; all numbers below count these") long sipPacketsAnalyzed) {
}
