package io.wirecause.tcp;

import io.wirecause.report.Describe;

/** The body of what {@code analyze_traffic_flow} answers. */
record TrafficFlowAnswer(
        @Describe("The server, with its port where one was asked for") String server,
        @Describe("Connections of this server") int connections,
        @Describe("What its clients sent") Direction clientToServer,
        @Describe("What it sent") Direction serverToClient,
        @Describe("The two directions compared") Analysis analysis,
        @Describe("When the bytes went") FlowTimeline.Slots bytesOverTime) {

    /** One direction. */
    record Direction(
            @Describe("Segments") long packetCount,
            @Describe("Payload bytes, retransmissions included") long byteCount,
            @Describe("Payload bytes, each counted once") long uniqueByteCount,
            @Describe("SYN segments without ACK") long synCount,
            @Describe("SYN-ACK segments") long synAckCount,
            @Describe("RST segments") long rstCount,
            @Describe("FIN segments") long finCount,
            @Describe("Segments with payload") long dataPackets,
            @Describe("Retransmitted segments") long retransmissions) {
    }

    /** The two directions compared. */
    record Analysis(
            @Describe(value = "byte_count of server_to_client divided by that of client_to_server; absent where clients sent "
                    + "none",
                    optional = true) Double asymmetryRatio,
            @Describe(value = "Who sent more RSTs", oneOf = {"client", "server", "balanced", "none"}) String primaryRstSource,
            @Describe(value = "Who sent more payload; balanced within a factor of two",
                    oneOf = {"client_heavy", "server_heavy", "balanced", "none"}) String dataFlowDirection,
            @Describe("The same in words") String interpretation) {
    }
}
