package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.HandshakeTimes;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Transfers that fill a queue on the path, so that the round trip grows to many times what it is without load. */
final class QueueingFindings {
    private final CancellableList<Connection> all;
    private final List<Connection> notable;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /**
     * Of these connections.
     *
     * @param notable those of them that {@link #concern} a rule, in their order
     */
    QueueingFindings(CancellableList<Connection> all, List<Connection> notable, CoveredConnections covered,
            TcpFindingList list) {
        this.all = all;
        this.notable = notable;
        this.covered = covered;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return loading(c) != null;
    }

    /** The sender that fills a queue; null for none. */
    private static EndpointState loading(Connection c) {
        return isLoading(c, c.a()) ? c.a() : isLoading(c, c.b()) ? c.b() : null;
    }

    private static boolean isLoading(Connection c, EndpointState sender) {
        if (sender.bytes() < TcpThresholds.LOADING_BYTES || RoundTrips.count(sender) < TcpThresholds.LOADING_TRIPS) {
            return false;
        }
        long base = base(c, sender);
        return isQueued(RoundTrips.quantile(sender, TcpThresholds.LOADED_SHARE), base, TcpThresholds.QUEUE_NANOS)
                && RoundTrips.quantile(sender, 0.5) >= TcpThresholds.QUEUE_HALF * base;
    }

    private static long base(Connection c, EndpointState sender) {
        return RoundTrips.shortestTo(c.peer(sender), sender);
    }

    private static boolean isQueued(long roundTrip, long base, long more) {
        return roundTrip >= base + more && roundTrip >= TcpThresholds.QUEUE_FACTOR * base;
    }

    void add() {
        List<Connection> loading = notable.stream().filter(QueueingFindings::concern).toList();
        if (loading.isEmpty()) {
            return;
        }
        List<Connection> hurt = new ArrayList<>();
        List<Connection> alone = new ArrayList<>();
        List<Connection> victims = new ArrayList<>();
        for (Connection c : loading) {
            List<Connection> of = victims(c);
            (of.isEmpty() ? alone : hurt).add(c);
            of.stream().filter(victim -> !victims.contains(victim)).limit(Finding.MAX_SUBJECTS).forEach(victims::add);
        }
        covered.addAll(victims);
        tell(hurt, victims, Severity.WARNING);
        tell(alone, List.of(), Severity.NOTE);
    }

    /** Others between the same hosts, at that time, that had to wait too when they were set up. */
    private List<Connection> victims(Connection loading) {
        long base = base(loading, loading(loading));
        return all.stream().filter(c -> c != loading && !covered.contains(c)
                && c.firstTime() < loading.lastTime() && c.firstTime() > loading.firstTime()
                && c.clientEnd().host().equals(loading.clientEnd().host())
                && c.serverEnd().host().equals(loading.serverEnd().host())
                && (FailedSetups.isLate(c) || isQueued(c.handshakeNanos(), base, TcpThresholds.QUEUE_NANOS / 2))).toList();
    }

    private void tell(List<Connection> hit, List<Connection> victims, Severity severity) {
        long base = hit.stream().mapToLong(c -> base(c, loading(c))).min().orElse(0);
        long loaded = hit.stream().mapToLong(c -> RoundTrips.quantile(loading(c), TcpThresholds.LOADED_SHARE)).max().orElse(0);
        long latest = victims.stream().mapToLong(HandshakeTimes::sinceFirstSyn).max().orElse(0);
        list.add(new Rule(TcpFindingCode.QUEUEING_DELAY, severity, Confidence.HIGH, "tcp.flags.syn == 1 || "
                        + TcpFindingList.FRAMES,
                        "Look for the bottleneck on the path, limit the transfer below its rate, or let its queue be managed "
                                + "(fq_codel, CAKE, QoS).",
                        "A receiver that delays its acknowledgments under load looks much the same."),
                Stream.concat(hit.stream(), victims.stream()).toList(),
                TcpFindingList.count(hit) + Plural.with(hit.size(), " fills", " fill") + " a queue on the path"
                        + (victims.isEmpty() ? "" : ", and others wait in it"),
                String.format(Locale.ROOT, "the round trip grows from %s without load to %s under it%s; %s",
                        Durations.words(base), Durations.words(loaded), victims.isEmpty() ? "" : String.format(Locale.ROOT,
                                "; %s at that time took up to %s to set up",
                                Plural.of(victims.size(), "other connection"), Durations.words(latest)),
                        TcpFindingList.servers(hit)),
                Connection::firstFrame);
    }
}
