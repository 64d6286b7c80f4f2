package io.wirecause.tcp;

import io.wirecause.analysis.Tool;
import io.wirecause.tcp.findings.TcpFindingCode;
import java.util.List;

/** The tool {@code analyze_tcp_anomalies}. */
public final class AnomaliesTool {
    /** The tool. */
    public static final Tool<AnomaliesArguments> TOOL = new Tool<>("analyze_tcp_anomalies", "TCP anomalies",
            "TCP over the whole capture in counts: handshakes completed and failed, flags, who resets (client or server, host, "
            + "before or after the close), retransmissions, states, and the patterns in them. Use it to compare a capture with a "
            + "good one; for single connections use analyze_tcp_connections.",
            AnomaliesArguments.class, TcpTotals.class, AnomaliesAnswer.class, List.of(TcpFindingCode.values()),
            AnomaliesReport::new);

    private AnomaliesTool() {
    }
}
