package io.wirecause.tls;

import io.wirecause.analysis.collect.Latencies;
import io.wirecause.report.Describe;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_tls_handshakes} answers. */
record TlsAnswer(
        @Describe("Counts of the handshakes that match the filter") Statistics statistics,
        @Describe("Servers, most failures first, then most handshakes") List<ServerRow> servers,
        @Describe("Server names (SNI), most failures first, then most handshakes") List<NameRow> names,
        @Describe("Handshakes, worst first") List<TlsHandshakeRecord> handshakes) {

    /** Handshakes, counted. */
    record Statistics(
            @Describe("How many ended how") Map<String, Long> outcomes,
            @Describe("Versions chosen") Map<String, Long> versions,
            @Describe("Cipher suites chosen, the commonest") Map<String, Long> cipherSuites,
            @Describe("Application protocols chosen in the clear (ALPN)") Map<String, Long> alpn,
            @Describe("Ways into TLS other than from the first byte") Map<String, Long> startedBy,
            @Describe(value = "Time from the ClientHello to the end of complete handshakes", optional = true)
            Latencies.Summary duration) {
    }

    /** One server. */
    record ServerRow(
            @Describe("Address and port") String server,
            @Describe("Handshakes") long handshakes,
            @Describe("Failed ones") long failed,
            @Describe("Resumed ones") long resumed,
            @Describe(value = "Median time of complete handshakes, milliseconds", optional = true) Double medianMs,
            @Describe(value = "Server's own median time, milliseconds", optional = true)
            Double medianServerMs) {
    }

    /** One name. */
    record NameRow(
            @Describe("Server name") String name,
            @Describe("Handshakes") long handshakes,
            @Describe("Failed ones") long failed,
            @Describe(value = "Median time of complete handshakes, milliseconds", optional = true) Double medianMs) {
    }
}
