package io.wirecause.tcp.report;

import io.wirecause.report.Describe;
import io.wirecause.report.Durations;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionMetrics;
import io.wirecause.tcp.wireshark.WiresharkFlagCounts;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One connection in an answer. */
public record ConnectionRecord(
        @Describe("Wireshark's tcp.stream") int id,
        @Describe("Address and port of the client") String client,
        @Describe("Address and port of the server") String server,
        @Describe(value = "Where the connection stands after its last segment",
                oneOf = {"syn_sent", "syn_received", "established",
            "mid_stream", "half_closed", "closed", "refused", "reset"}) String state,
        @Describe("Whether the connection was established: handshake seen, or evident from its traffic")
        boolean handshakeCompleted,
        @Describe(value = "How that is known", oneOf = {"seen", "inferred", "failed", "unknown"}) String handshake,
        @Describe("SYN segments without ACK") int synCount,
        @Describe("SYN-ACK segments") int synAckCount,
        @Describe("Segments with ACK but without SYN or RST") long ackCount,
        @Describe("RST segments") int rstCount,
        @Describe("FIN segments") int finCount,
        @Describe("Segments with payload") long dataPackets,
        @Describe("Retransmitted segments; keep-alives and probes not counted") int retransmissions,
        @Describe(value = "Segments by Wireshark's flag (tcp.analysis.*); absent where it flags none", optional = true)
        Map<String, Long> wireshark,
        @Describe(value = "How it ended", oneOf = {"normal", "half_closed", "reset_by_client", "reset_by_server", "refused",
            "unanswered", "active"}) String closeReason,
        @Describe("Segments") long packetCount,
        @Describe("First frame, Wireshark's number") long firstFrame,
        @Describe("Last frame, Wireshark's number") long lastFrame,
        @Describe("Time of the first frame, UTC") Instant startTime,
        @Describe("From the first to the last frame, seconds") double durationSeconds,
        @Describe("Payload bytes from client to server, retransmitted ones included") long bytesClientToServer,
        @Describe("Payload bytes from server to client, retransmitted ones included") long bytesServerToClient,
        @Describe(value = "From the SYN to the ACK of the SYN-ACK, milliseconds", optional = true) Double handshakeRttMs,
        @Describe(value = "How client and server were identified", oneOf = {"syn", "syn_ack", "port", "first_packet"})
        String rolesKnownBy,
        @Describe(value = "Median round trip of data, milliseconds, the receiver's delay included",
                optional = true) Double rttMedianMs,
        @Describe(value = "What is measured of it, with detailed=true", optional = true) ConnectionDetails details) {

    public static ConnectionRecord of(Connection c, boolean detailed) {
        Map<String, Long> wireshark = WiresharkFlagCounts.totals(List.of(c.wireshark().counts()));
        return new ConnectionRecord(c.id(), c.clientEnd().toString(), c.serverEnd().toString(), c.state().label(),
                c.isEstablished(), handshake(c), c.a().syns() + c.b().syns(), c.a().synAcks() + c.b().synAcks(),
                c.a().acks() + c.b().acks(), c.a().rsts() + c.b().rsts(), c.a().fins() + c.b().fins(),
                c.a().dataPackets() + c.b().dataPackets(),
                c.retransmissions(), wireshark.isEmpty() ? null : wireshark, closeReason(c), c.packets(), c.firstFrame(),
                c.lastFrame(),
                Instant.EPOCH.plusNanos(c.firstTime()), Durations.seconds(c.duration()), c.client().bytes(), c.server().bytes(),
                Durations.millisOrNull(c.handshakeNanos()),
                c.roleBasis().name().toLowerCase(java.util.Locale.ROOT),
                Durations.millisOrNull(ConnectionMetrics.medianRoundTrip(c)), detailed ? ConnectionDetails.of(c) : null);
    }

    private static String handshake(Connection c) {
        if (c.handshakeSeen()) {
            return "seen";
        }
        if (c.handshakeEvident()) {
            return "inferred";
        }
        return c.isAttempted() ? "failed" : "unknown";
    }

    private static String closeReason(Connection c) {
        return switch (c.state()) {
            case CLOSED -> c.termination().lostBytes() > 0 ? "reset_by_server" : "normal";
            case HALF_CLOSED -> "half_closed";
            case REFUSED -> "refused";
            case RESET -> c.termination().resetBy() == c.client() ? "reset_by_client" : "reset_by_server";
            case SYN_SENT, SYN_RECEIVED -> "unanswered";
            case NEW, ESTABLISHED, MID_STREAM -> "active";
        };
    }
}
