package io.wirecause.tcp;

import io.wirecause.report.Describe;
import io.wirecause.tcp.report.RetransmissionSummary;
import java.util.List;
import java.util.Map;

/** The body of what {@code analyze_tcp_retransmissions} answers. */
record RetransmissionsAnswer(
        @Describe("Retransmitted segments by Wirecause's verdict, which can differ from Wireshark's flags")
        long totalRetransmissions,
        @Describe("Of all TCP segments of the connections asked for, 0 to 1") double retransmissionRate,
        @Describe("The share asked about") double threshold,
        @Describe("Whether retransmission_rate is above threshold") boolean exceedsThreshold,
        @Describe("Connections with retransmissions, highest rate first") List<Row> byConnection,
        @Describe("Over all connections asked for") Summary summary,
        @Describe("By cause, evidence and direction") RetransmissionSummary retransmissions,
        @Describe("Segments by Wireshark's flag (display filter tcp.analysis.*): its guesses, to compare; retransmission"
                + " includes the fast and spurious ones") Map<String, Long> wireshark) {

    /** One connection. */
    record Row(
            @Describe("Wireshark's tcp.stream") int id,
            @Describe("Client and server, address and port") String connection,
            @Describe("Retransmitted segments") int retransCount,
            @Describe("Segments") long totalPackets,
            @Describe("Retransmitted segments, of all segments, 0 to 1") double retransRate,
            @Describe("Segments retransmitted by the client") int clientRetransCount,
            @Describe("Segments retransmitted by the server") int serverRetransCount,
            @Describe("First retransmission, Wireshark's number") long firstFrame,
            @Describe("Segments that Wireshark marks tcp.analysis.retransmission") int wiresharkRetransmission,
            @Describe("Segments that Wireshark marks tcp.analysis.out_of_order") int wiresharkOutOfOrder) {
    }

    /** Over all connections. */
    record Summary(
            @Describe(value = "The first of by_connection; absent where nothing was retransmitted", optional = true)
            String worstConnection,
            @Describe("Its rate; 0 where nothing was retransmitted") double worstRetransRate,
            @Describe("Connections whose rate is above threshold") int connectionsAboveThreshold,
            @Describe("Connections with retransmissions") int connectionsWithRetransmissions,
            @Describe("Connections asked for") int totalConnections) {
    }
}
