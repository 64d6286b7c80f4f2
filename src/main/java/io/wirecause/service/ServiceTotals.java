package io.wirecause.service;

import io.wirecause.report.Describe;

/** The counts beside {@code total_packets}. */
record ServiceTotals(
        @Describe("Requests, and what servers said unasked, in the capture") long serviceExchangesFound,
        @Describe("Of those: that match the filter") long serviceExchangesAnalyzed) {
}
