package io.wirecause.dns.statistics;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.exchange.DnsThresholds;
import io.wirecause.dns.message.DnsService;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Counts how the exchanges with DNS servers ended, and keeps the first few of each kind as examples. */
public final class DnsOutcomes {
    private final OutcomeCounts[] byOutcome = Stream.generate(OutcomeCounts::new).limit(DnsOutcome.values().length)
            .toArray(OutcomeCounts[]::new);
    /** Exchanges with any slow response. */
    private int slow;
    private int truncated;
    private int truncatedThenTcp;
    private int contradicted;
    private final List<DnsExchange> truncations = new ArrayList<>();

    /** Adds a finished exchange, given the time that the capture has reached. */
    public void add(DnsExchange e, long now) {
        if (e.service() != DnsService.DNS) {
            return;
        }
        DnsOutcome outcome = DnsOutcome.of(e, now);
        OutcomeCounts counts = byOutcome[outcome.ordinal()];
        if (outcome.isProblem()) {
            counts.add(e);
        } else {
            counts.increment();
        }
        if (e.timed() && e.responseNanos() >= DnsThresholds.SLOW_NANOS) {
            slow++;
        }
        if (e.truncated() && !e.tcp()) {
            truncated++;
            truncatedThenTcp += e.question().overTcp() ? 1 : 0;
            if (truncations.size() < OutcomeCounts.EXAMPLES) {
                truncations.add(e);
            }
        }
        if (e.contradictionFrame() != 0) {
            contradicted++;
        }
    }

    /** The exchanges with an outcome. */
    public OutcomeCounts of(DnsOutcome outcome) {
        return byOutcome[outcome.ordinal()];
    }

    /** Number of exchanges with an outcome. */
    public int count(DnsOutcome outcome) {
        return of(outcome).count();
    }

    /** Exchanges with a response. */
    public int answered() {
        return Arrays.stream(byOutcome).mapToInt(OutcomeCounts::count).sum() - count(DnsOutcome.UNANSWERED)
                - count(DnsOutcome.OPEN_AT_END);
    }

    /** Exchanges with a slow response of any outcome. */
    public int slow() {
        return slow;
    }

    /** Truncated responses over UDP. */
    public int truncated() {
        return truncated;
    }

    /** Those of them whose question was then asked over TCP. */
    public int truncatedThenTcp() {
        return truncatedThenTcp;
    }

    /** The first of them. */
    public List<DnsExchange> truncations() {
        return truncations;
    }

    /** Exchanges with a second response that contradicts the first. */
    public int contradicted() {
        return contradicted;
    }

    /** The worst exchanges, unsettled ones first. */
    public List<DnsExchange> worst(int limit) {
        List<DnsExchange> worst = new ArrayList<>();
        for (DnsOutcome outcome : DnsOutcome.values()) {
            if (outcome.isProblem()) {
                of(outcome).examples().stream().sorted(Comparator.comparing(e -> e.settledElsewhere())).forEach(worst::add);
            }
        }
        return worst.size() <= limit ? worst : worst.subList(0, limit);
    }

    /** Number of exchanges that {@link #worst} chooses from. */
    long problems() {
        return Arrays.stream(DnsOutcome.values()).filter(DnsOutcome::isProblem).mapToLong(this::count).sum();
    }
}
