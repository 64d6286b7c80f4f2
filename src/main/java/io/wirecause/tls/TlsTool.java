package io.wirecause.tls;

import io.wirecause.analysis.Tool;
import io.wirecause.report.FindingCode;
import io.wirecause.tls.quic.QuicFindingCode;
import java.util.List;
import java.util.stream.Stream;

/** The tool {@code analyze_tls_handshakes}. */
public final class TlsTool {
    private static final List<FindingCode> CODES = Stream.<FindingCode>concat(Stream.of(TlsFindingCode.values()),
            Stream.of(QuicFindingCode.values())).toList();

    /** The tool. */
    public static final Tool<TlsArguments> TOOL = new Tool<>("analyze_tls_handshakes", "TLS handshakes",
            "TLS handshakes on any port, after STARTTLS, in tunnels, QUIC: how far each came, who refused, reset or "
            + "stalled it, and why; certificates up to TLS 1.2, times, JA3, JA4. Use it when "
            + "HTTPS or other TLS fails or starts slowly.",
            TlsArguments.class, TlsTotals.class, TlsAnswer.class, CODES, TlsReport::new);

    private TlsTool() {
    }
}
