package io.wirecause.tcp;

import io.wirecause.analysis.Tool;
import io.wirecause.tcp.findings.TcpFindingCode;
import java.util.List;

/** The tool {@code analyze_tcp_retransmissions}. */
public final class RetransmissionsTool {
    /** The tool. */
    public static final Tool<RetransmissionsArguments> TOOL = new Tool<>("analyze_tcp_retransmissions", "TCP retransmissions",
            "TCP retransmissions: how many, where and why. Counts by connection (worst first), direction and cause (fast, "
            + "timeout, tail loss probe, spurious, SYN), distinguished from reordering and duplicates by SACK, timestamps, "
            + "IP IDs and ACKs, with Wireshark's own counts beside. Compares the rate with threshold.",
            RetransmissionsArguments.class, TcpTotals.class, RetransmissionsAnswer.class, List.of(TcpFindingCode.values()),
            RetransmissionsReport::new);

    private RetransmissionsTool() {
    }
}
