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
import org.xbill.DNS.Type;

/** Counts how the exchanges with DNS servers ended, and keeps the first few of each kind as examples. */
public final class DnsOutcomes {
    /** Extended errors (RFC 8914, sections 4.4 and 4.20). */
    private static final int STALE_ANSWER = 3;
    private static final int STALE_NXDOMAIN = 19;

    private final OutcomeCounts[] byOutcome = Stream.generate(OutcomeCounts::new).limit(DnsOutcome.values().length)
            .toArray(OutcomeCounts[]::new);
    /** Exchanges with any slow response. */
    private int slow;
    private int truncated;
    private int truncatedThenTcp;
    private int contradicted;
    private final List<DnsExchange> truncations = new ArrayList<>();
    private final List<DnsExchange> contradictions = new ArrayList<>();
    private final OutcomeCounts slowLookups = new OutcomeCounts();
    private final Sufferers ofSlowServers = new Sufferers();
    private final Sufferers ofMissingNames = new Sufferers();
    private final OutcomeCounts lame = new OutcomeCounts();
    private int lameRefusals;
    private final OutcomeCounts stale = new OutcomeCounts();
    private final OutcomeCounts partial = new OutcomeCounts();

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
            if (contradictions.size() < OutcomeCounts.EXAMPLES) {
                contradictions.add(e);
            }
        }
        marked(e, outcome);
    }

    /** What is of interest besides the outcome. */
    private void marked(DnsExchange e, DnsOutcome outcome) {
        boolean settles = outcome == DnsOutcome.SLOW || outcome == DnsOutcome.ANSWERED || outcome == DnsOutcome.NO_DATA
                || outcome == DnsOutcome.NXDOMAIN;
        boolean late = settles && e.timed() && e.waitNanos() >= DnsThresholds.SLOW_NANOS;
        if (late) {
            slowLookups.add(e);
        }
        if (outcome.isAnswered()) {
            ofSlowServers.add(e.server(), late);
            ofMissingNames.add(e.client(), outcome == DnsOutcome.NXDOMAIN && !e.settledElsewhere() && e.type() != Type.PTR);
        }
        if (e.lame()) {
            lame.add(e);
            lameRefusals += outcome == DnsOutcome.REFUSED ? 1 : 0;
        }
        if (e.extendedCode() == STALE_ANSWER || e.extendedCode() == STALE_NXDOMAIN) {
            stale.add(e);
        }
        if (e.partial()) {
            partial.add(e);
        }
    }

    /** Answers for which the client waited a second or more, over all tries and servers. */
    public OutcomeCounts slowLookups() {
        return slowLookups;
    }

    /** Whether they are more than an empty cache explains: of all answers, or of those of one server. */
    public boolean isOftenSlow() {
        return slowLookups.count() > DnsThresholds.SLOW_SHARE * answered()
                || ofSlowServers.any(DnsThresholds.FEW, DnsThresholds.HOST_SHARE);
    }

    /** Whether names that do not exist are more than the usual noise: of all answers, or of what one client asked for. */
    public boolean isOftenMissing() {
        OutcomeCounts missing = of(DnsOutcome.NXDOMAIN);
        return missing.unsettled() - missing.unsettledReverse() > DnsThresholds.NXDOMAIN_SHARE * answered()
                || ofMissingNames.any(DnsThresholds.FEW, DnsThresholds.HOST_SHARE);
    }

    /** Responses of servers that are not authoritative for a zone delegated to them. */
    public OutcomeCounts lame() {
        return lame;
    }

    /** Those among them that refuse; the others refer upwards. */
    public int lameRefusals() {
        return lameRefusals;
    }

    /** Answers from an expired cache. */
    public OutcomeCounts stale() {
        return stale;
    }

    /** Responses of which only the first fragment was captured. */
    public OutcomeCounts partial() {
        return partial;
    }

    /** The first exchanges with contradicting responses. */
    public List<DnsExchange> contradictions() {
        return contradictions;
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
        return Arrays.stream(DnsOutcome.values()).filter(DnsOutcome::isAnswered).mapToInt(this::count).sum();
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
