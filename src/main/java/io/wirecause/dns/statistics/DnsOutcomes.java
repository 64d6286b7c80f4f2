package io.wirecause.dns.statistics;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsService;
import io.wirecause.flow.FlowKey.Endpoint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Counts how the exchanges with DNS servers ended, and keeps the first few of each kind as examples. */
public final class DnsOutcomes {
    /** Exchanges kept as examples of one outcome. */
    static final int EXAMPLES = 20;
    /** Servers counted for one outcome. */
    public static final int MAX_KEYS = 1_000;
    private static final int TYPE_PTR = 12;

    /** What is known of one outcome; of those that are {@linkplain DnsOutcome#isWorthAWord as they should be} the number only. */
    public static final class Tally {
        public int count;
        /** Exchanges whose question was settled in another way: another server, another try, TCP, another suffix. */
        public int settledElsewhere;
        /** Exchanges that ask which name an address has and were not settled in another way. */
        public int unsettledReverse;
        /** The one that took longest; null where none was answered. */
        public DnsExchange slowest;
        public final List<DnsExchange> examples = new ArrayList<>();
        private final EndpointIds servers = new EndpointIds(MAX_KEYS);
        private int[] byServer = new int[4];
        public int icmpErrors;

        private void add(DnsExchange e) {
            boolean settled = e.settledElsewhere;
            if (settled) {
                settledElsewhere++;
            } else if (e.type() == TYPE_PTR) {
                unsettledReverse++;
            }
            if (e.timed() && (slowest == null || e.responseNanos() > slowest.responseNanos())) {
                slowest = e;
            }
            icmpErrors += e.icmpFrame != 0 ? 1 : 0;
            int server = servers.number(e.server);
            if (server >= 0) {
                byServer = server < byServer.length ? byServer : Arrays.copyOf(byServer, 2 * server);
                byServer[server]++;
            }
            if (examples.size() < EXAMPLES) {
                examples.add(e);
            } else if (!settled) {
                replaceSettled(e);
            }
        }

        /** What was never settled says more than what was. */
        private void replaceSettled(DnsExchange e) {
            for (int i = examples.size() - 1; i >= 0; i--) {
                if (examples.get(i).settledElsewhere) {
                    examples.remove(i);
                    examples.add(e);
                    return;
                }
            }
        }

        /** The servers concerned, with the number of exchanges with each. */
        public Map<Endpoint, Integer> servers() {
            Map<Endpoint, Integer> counted = new HashMap<>();
            for (int i = 0; i < servers.size(); i++) {
                counted.put(servers.endpoint(i), byServer[i]);
            }
            return counted;
        }

        /** Exchanges whose question was never settled. */
        public int unsettled() {
            return count - settledElsewhere;
        }
    }

    private final Tally[] tallies = Stream.generate(Tally::new).limit(DnsOutcome.values().length).toArray(Tally[]::new);
    /** Every exchange with a response of any kind that came late, whatever it said. */
    private int slow;
    private int truncated;
    private int truncatedThenTcp;
    private int contradicted;
    private final List<DnsExchange> contradictions = new ArrayList<>();
    private final List<DnsExchange> truncations = new ArrayList<>();

    /** Takes in an exchange that is over. */
    public void add(DnsExchange e, long now) {
        if (e.service != DnsService.DNS) {
            return;
        }
        DnsOutcome outcome = DnsOutcome.of(e, now);
        Tally tally = tallies[outcome.ordinal()];
        tally.count++;
        if (outcome.isWorthAWord()) {
            tally.add(e);
        }
        if (e.timed() && e.responseNanos() >= DnsOutcome.SLOW_NANOS) {
            slow++;
        }
        if (e.truncated && !e.tcp) {
            truncated++;
            truncatedThenTcp += e.lookup.overTcp ? 1 : 0;
            if (truncations.size() < EXAMPLES) {
                truncations.add(e);
            }
        }
        if (e.contradictionFrame != 0) {
            contradicted++;
            if (contradictions.size() < EXAMPLES) {
                contradictions.add(e);
            }
        }
    }

    /** What is known of an outcome. */
    public Tally of(DnsOutcome outcome) {
        return tallies[outcome.ordinal()];
    }

    public int count(DnsOutcome outcome) {
        return of(outcome).count;
    }

    /** Exchanges with a response. */
    public int answered() {
        return Arrays.stream(tallies).mapToInt(t -> t.count).sum() - count(DnsOutcome.UNANSWERED) - count(DnsOutcome.OPEN_AT_END);
    }

    public int slow() {
        return slow;
    }

    /** Responses over UDP cut to fit a datagram. */
    public int truncated() {
        return truncated;
    }

    /** Of these, those whose question was then asked over TCP. */
    public int truncatedThenTcp() {
        return truncatedThenTcp;
    }

    public List<DnsExchange> truncations() {
        return truncations;
    }

    /** Exchanges with a second response that contradicts the first. */
    public int contradicted() {
        return contradicted;
    }

    List<DnsExchange> contradictions() {
        return contradictions;
    }

    /** The worst exchanges, never settled ones first, at most so many. */
    public List<DnsExchange> worst(int limit) {
        List<DnsExchange> worst = new ArrayList<>();
        for (DnsOutcome outcome : DnsOutcome.values()) {
            if (outcome.isWorthAWord()) {
                of(outcome).examples.stream().sorted(Comparator.comparing(e -> e.settledElsewhere)).forEach(worst::add);
            }
        }
        return worst.size() <= limit ? worst : worst.subList(0, limit);
    }

    /** Exchanges that {@link #worst} chooses from. */
    long problems() {
        return Arrays.stream(DnsOutcome.values()).filter(DnsOutcome::isWorthAWord).mapToLong(this::count).sum();
    }
}
