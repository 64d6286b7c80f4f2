package io.wirecause.sip;

import io.wirecause.report.Describe;

/** How much of a capture is SIP. */
record SipTotals(
        @Describe("SIP messages in the capture") long sipPacketsFound,
        @Describe("Those that the filter chooses, which the rest is about") long sipPacketsAnalyzed) {
}
