package io.wirecause.tls;

import io.wirecause.report.Describe;

/** How much of a capture is TLS. */
record TlsTotals(
        @Describe("TLS handshakes in the capture") long tlsHandshakesFound,
        @Describe("Handshakes that match the filter") long tlsHandshakesAnalyzed) {
}
