package io.wirecause.tcp;

import io.wirecause.report.Coverage;
import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What {@code analyze_traffic_flow} answers. */
record TrafficFlowAnswer(
        @Describe("The capture, as asked for") String file,
        @Describe("When the analysis was made, UTC") Instant analysisTimestamp,
        @Describe("Frames in the capture") long totalPackets,
        @Describe("TCP segments in the capture") long tcpPacketsFound,
        @Describe("What was asked: server_ip and server_port, null for any") Map<String, Object> filter,
        @Describe("The server, with its port where one was asked for") String server,
        @Describe("Connections of this server") int connections,
        @Describe("What its clients sent") Direction clientToServer,
        @Describe("What it sent") Direction serverToClient,
        @Describe("The two directions compared") Analysis analysis,
        @Describe("When the bytes went") FlowTimeline.Slots bytesOverTime,
        @Describe("What is wrong, in short sentences, worst first") List<String> issues,
        @Describe("The evidence behind the issues") List<Finding> findings,
        @Describe("What the answer rests on and what cannot be concluded") Coverage coverage) {

    /** One direction. */
    record Direction(
            @Describe("Segments") long packetCount,
            @Describe("Payload bytes, those sent again included") long byteCount,
            @Describe("Payload bytes, each counted once") long uniqueByteCount,
            @Describe("SYN segments without ACK") long synCount,
            @Describe("SYN-ACK segments") long synAckCount,
            @Describe("RST segments") long rstCount,
            @Describe("FIN segments") long finCount,
            @Describe("Segments with payload") long dataPackets,
            @Describe("Segments sent again") long retransmissions) {
    }

    /** The two directions compared. */
    record Analysis(
            @Describe(value = "byte_count of server_to_client divided by that of client_to_server; absent where clients sent none",
                    optional = true) Double asymmetryRatio,
            @Describe(value = "Who sent more RSTs", oneOf = {"client", "server", "balanced", "none"}) String primaryRstSource,
            @Describe(value = "Who sent more payload; balanced within a factor of two",
                    oneOf = {"client_heavy", "server_heavy", "balanced", "none"}) String dataFlowDirection,
            @Describe("The same in words") String interpretation) {
    }
}
