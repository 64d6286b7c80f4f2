package io.wirecause.tcp;

import io.wirecause.analysis.Tool;
import io.wirecause.tcp.findings.TcpFindingCode;
import java.util.List;

/** The tool {@code analyze_traffic_flow}. */
public final class TrafficFlowTool {
    /** The tool. */
    public static final Tool<TrafficFlowArguments> TOOL = new Tool<>("analyze_traffic_flow", "TCP traffic flow",
            "What one server and its clients send each other over TCP: segments, bytes, resets and retransmissions each way, who "
            + "resets, which way the data flows, and bytes over time in at most " + FlowTimeline.SLOTS + " slots. "
            + "Needs server_ip; analyze_tcp_connections names the servers.",
            TrafficFlowArguments.class, TcpTotals.class, TrafficFlowAnswer.class, List.of(TcpFindingCode.values()),
            TrafficFlowReport::new);

    private TrafficFlowTool() {
    }
}
