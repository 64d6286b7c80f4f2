package io.wirecause.tls;

import io.wirecause.report.Describe;
import java.util.List;

/** One handshake as answers show it. */
record TlsHandshakeRecord(
        @Describe(value = "Connection (Wireshark's tcp.stream, or udp.stream)", optional = true) Integer stream,
        @Describe("What carries it: tls, dtls or quic") String transport,
        @Describe("Client") String client,
        @Describe("Server") String server,
        @Describe(value = "Server name asked for (SNI)", optional = true) String serverName,
        @Describe("How it ended") String outcome,
        @Describe(value = "Why", optional = true) String why,
        @Describe("Last step reached") String step,
        @Describe(value = "What came before TLS", optional = true) String startedBy,
        @Describe("First frame") long firstFrame,
        @Describe(value = "Version chosen; else the newest offered, with \"offered\"", optional = true) String version,
        @Describe(value = "Cipher suite chosen", optional = true) String cipherSuite,
        @Describe(value = "Group of the key exchange", optional = true) String group,
        @Describe(value = "Application protocol chosen, or those offered where the choice is encrypted", optional = true)
        String alpn,
        @Describe(value = "Alert, and who sent it", optional = true) String alert,
        @Describe(value = "0-RTT data: accepted, refused or unknown", optional = true) String earlyData,
        @Describe(value = "Whether the client was asked for a certificate and showed one", optional = true)
        String clientCertificate,
        @Describe(value = "Times in milliseconds", optional = true) Times times,
        @Describe(value = "Certificate chain of the server (TLS 1.2 and older)", optional = true) Chain certificates,
        @Describe(value = "What the client offers", optional = true) Offer offer) {

    /** Where the time went. */
    record Times(
            @Describe(value = "TCP set-up", optional = true) Double setUpMs,
            @Describe(value = "ClientHello to the end of the handshake", optional = true) Double totalMs,
            @Describe(value = "Server's own time until its ServerHello, and its Finished up to TLS 1.2",
                    optional = true) Double serverMs,
            @Describe(value = "Client's own time between the server's flight and its answer", optional = true) Double clientMs,
            @Describe(value = "Round trip between the hosts", optional = true) Double roundTripMs,
            @Describe(value = "Round trips that the handshake takes", optional = true) Integer roundTrips,
            @Describe(value = "Segments lost within it", optional = true) Integer losses,
            @Describe(value = "What these cost at most", optional = true) Double lossMs) {
    }

    /** A chain of certificates. */
    record Chain(
            @Describe("Certificates sent") int sent,
            @Describe(value = "Subject of the server's own", optional = true) String subject,
            @Describe(value = "Its issuer", optional = true) String issuer,
            @Describe(value = "Names that it is for, the first few", optional = true) List<String> names,
            @Describe(value = "Start of its validity", optional = true) String notBefore,
            @Describe(value = "End of its validity", optional = true) String notAfter,
            @Describe(value = "Key", optional = true) String key,
            @Describe(value = "Signed with", optional = true) String signature,
            @Describe(value = "Subjects of the others, in the order sent", optional = true) List<String> others,
            @Describe(value = "What is odd about it", optional = true) List<String> remarks) {
    }

    /** What a client offers. */
    record Offer(
            @Describe("Bytes of the ClientHello") int helloBytes,
            @Describe("Segments or datagrams that it took") int packets,
            @Describe("JA3") String ja3,
            @Describe("JA4") String ja4,
            @Describe("Versions, most wanted first") List<String> versions,
            @Describe(value = "Cipher suites, most wanted first", optional = true) List<String> cipherSuites,
            @Describe(value = "Groups, most wanted first", optional = true) List<String> groups,
            @Describe(value = "Groups for which a key share is sent", optional = true) List<String> keyShares,
            @Describe(value = "Signature schemes", optional = true) List<String> signatureSchemes,
            @Describe(value = "Application protocols", optional = true) List<String> alpn,
            @Describe(value = "What else it offers", optional = true) List<String> extras) {
    }
}
