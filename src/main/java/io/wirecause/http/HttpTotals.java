package io.wirecause.http;

import io.wirecause.report.Describe;

/** How much of a capture is HTTP in clear. */
record HttpTotals(
        @Describe("Requests of HTTP in clear, and answers whose request was not captured") long httpRequestsFound,
        @Describe("Those that match the filter; all numbers below count these") long httpRequestsAnalyzed) {
}
