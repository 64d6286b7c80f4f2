package io.wirecause.tcp;

import io.wirecause.report.Describe;
import io.wirecause.tcp.report.ConnectionRecord;
import java.util.List;

/** The body of what {@code analyze_tcp_connections} answers. */
record ConnectionsAnswer(
        @Describe("Counts of all connections that match the filter") Summary summary,
        @Describe("Connections, worst first") List<ConnectionRecord> connections) {

    /** Connections by how they began and ended. */
    record Summary(
            @Describe("Connections") int totalConnections,
            @Describe("SYN, SYN-ACK and the ACK of it were all seen") int successfulHandshakes,
            @Describe("A SYN was seen and the connection was not established") int failedHandshakes,
            @Describe("Established although the handshake was not fully captured, as the traffic shows") int inferredHandshakes,
            @Describe("Were established, by a seen or an inferred handshake") int establishedConnections,
            @Describe("Ended or refused by a RST") int resetConnections,
            @Describe("Closed by FIN from both sides") int normalClose,
            @Describe("Established and still open at the end of the capture") int activeConnections) {
    }
}
