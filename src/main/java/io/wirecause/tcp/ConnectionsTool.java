package io.wirecause.tcp;

import io.wirecause.analysis.Tool;
import io.wirecause.tcp.findings.TcpFindingCode;
import java.util.List;

/** The tool {@code analyze_tcp_connections}. */
public final class ConnectionsTool {
    /** The tool. */
    public static final Tool<ConnectionsArguments> TOOL = new Tool<>("analyze_tcp_connections", "TCP connections",
            "Start here for TCP: why connections fail, stall or break. Gives each TCP connection's state, handshake, close, "
            + "resets and retransmissions, worst first, with findings that cite frames and a Wireshark display filter. Filter by "
            + "server_ip and server_port; ask for more with limit and cursor. Not for DNS, DHCP, ICMP or SIP content.",
            ConnectionsArguments.class, TcpTotals.class, ConnectionsAnswer.class, List.of(TcpFindingCode.values()),
            ConnectionsReport::new);

    private ConnectionsTool() {
    }
}
