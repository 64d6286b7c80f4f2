package io.wirecause.http.finding;

/** From where on something about HTTP is worth telling. */
public final class HttpThresholds {
    /** Wait for the first byte that counts as slow. */
    public static final long SLOW_NANOS = 1_000_000_000L;
    /** Wait that nobody takes for normal, even once. */
    static final long VERY_SLOW_NANOS = 3_000_000_000L;
    /** Share of slow answers of an endpoint from which on it is slow as such. */
    static final double SLOW_SHARE = 0.2;
    /** Answers up to this size are to come at once: their transfer counts as waiting. */
    static final long SMALL_BYTES = 100_000;
    /** Wait behind another answer that matters. */
    static final long BEHIND_NANOS = 500_000_000;
    /** Times that one endpoint is turned down from which on it is more than an incident. */
    static final int REPEATED = 5;
    /** Identical failing requests in a row that make a storm, and the pause between them that is none. */
    static final int STORM_REQUESTS = 10;
    static final long STORM_PAUSE_NANOS = 1_000_000_000L;
    /** Redirects in a row that lead to where the chain has been. */
    static final int LOOP_RETURNS = 3;
    static final long LOOP_PAUSE_NANOS = 2_000_000_000L;

    private HttpThresholds() {
    }
}
