package io.wirecause.icmp.echo;

import io.wirecause.flow.FlowKey;
import io.wirecause.icmp.evidence.IcmpThresholds;
import io.wirecause.icmp.message.Address;
import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two hosts between which long requests get lost and shorter ones do not, over all sessions: the path has a limit of length,
 * and the host that is asked is up.
 *
 * @param source      who asks
 * @param destination who is asked
 * @param sizes       the lengths of all requests together
 * @param frames      some of the lost requests
 */
public record SizeLimit(Address source, Address destination, Sizes sizes, List<Long> frames) {
    private static final int ICMP_HEADER = 8;
    private static final int IPV4_HEADER = 20;
    private static final int IPV6_HEADER = 40;

    private record Pair(Address source, Address destination) {
        static Pair of(EchoSession session) {
            return new Pair(address(session.source()), address(session.destination()));
        }

        private static Address address(FlowKey.Endpoint of) {
            return new Address(of.version(), of.hi(), of.lo());
        }
    }

    /** All limits that the echo sessions show, in the order of their first lost requests. */
    public static List<SizeLimit> of(Collection<EchoSession> sessions) {
        Map<Pair, SizeLimit> pairs = new LinkedHashMap<>();
        for (EchoSession session : sessions) {
            if (isEcho(session) && session.sizes().lost() > 0) {
                Pair pair = Pair.of(session);
                pairs.computeIfAbsent(pair, p -> new SizeLimit(p.source, p.destination, new Sizes(), new ArrayList<>(0)));
            }
        }
        if (pairs.isEmpty()) {
            return List.of();
        }
        for (EchoSession session : sessions) {
            SizeLimit limit = isEcho(session) ? pairs.get(Pair.of(session)) : null;
            if (limit != null) {
                limit.sizes.addAll(session.sizes());
                limit.frames.addAll(Finding.spread(session.lostFrames(), Math.max(2, Finding.MAX_FRAMES - limit.frames.size())));
            }
        }
        return pairs.values().stream().filter(SizeLimit::isLimit).toList();
    }

    private static boolean isEcho(EchoSession session) {
        boolean echo = session.requestType() == 8 || session.requestType() == 128;
        return echo && !session.multicast() && !session.isTraceroute();
    }

    private boolean isLimit() {
        int least = source.version() == 6 ? IcmpThresholds.LEAST_MTU_IPV6 : IcmpThresholds.LEAST_MTU_IPV4;
        return sizes.decide() && sizes.lost() >= IcmpThresholds.SIZE_LOST && fails() > least;
    }

    /** Length of the longest answered request with its IP header. */
    public int passes() {
        return sizes.mostAnswered() + headers();
    }

    /** Length of the shortest lost request with its IP header. */
    public int fails() {
        return sizes.leastLost() + headers();
    }

    private int headers() {
        return ICMP_HEADER + (source.version() == 6 ? IPV6_HEADER : IPV4_HEADER);
    }

    /** Whether the session is one of those that the limit explains. */
    public boolean explains(EchoSession session) {
        return Pair.of(session).equals(new Pair(source, destination));
    }
}
