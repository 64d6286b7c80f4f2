package io.wirecause.fuzz;

/** TLS over TCP, DTLS and QUIC, as {@link Traffic} writes them. */
public final class TlsTarget {
    private TlsTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Traffic.check("analyze_tls_handshakes", input);
    }
}
