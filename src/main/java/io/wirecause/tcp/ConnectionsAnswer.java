package io.wirecause.tcp;

import io.wirecause.report.Coverage;
import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import io.wirecause.report.Page;
import io.wirecause.tcp.report.ConnectionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What {@code analyze_tcp_connections} answers. */
record ConnectionsAnswer(
        @Describe("The capture, as asked for") String file,
        @Describe("When the analysis was made, UTC") Instant analysisTimestamp,
        @Describe("Frames in the capture") long totalPackets,
        @Describe("TCP segments in the capture") long tcpPacketsFound,
        @Describe("What was asked: server_ip and server_port, null for any") Map<String, Object> filter,
        @Describe("All connections that the filter lets through, counted") Summary summary,
        @Describe("Connections, worst first") List<ConnectionRecord> connections,
        @Describe("Which part of the connections this answer lists") Page page,
        @Describe("What is wrong, in short sentences, worst first") List<String> issues,
        @Describe("The evidence behind the issues") List<Finding> findings,
        @Describe("What the answer rests on and what cannot be concluded") Coverage coverage) {

    /** Connections by how they began and ended. */
    record Summary(
            @Describe("Connections") int totalConnections,
            @Describe("SYN, SYN-ACK and the ACK of it were all seen") int successfulHandshakes,
            @Describe("A SYN was seen and the connection did not come about") int failedHandshakes,
            @Describe("Established although the handshake was not wholly captured, as the traffic shows") int inferredHandshakes,
            @Describe("Were established, by a seen or an inferred handshake") int establishedConnections,
            @Describe("Ended or refused by a RST") int resetConnections,
            @Describe("Closed by FIN from both sides") int normalClose,
            @Describe("Established and still open at the end of the capture") int activeConnections) {
    }
}
