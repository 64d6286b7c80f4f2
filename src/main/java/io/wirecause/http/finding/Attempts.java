package io.wirecause.http.finding;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.http.exchange.HttpExchange;
import java.util.Map;

/**
 * What became of the same request of the same client before and after: retries that succeeded, and storms of those that do not.
 */
final class Attempts {
    private static final int REMEMBERED = 8192;
    private static final int FIRST_ERROR = 400;

    private final Map<Long, Attempt> byRequest = new LruMap<>(REMEMBERED);

    private static final class Attempt {
        private long lastSuccess = Long.MIN_VALUE;
        private IssueGroup failing;
        private long failures;
        private long lastTime = Long.MIN_VALUE;
        private int streak;
    }

    private Attempt of(HttpExchange e) {
        String host = e.asked().host();
        long who = e.connection().client().host().hashCode();
        long what = 31L * (31L * e.asked().targetHash() + (host == null ? 0 : host.hashCode()))
                + (e.asked().method() == null ? 0 : e.asked().method().hashCode());
        return byRequest.computeIfAbsent(who << Integer.SIZE ^ what, key -> new Attempt());
    }

    /** An answer that is none of an error: what failed before has recovered. */
    void succeeded(HttpExchange e) {
        Attempt attempt = of(e);
        attempt.lastSuccess = Math.max(attempt.lastSuccess, e.request().lastTime());
        if (attempt.failing != null) {
            attempt.failing.recovered(attempt.failures);
            attempt.failing = null;
            attempt.failures = 0;
        }
        attempt.streak = 0;
    }

    /** A failure, counted in a group. */
    void failed(HttpExchange e, IssueGroup group) {
        Attempt attempt = of(e);
        if (attempt.lastSuccess > e.request().lastTime()) {
            group.recovered(1);
            return;
        }
        if (attempt.failing != group) {
            attempt.failing = group;
            attempt.failures = 0;
        }
        attempt.failures++;
    }

    /** The length of the run of identical requests without a pause that this one ends, nearly all of which failed; 0 for none. */
    int storm(HttpExchange e, boolean failed) {
        if (!failed) {
            return 0;
        }
        Attempt attempt = of(e);
        long pause = e.request().firstTime() - attempt.lastTime;
        boolean goesOn = attempt.lastTime != Long.MIN_VALUE && pause >= 0 && pause < HttpThresholds.STORM_PAUSE_NANOS;
        attempt.streak = goesOn ? attempt.streak + 1 : 1;
        attempt.lastTime = e.request().firstTime();
        return attempt.streak >= HttpThresholds.STORM_REQUESTS ? attempt.streak : 0;
    }

    /** Whether an answer is no error. */
    static boolean isSuccess(HttpExchange e) {
        return e.status() > 0 && e.status() < FIRST_ERROR;
    }
}
