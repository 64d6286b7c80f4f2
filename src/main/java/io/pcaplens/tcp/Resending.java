package io.pcaplens.tcp;

import io.pcaplens.report.Describe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Segments sent again over a set of connections, by cause and direction, and what decided so. */
record Resending(
        @Describe("Segments sent again, by the verdict; reordered and duplicated ones are none") long total,
        @Describe("Of all TCP segments, 0 to 1") double rate,
        @Describe("By cause: fast, timeout, tail_loss_probe, spurious, syn") Map<String, Long> byCause,
        @Describe("What looks like it but is not: reordered, duplicate, keep_alive, window_probe") Map<String, Long> notSentAgain,
        @Describe("Verdicts of both kinds by what decided them, surest evidence first; one that a later D-SACK turned spurious"
                + " counts as dsack too") Map<String, Long> byEvidence,
        @Describe("Sent by clients") Direction clientToServer,
        @Describe("Sent by servers") Direction serverToClient) {

    /** One direction. */
    record Direction(
            @Describe("Segments") long packets,
            @Describe("Segments with payload") long dataPackets,
            @Describe("Segments sent again") long retransmissions,
            @Describe("Payload bytes sent again") long retransmittedBytes,
            @Describe("Segments sent again, of all segments of this direction, 0 to 1") double retransmissionRate) {
    }

    static Resending of(List<Connection> connections) {
        Map<String, Long> causes = new LinkedHashMap<>();
        Map<String, Long> others = new LinkedHashMap<>();
        for (Verdict verdict : Verdict.values()) {
            if (verdict != Verdict.NEW && verdict != Verdict.NONE) {
                long sum = connections.stream().mapToLong(c -> (long) c.a.tally().of(verdict) + c.b.tally().of(verdict)).sum();
                (verdict.isRetransmission() ? causes : others).put(verdict.name().toLowerCase(Locale.ROOT), sum);
            }
        }
        Map<String, Long> evidence = new LinkedHashMap<>();
        for (Verdict.Evidence by : Verdict.Evidence.values()) {
            long sum = connections.stream().mapToLong(c -> (long) c.a.tally().by(by) + c.b.tally().by(by)).sum();
            if (sum > 0) {
                evidence.put(by.label(), sum);
            }
        }
        Direction up = direction(connections.stream().map(Connection::client).toList());
        Direction down = direction(connections.stream().map(Connection::server).toList());
        long total = up.retransmissions + down.retransmissions;
        return new Resending(total, TrackedConnections.rate(total, up.packets + down.packets), causes, others, evidence, up, down);
    }

    private static Direction direction(List<Side> senders) {
        long packets = senders.stream().mapToLong(side -> side.packets).sum();
        long again = senders.stream().mapToLong(Side::retransmissions).sum();
        return new Direction(packets, senders.stream().mapToLong(side -> side.dataPackets).sum(), again,
                senders.stream().mapToLong(side -> side.tally().retransmittedBytes()).sum(), TrackedConnections.rate(again, packets));
    }
}
