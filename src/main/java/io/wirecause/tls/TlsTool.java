package io.wirecause.tls;

import io.wirecause.analysis.Tool;
import java.util.List;

/** The tool {@code analyze_tls_handshakes}. */
public final class TlsTool {
    /** The tool. */
    public static final Tool<TlsArguments> TOOL = new Tool<>("analyze_tls_handshakes", "TLS handshakes",
            "TLS handshakes on any port, after STARTTLS or in a tunnel: how far each came, who refused, reset or "
            + "stalled it and why; versions, ciphers, names, certificates up to TLS 1.2, timing, JA3, JA4. Use it when "
            + "HTTPS or another TLS connection fails or starts slowly. Nothing is decrypted.",
            TlsArguments.class, TlsTotals.class, TlsAnswer.class, List.of(TlsFindingCode.values()), TlsReport::new);

    private TlsTool() {
    }
}
