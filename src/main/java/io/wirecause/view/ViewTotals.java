package io.wirecause.view;

import io.wirecause.report.Describe;

/** How much there is to see. */
record ViewTotals(
        @Describe("TCP connections in the capture") int connectionsFound,
        @Describe("Connections and exchanges shown in full") int livesShown) {
}
