package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.CapturePoint;
import io.wirecause.tcp.endpoint.DeliveredRate;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.List;
import java.util.Locale;

/** Transfers that lose whatever they send above a steady rate, without a queue. After Flach et al. (SIGCOMM 2016). */
final class PolicedRates {
    private final List<Connection> connections;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /** Of these connections, those that concern {@link FlowFindings} among them. */
    PolicedRates(List<Connection> connections, CoveredConnections covered, TcpFindingList list) {
        this.connections = connections;
        this.covered = covered;
        this.list = list;
    }

    void add() {
        List<Connection> hit = connections.stream().filter(c -> !covered.contains(c) && policed(c) != null).toList();
        covered.addAll(hit);
        long lost = hit.stream().mapToLong(c -> policed(c).verdicts().lostData()).sum();
        long segments = hit.stream().mapToLong(c -> policed(c).dataPackets()).sum();
        double least = hit.stream().mapToLong(c -> rate(policed(c))).min().orElse(0) * 8 / 1e6;
        double most = hit.stream().mapToLong(c -> rate(policed(c))).max().orElse(0) * 8 / 1e6;
        String range = String.format(Locale.ROOT, "%.2f", least)
                + (hit.size() > 1 ? String.format(Locale.ROOT, " to %.2f", most) : "");
        list.add(new Rule(TcpFindingCode.RATE_POLICED, Severity.WARNING, Confidence.MEDIUM,
                        "tcp.analysis.retransmission || tcp.analysis.fast_retransmission || tcp.analysis.out_of_order",
                        "Look for a rate limit without a queue on the path or in the contract: raise it, shape instead, or pace "
                                + "the sender below it.",
                        "A link with a very short queue looks much the same."),
                hit, TcpFindingList.count(hit) + " held at a rate by discarding what is above it",
                String.format(Locale.ROOT, "%s Mbit/s get through, steadily; %d of %d data segments (%.1f %%) were lost, in "
                        + "runs, and no queue builds up; %s", range, lost, segments, 100.0 * lost / Math.max(1, segments),
                        TcpFindingList.servers(hit)),
                c -> policed(c).verdicts().firstLost());
    }

    /** The sender that a policer holds; null for none. */
    private static EndpointState policed(Connection c) {
        return isPoliced(c, c.a()) ? c.a() : isPoliced(c, c.b()) ? c.b() : null;
    }

    private static boolean isPoliced(Connection c, EndpointState sender) {
        return sender.verdicts().lostData() >= TcpThresholds.POLICED_LOSS_RATE * sender.dataPackets() && rate(sender) > 0
                && DeliveredRate.lossyShare(sender) >= TcpThresholds.POLICED_SLOTS_LOSSY
                && DeliveredRate.runShare(sender) >= TcpThresholds.POLICED_RUNS && hasNoQueue(c, sender);
    }

    /** At the sender a queue shows in the round trips; behind it, in segments that a link of that rate has spaced. */
    private static boolean hasNoQueue(Connection c, EndpointState sender) {
        if (!CapturePoint.isBeside(sender, c.peer(sender))) {
            return DeliveredRate.closeShare(sender) >= TcpThresholds.POLICED_CLOSE;
        }
        long base = RoundTrips.shortestTo(c.peer(sender), sender);
        return base > 0 && RoundTrips.count(sender) > 0
                && RoundTrips.quantile(sender, 0.5) <= TcpThresholds.POLICED_TRIP * base;
    }

    /** Bytes a second; 0 where it is not steady. */
    private static long rate(EndpointState sender) {
        return DeliveredRate.steady(sender, TcpThresholds.POLICED_SLOTS, TcpThresholds.POLICED_MEAN_DEVIATION,
                TcpThresholds.POLICED_DEVIATION);
    }
}
