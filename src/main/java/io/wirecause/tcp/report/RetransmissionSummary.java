package io.wirecause.tcp.report;

import io.wirecause.report.Describe;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.verdict.Verdict;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Retransmissions of a set of connections, by cause, evidence and direction. */
public record RetransmissionSummary(
        @Describe("Retransmitted segments by the verdict, not counting reordered or duplicate segments") long total,
        @Describe("Of all TCP segments, 0 to 1") double rate,
        @Describe("By cause: fast, timeout, tail_loss_probe, spurious, syn, path_mtu, fast_open") Map<String, Long> byCause,
        @Describe("What looks like it but is not: reordered, duplicate, keep_alive, window_probe") Map<String, Long> notSentAgain,
        @Describe("Verdicts of both kinds by what decided them, surest evidence first; one that a later D-SACK turned spurious"
                + " counts as dsack too") Map<String, Long> byEvidence,
        @Describe("Sent by clients") Direction clientToServer,
        @Describe("Sent by servers") Direction serverToClient) {

    /** One direction. */
    public record Direction(
            @Describe("Segments") long packets,
            @Describe("Segments with payload") long dataPackets,
            @Describe("Retransmitted segments") long retransmissions,
            @Describe("Retransmitted payload bytes") long retransmittedBytes,
            @Describe("Retransmitted segments, of all segments of this direction, 0 to 1") double retransmissionRate) {
    }

    public static RetransmissionSummary of(List<Connection> connections) {
        List<Connection> recovering = connections.stream().filter(Connection::isRecovering).toList();
        Map<String, Long> causes = new LinkedHashMap<>();
        Map<String, Long> others = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.NEW && verdict != Verdict.NONE) {
                long sum = recovering.stream().mapToLong(c -> (long) c.a().verdicts().of(verdict)
                        + c.b().verdicts().of(verdict)).sum();
                (verdict.isRetransmission() ? causes : others).put(verdict.name().toLowerCase(Locale.ROOT), sum);
            }
        }
        Map<String, Long> evidence = new LinkedHashMap<>();
        for (Verdict.Evidence by : Verdict.Evidence.values()) {
            long sum = recovering.stream().mapToLong(c -> (long) c.a().verdicts().restingOn(by)
                    + c.b().verdicts().restingOn(by)).sum();
            if (sum > 0) {
                evidence.put(by.label(), sum);
            }
        }
        Direction up = direction(connections, Connection::client);
        Direction down = direction(connections, Connection::server);
        long total = up.retransmissions + down.retransmissions;
        return new RetransmissionSummary(total, rate(total, up.packets + down.packets), causes, others, evidence, up,
                down);
    }

    private static Direction direction(List<Connection> connections, Function<Connection, EndpointState> sender) {
        long packets = 0;
        long dataPackets = 0;
        long again = 0;
        long bytesAgain = 0;
        for (Connection c : connections) {
            EndpointState side = sender.apply(c);
            packets += side.packets();
            dataPackets += side.dataPackets();
            again += side.retransmissions();
            bytesAgain += side.verdicts().retransmittedBytes();
        }
        return new Direction(packets, dataPackets, again, bytesAgain, rate(again, packets));
    }

    /** A share to six digits; 0 of nothing. */
    public static double rate(long part, long whole) {
        return whole == 0 ? 0 : Math.round(1e6 * part / whole) / 1e6;
    }
}
