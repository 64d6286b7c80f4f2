package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.CaptureFindingCode;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.verdict.Verdict.Evidence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/** Connections with loss, reordering or duplicates. */
final class FlowFindings {
    private static final String RESENT =
            "tcp.analysis.retransmission || tcp.analysis.fast_retransmission || tcp.analysis.out_of_order";

    private final CancellableList<Connection> all;
    private final List<Connection> connections;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /**
     * Of these connections.
     *
     * @param notable those of them that {@link #concern} a rule, in their order
     */
    FlowFindings(CancellableList<Connection> all, List<Connection> notable, CoveredConnections covered, TcpFindingList list) {
        this.all = all;
        this.connections = notable;
        this.covered = covered;
        this.list = list;
    }

    void add() {
        List<Connection> lossy = single(s -> s.verdicts().lostData(), TcpThresholds.LOSS_RATE);
        loss(lossy, data(lossy), "");
        Thin lost = new Thin(s -> s.verdicts().lostData(), TcpThresholds.LOSS_RATE, lossy);
        loss(lost.hit, lost.segments, lost.words());
        List<Connection> again = single(s -> s.verdicts().spuriousData(), TcpThresholds.SPURIOUS_RATE);
        spurious(again, "");
        Thin vain = new Thin(s -> s.verdicts().spuriousData(), TcpThresholds.SPURIOUS_RATE, again);
        spurious(vain.hit, vain.words());
        reordering();
        duplicates();
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return c.isRecovering();
    }

    private List<Connection> single(ToIntFunction<EndpointState> count, double rate) {
        return connections.stream().filter(c -> !covered.contains(c) && often(c, count, rate)).toList();
    }

    /** What is too rare on each of a server's or a client's connections, and frequent on all of them together. */
    private final class Thin {
        private final List<Connection> hit = new ArrayList<>();
        private long segments;
        private long among;

        Thin(ToIntFunction<EndpointState> count, double rate, List<Connection> told) {
            Set<Connection> left = new LinkedHashSet<>(connections.stream().filter(c -> !covered.contains(c)
                    && count.applyAsInt(c.a()) + count.applyAsInt(c.b()) > 0).toList());
            told.forEach(left::remove);
            if (left.size() > 1) {
                add(left, count, rate, c -> c.serverEnd().host());
                add(left, count, rate, c -> c.clientEnd().host());
            }
        }

        private void add(Set<Connection> left, ToIntFunction<EndpointState> count, double rate,
                Function<Connection, FlowKey.Endpoint> by) {
            Map<FlowKey.Endpoint, List<Connection>> groups = left.stream()
                    .collect(Collectors.groupingBy(by, LinkedHashMap::new, Collectors.toList()));
            groups.values().removeIf(of -> of.stream().mapToInt(c -> count.applyAsInt(c.a()) + count.applyAsInt(c.b())).sum()
                    < TcpThresholds.THIN_SEGMENTS);
            if (groups.isEmpty()) {
                return;
            }
            Map<FlowKey.Endpoint, long[]> totals = new HashMap<>();
            for (Connection c : all) {
                FlowKey.Endpoint host = by.apply(c);
                if (groups.containsKey(host)) {
                    long[] total = totals.computeIfAbsent(host, none -> new long[3]);
                    total[0] += c.client().dataPackets();
                    total[1] += c.server().dataPackets();
                    total[2]++;
                }
            }
            groups.forEach((host, of) -> {
                long[] total = totals.get(host);
                int ofClient = of.stream().mapToInt(c -> count.applyAsInt(c.client())).sum();
                int ofServer = of.stream().mapToInt(c -> count.applyAsInt(c.server())).sum();
                if (ofClient >= Math.max(TcpThresholds.THIN_SEGMENTS, rate * total[0])
                        || ofServer >= Math.max(TcpThresholds.THIN_SEGMENTS, rate * total[1])) {
                    hit.addAll(of);
                    left.removeAll(of);
                    segments += total[0] + total[1];
                    among += total[2];
                }
            });
        }

        String words() {
            return ", on " + hit.size() + " of " + among + " connections, few on each";
        }
    }

    private void loss(List<Connection> hit, long segments, String spread) {
        long again = hit.stream().mapToLong(c -> c.a().verdicts().lostData() + c.b().verdicts().lostData()).sum();
        long fromServer = hit.stream().mapToLong(c -> c.server().verdicts().lostData()).sum();
        list.add(new Rule(TcpFindingCode.PACKET_LOSS, Severity.WARNING, Confidence.HIGH, RESENT,
                        "Find out where on the way packets get lost: compare captures at both ends.",
                        "A segment lost before, and one lost behind the capture point look alike."),
                hit, TcpFindingList.count(hit) + " with packet loss",
                String.format(Locale.ROOT, "%d of %d data segments were retransmitted (%.1f %%), %d by the server, "
                                + "%d by the client%s; %s; %s",
                        again, segments, 100.0 * again / Math.max(1, segments), fromServer, again - fromServer, spread,
                        causes(hit), TcpFindingList.servers(hit)),
                c -> first(c.a().verdicts().firstLost(), c.b().verdicts().firstLost()));
    }

    private static String causes(List<Connection> hit) {
        return "causes: " + total(hit, Verdict.FAST) + " fast, " + total(hit, Verdict.TIMEOUT) + " timeout, "
                + total(hit, Verdict.TAIL_LOSS_PROBE) + " tail loss probe, " + total(hit, Verdict.SPURIOUS) + " spurious";
    }

    private static long total(List<Connection> hit, Verdict verdict) {
        return hit.stream().mapToLong(c -> c.a().verdicts().of(verdict) + c.b().verdicts().of(verdict)).sum();
    }

    private static long data(List<Connection> hit) {
        return hit.stream().mapToLong(c -> c.a().dataPackets() + c.b().dataPackets()).sum();
    }

    private static long first(long a, long b) {
        return a == 0 ? b : b == 0 ? a : Math.min(a, b);
    }

    /** Whether an endpoint's count reaches the limits, as a number and as a share of its data segments. */
    private static boolean often(Connection c, ToIntFunction<EndpointState> count, double rate) {
        return often(c.a(), count, rate) || often(c.b(), count, rate);
    }

    private static boolean often(EndpointState side, ToIntFunction<EndpointState> count, double rate) {
        int times = count.applyAsInt(side);
        return times >= TcpThresholds.FEW_SEGMENTS && times >= rate * side.dataPackets();
    }

    private void spurious(List<Connection> hit, String spread) {
        list.add(new Rule(TcpFindingCode.SPURIOUS_RETRANSMISSION, Severity.WARNING, Confidence.HIGH,
                        "tcp.analysis.spurious_retransmission || tcp.options.sack.dsack || " + RESENT,
                        "Look for acknowledgements that get lost or delayed, or a round trip that jumps.", null),
                hit, TcpFindingList.count(hit) + " with spurious retransmissions",
                hit.stream().mapToLong(c -> c.a().verdicts().spuriousData() + c.b().verdicts().spuriousData()).sum()
                        + " segments were retransmitted although they had arrived, as D-SACKs or earlier "
                        + "acknowledgements show" + spread + "; " + TcpFindingList.servers(hit),
                c -> first(c.a().verdicts().firstFrame(Verdict.SPURIOUS), c.b().verdicts().firstFrame(Verdict.SPURIOUS)));
    }

    private void reordering() {
        List<Connection> hit = connections.stream().filter(c -> often(c, s -> s.verdicts().of(Verdict.REORDERED),
                TcpThresholds.REORDERING_RATE)).toList();
        list.add(new Rule(TcpFindingCode.REORDERING, Severity.WARNING, Confidence.HIGH, "tcp.analysis.out_of_order || " + RESENT,
                        "Look for load sharing per packet, or links of different delay, on the path.",
                        "Several receive queues of the capturing host can put frames out of order as well."),
                hit, TcpFindingList.count(hit) + " with segments overtaken on the way", total(hit, Verdict.REORDERED) + " of "
                        + data(hit)
                        + " data segments arrived behind ones sent after them; " + TcpFindingList.servers(hit),
                c -> first(c.a().verdicts().firstFrame(Verdict.REORDERED), c.b().verdicts().firstFrame(Verdict.REORDERED)));
    }

    private static boolean copied(EndpointState side) {
        int copies = side.verdicts().of(Verdict.DUPLICATE);
        return copies >= TcpThresholds.FEW_SEGMENTS && copies >= TcpThresholds.DUPLICATE_RATE * side.packets();
    }

    /** What shows that packets are copies, and how often. */
    private static String copies(List<Connection> hit) {
        return Arrays.stream(Evidence.values()).filter(by -> copies(hit, by) > 0)
                .map(by -> copies(hit, by) + " by " + switch (by) {
                    case IP_ID -> "the same IP identification";
                    case TTL -> "the same content at another hop (TTL)";
                    case LINK -> "the same content on another interface, link or VLAN";
                    case TSVAL -> "the same timestamps";
                    default -> "the time, too short for a retransmission";
                }).collect(Collectors.joining(", "));
    }

    private static long copies(List<Connection> hit, Evidence by) {
        return hit.stream().mapToLong(c -> c.a().verdicts().copiesBy(by) + c.b().verdicts().copiesBy(by)).sum();
    }

    private void duplicates() {
        List<Connection> hit = connections.stream().filter(c -> copied(c.a()) || copied(c.b())).toList();
        list.add(new Rule(CaptureFindingCode.DUPLICATE_FRAMES, Severity.NOTE, Confidence.HIGH, "tcp",
                        "Capture on one port or VLAN only, or remove copies with editcap -d before other tools count them.",
                        "The capture cannot show whether the network or the capturing made the copies; equal TTLs "
                                + "suggest the capturing."),
                hit, TcpFindingList.count(hit) + " with packets seen twice", total(hit, Verdict.DUPLICATE) + " of "
                        + hit.stream().mapToLong(Connection::packets).sum()
                                + " packets are copies: " + copies(hit) + "; "
                        + TcpFindingList.servers(hit),
                c -> first(c.a().verdicts().firstFrame(Verdict.DUPLICATE), c.b().verdicts().firstFrame(Verdict.DUPLICATE)));
    }
}
