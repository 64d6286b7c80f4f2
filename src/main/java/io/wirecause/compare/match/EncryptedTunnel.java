package io.wirecause.compare.match;

import io.wirecause.analysis.ToolContext;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.Packet;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Traffic that one capture shows in clear and the other inside an encrypting tunnel.
 *
 * @param encrypted which capture shows the tunnel, 0 or 1
 * @param protocol  of the tunnel
 * @param ends      its two ends
 * @param partial   whether only the first packets each way were looked at, because there are too many
 * @param ways      each way of it; first the one that passes the capture in clear first
 */
public record EncryptedTunnel(int encrypted, String protocol, String ends, boolean partial, List<Way> ways) {
    /** A part of the packets that must be found again for the two to be one. */
    private static final double ENOUGH = 0.8;
    private static final int FEWEST = 8;
    /** Flows of tunnels that are told apart. */
    private static final int FLOWS = 64;
    /** Of these, the largest that are looked through. */
    private static final int TRIED = 8;
    private static final int HOSTS = 10_000;

    /**
     * One way through the tunnel.
     *
     * @param upstream  the capture that packets pass first
     * @param sent      packets that passed it, between the first and the last that are in both
     * @param arrived   those of them found in the other by order and length
     * @param unnumbered numbers that the tunnel counted and its capture never saw: lost between the sender's end of it and there
     * @param lost      frames, in the capture passed first, of packets not found in the other
     */
    public record Way(int upstream, long sent, long arrived, long unnumbered, List<Long> lost) {
    }

    /** One direction of a tunnel. */
    private record Flow(TunnelPacket.Kind kind, String from, String to, TunnelTrace trace) {
        /** WireGuard tells the other end that it is there with an empty packet. */
        boolean isKeepalive(int place) {
            return kind == TunnelPacket.Kind.WIREGUARD && trace.lengths[place] == TunnelPacket.WIREGUARD_LEAST;
        }
    }

    /** By what one direction of a tunnel is told from others. */
    private record FlowName(FlowKey.Endpoint from, FlowKey.Endpoint to, long flow) {
    }

    private record Fitted(Flow flow, TunnelTrace clear, TunnelFit fit) {
        boolean isEnough() {
            return fit.matched >= FEWEST && fit.matched >= ENOUGH * Math.min(clear.count, flow.trace.count);
        }

        /** What the fastest packet took from the capture in clear to that of the tunnel, by their clocks. */
        long least() {
            long least = Long.MAX_VALUE;
            for (int i = 0; i < fit.partners.length; i++) {
                if (fit.partners[i] >= 0) {
                    least = Math.min(least, flow.trace.times[fit.partners[i]] - clear.times[i]);
                }
            }
            return least;
        }

        Way way(int encrypted, boolean clearFirst) {
            int first = 0;
            int last = fit.partners.length - 1;
            while (fit.partners[first] < 0) {
                first++;
            }
            while (fit.partners[last] < 0) {
                last--;
            }
            int from = fit.partners[first];
            int to = fit.partners[last] + 1;
            List<Long> lost = new ArrayList<>();
            Set<Integer> found = new HashSet<>();
            for (int i = first; i <= last; i++) {
                if (fit.partners[i] >= 0) {
                    found.add(fit.partners[i]);
                } else if (clearFirst) {
                    lost.add(clear.frames[i]);
                }
            }
            for (int j = from; j < to && !clearFirst; j++) {
                if (!found.contains(j) && !flow.isKeepalive(j)) {
                    lost.add(flow.trace.frames[j]);
                }
            }
            return new Way(clearFirst ? 1 - encrypted : encrypted, found.size() + lost.size(), found.size(),
                    flow.trace.missingNumbers(from, to), lost);
        }
    }

    /**
     * The tunnel that holds what is in clear in one capture only; null for none.
     *
     * @throws UserFacingException where the call is cancelled or out of time
     */
    static EncryptedTunnel of(ToolContext context, List<PointInterface> points, Survey[] surveys, Pairing pairing)
            throws UserFacingException {
        for (int encrypted = 0; encrypted < 2; encrypted++) {
            if (surveys[encrypted].tunnelPackets() >= FEWEST
                    && surveys[1 - encrypted].tunnelPackets() < surveys[encrypted].tunnelPackets() / 10 + 1) {
                ToolContext there = encrypted == 0 ? context : context.onOther();
                ToolContext inClear = encrypted == 0 ? context.onOther() : context;
                List<Flow> flows = flows(there, points.get(encrypted));
                TunnelTrace[] clear = clear(inClear, points.get(1 - encrypted), surveys[1 - encrypted], pairing, 1 - encrypted);
                return fit(encrypted, flows, clear);
            }
        }
        return null;
    }

    private static EncryptedTunnel fit(int encrypted, List<Flow> flows, TunnelTrace[] clear) {
        Fitted[] best = new Fitted[2];
        for (int direction = 0; direction < 2; direction++) {
            for (Flow flow : flows) {
                Fitted fitted = new Fitted(flow, clear[direction], TunnelFit.of(clear[direction], flow.trace, flow.kind));
                boolean better = best[direction] == null || fitted.fit.matched > best[direction].fit.matched;
                best[direction] = fitted.isEnough() && better ? fitted : best[direction];
            }
        }
        if (best[0] == null || best[1] == null || best[0].flow == best[1].flow) {
            return null;
        }
        int clearFirst = best[0].least() > best[1].least() ? 0 : 1;
        Flow there = best[clearFirst].flow;
        return new EncryptedTunnel(encrypted, there.kind.words, there.from + " and " + there.to,
                clear[0].full || clear[1].full || there.trace.full || best[1 - clearFirst].flow.trace.full,
                List.of(best[clearFirst].way(encrypted, true), best[1 - clearFirst].way(encrypted, false)));
    }

    private static List<Flow> flows(ToolContext context, PointInterface point) throws UserFacingException {
        Map<FlowName, Flow> flows = new LinkedHashMap<>();
        FlowKey key = new FlowKey();
        PointReader reader = new PointReader(context, point);
        while (reader.next()) {
            Packet packet = reader.packet();
            if (!TunnelPacket.is(packet)) {
                continue;
            }
            TunnelPacket of = TunnelPacket.of(packet);
            Survey.fill(key, packet);
            FlowName name = new FlowName(key.endpoint(key.fromA()), key.endpoint(!key.fromA()), of.flow());
            if (flows.size() < FLOWS || flows.containsKey(name)) {
                flows.computeIfAbsent(name, n -> new Flow(of.kind(), end(n.from, packet), end(n.to, packet), new TunnelTrace()))
                        .trace.add(reader.time(), of.length(), of.number(), packet.frame().number());
            }
        }
        return flows.values().stream().sorted(Comparator.comparingInt((Flow flow) -> flow.trace.count).reversed()).limit(TRIED)
                .toList();
    }

    private static String end(FlowKey.Endpoint end, Packet packet) {
        return packet.isUdp() ? end.toString() : end.address();
    }

    /** What is in clear and has no partner in the other capture, by the side from which it comes. */
    private static TunnelTrace[] clear(ToolContext context, PointInterface point, Survey survey, Pairing pairing, int capture)
            throws UserFacingException {
        TunnelTrace[] ways = {new TunnelTrace(), new TunnelTrace()};
        Map<FlowKey.Endpoint, Integer> sides = new LinkedHashMap<>();
        FlowKey key = new FlowKey();
        PointReader reader = new PointReader(context, point);
        while (reader.next()) {
            Packet packet = reader.packet();
            int index = Content.isOf(packet) ? survey.indexOf(key, packet) : -1;
            if (index < 0 || pairing.of(capture, index) != null) {
                continue;
            }
            FlowKey.Endpoint from = key.endpoint(key.fromA()).host();
            FlowKey.Endpoint to = key.endpoint(!key.fromA()).host();
            Integer side = sides.containsKey(from) ? sides.get(from) : sides.containsKey(to) ? Integer.valueOf(1 - sides.get(to))
                    : sides.isEmpty() ? 0 : null;
            if (side != null && sides.size() < HOSTS) {
                sides.putIfAbsent(from, side);
                sides.putIfAbsent(to, 1 - side);
                ways[side].add(reader.time(), length(packet), 0, packet.frame().number());
            }
        }
        return ways;
    }

    /** Of the IP packet, as its header says. */
    private static int length(Packet packet) {
        return packet.ipVersion() == 4 ? packet.bytes().u16be(packet.ipOffset() + 2)
                : packet.bytes().u16be(packet.ipOffset() + 4) + 40;
    }
}
