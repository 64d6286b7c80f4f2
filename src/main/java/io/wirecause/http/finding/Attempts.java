package io.wirecause.http.finding;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.http.exchange.HttpExchange;
import java.util.BitSet;
import java.util.Map;

/**
 * What became of the same request of the same client before and after: retries that succeeded, and storms of those that do not.
 */
final class Attempts {
    private static final int REMEMBERED = 8192;
    /** Places for successes, a power of two: one that comes later takes the place of another. */
    private static final int PLACE_BITS = 14;
    private static final int PLACES = 1 << PLACE_BITS;
    private static final long SPREAD = 0x9e3779b97f4a7c15L;
    private static final int FIRST_ERROR = 400;

    private final Map<Long, Attempt> failed = new LruMap<>(REMEMBERED);
    /** The places of what has ever failed, so that nothing else is looked up when it succeeds. */
    private final BitSet hasFailed = new BitSet(PLACES);
    private final long[] succeeded = new long[PLACES];
    private final long[] lastSuccess = new long[PLACES];

    private static final class Attempt {
        private IssueGroup failing;
        private long failures;
        private long lastTime = Long.MIN_VALUE;
        private int streak;
    }

    /** A number for the client and what it asks for; never 0. */
    private static long key(HttpExchange e) {
        String host = e.asked().host();
        long who = Long.hashCode(e.connection().client().hi()) * 31L + Long.hashCode(e.connection().client().lo());
        long what = 31L * (31L * e.asked().targetHash() + (host == null ? 0 : host.hashCode()))
                + (e.asked().method() == null ? 0 : e.asked().method().hashCode());
        return (who << Integer.SIZE ^ what) | 1;
    }

    private static int place(long key) {
        return (int) (key * SPREAD >>> Long.SIZE - PLACE_BITS);
    }

    /** An answer that is none of an error: what failed before has recovered. */
    void succeeded(HttpExchange e) {
        long key = key(e);
        int place = place(key);
        long time = e.request().lastTime();
        lastSuccess[place] = succeeded[place] == key ? Math.max(lastSuccess[place], time) : time;
        succeeded[place] = key;
        Attempt attempt = hasFailed.get(place) ? failed.get(key) : null;
        if (attempt == null) {
            return;
        }
        if (attempt.failing != null) {
            attempt.failing.recovered(attempt.failures);
            attempt.failing = null;
            attempt.failures = 0;
        }
        attempt.streak = 0;
    }

    private Attempt ofFailed(long key) {
        hasFailed.set(place(key));
        return failed.computeIfAbsent(key, k -> new Attempt());
    }

    /** A failure, counted in a group. */
    void failed(HttpExchange e, IssueGroup group) {
        long key = key(e);
        int place = place(key);
        if (succeeded[place] == key && lastSuccess[place] > e.request().lastTime()) {
            group.recovered(1);
            return;
        }
        Attempt attempt = ofFailed(key);
        if (attempt.failing != group) {
            attempt.failing = group;
            attempt.failures = 0;
        }
        attempt.failures++;
    }

    /** The length of the run of identical requests without a pause that this one ends, nearly all of which failed; 0 for none. */
    int storm(HttpExchange e, boolean failedNow) {
        if (!failedNow) {
            return 0;
        }
        Attempt attempt = ofFailed(key(e));
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
