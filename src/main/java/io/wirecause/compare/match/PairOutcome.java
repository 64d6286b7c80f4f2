package io.wirecause.compare.match;

import io.wirecause.compare.clock.Delays;
import io.wirecause.packet.IpProtocol;
import java.util.ArrayList;
import java.util.List;

/**
 * A conversation in both captures.
 *
 * @param protocol    such as {@code TCP}
 * @param client      who opened it, as the first capture has it: address and port, where there are ports
 * @param server      the other end
 * @param otherClient the same in the other capture
 * @param otherServer the same in the other capture
 * @param filters     display filters for it, by capture
 * @param kind        how it was found
 * @param shared      whether packets of it were found in both, or by payload alone
 * @param packets     packets by capture
 * @param requests    from the client
 * @param answers     from the server
 * @param ways        how many of its directions have packets in both captures
 * @param bothWays    whether it has packets both ways
 * @param shifted     whether the sequence numbers differ
 * @param roundTrip   before, between and behind the two points, nanoseconds; null where the handshake is not in both
 * @param resets      who reset it first: capture, way and frame, as far as they differ
 * @param delays      what packets of the client, and of the server, took; empty where too many conversations have them
 */
public record PairOutcome(String protocol, String client, String server, String otherClient, String otherServer,
                          List<String> filters, FlowPair.Kind kind, boolean shared, long[] packets, Passage requests,
                          Passage answers, int ways, boolean bothWays, boolean shifted, long[] roundTrip, long[][] resets,
                          List<Delays> delays) {
    /** Of all pairs, worst first: most lost or added, then most packets. */
    public static List<PairOutcome> worstFirst(SameTraffic traffic) {
        List<PairOutcome> all = new ArrayList<>();
        for (FlowPair pair : traffic.pairs()) {
            all.add(of(pair));
        }
        all.sort((a, b) -> {
            int order = Long.compare(b.trouble(), a.trouble());
            return order != 0 ? order : Long.compare(b.packets[0] + b.packets[1], a.packets[0] + a.packets[1]);
        });
        return all;
    }

    private static String name(int protocol) {
        return switch (protocol) {
            case IpProtocol.TCP -> "TCP";
            case IpProtocol.UDP -> "UDP";
            case IpProtocol.ICMP, 58 -> "ICMP";
            default -> "IP protocol " + protocol;
        };
    }

    private static PairOutcome of(FlowPair pair) {
        int opener = pair.first.opener();
        FlowPair.Way there = pair.ways[opener];
        FlowPair.Way back = pair.ways[1 - opener];
        return new PairOutcome(name(pair.first.protocol), pair.first.text(opener), pair.first.text(1 - opener),
                pair.other.text(pair.way(1, opener)), pair.other.text(pair.way(1, 1 - opener)),
                List.of(pair.first.filter(), pair.other.filter()), pair.kind,
                there.shared || back.shared, new long[] {pair.first.packets, pair.other.packets},
                Passage.of(there), Passage.of(back), (there.shared ? 1 : 0) + (back.shared ? 1 : 0),
                there.seen[0] + there.seen[1] > 0 && back.seen[0] + back.seen[1] > 0,
                there.shift != 0 || back.shift != 0, roundTrip(pair, there.upstream),
                new long[][] {there.reset.clone(), back.reset.clone()},
                there.delays == null || back.delays == null ? List.of() : List.of(there.delays, back.delays));
    }

    /** What the parts of the way have of the round trip, by the handshake. */
    private static long[] roundTrip(FlowPair pair, int near) {
        if (near < 0 || pair.kind == FlowPair.Kind.PROXIED) {
            return null;
        }
        int far = 1 - near;
        long[] syn = pair.synTime;
        long[] synAck = pair.synAckTime;
        if (syn[0] == 0 || syn[1] == 0 || synAck[0] == 0 || synAck[1] == 0) {
            return null;
        }
        long behind = synAck[far] - syn[far];
        long between = synAck[near] - syn[near] - behind;
        long before = pair.ackTime[near] == 0 ? -1 : pair.ackTime[near] - synAck[near];
        return behind < 0 || between < 0 ? null : new long[] {before, between, behind};
    }

    private long trouble() {
        return trouble(requests) + trouble(answers);
    }

    private static long trouble(Passage passage) {
        return passage.lost().count() + passage.added().count() + 100 * passage.addedResets().count();
    }

    /** Whether its addresses or ports differ in the two captures. */
    public boolean isTranslated() {
        return !client.equals(otherClient) || !server.equals(otherServer);
    }
}
