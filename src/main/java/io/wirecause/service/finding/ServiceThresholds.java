package io.wirecause.service.finding;

/** From when on something is worth a finding. Times are nanoseconds. */
public final class ServiceThresholds {
    /** A reply that takes as long is late, where others of the server are not as late. */
    public static final long SLOW_NANOS = 1_000_000_000L;
    /** A late reply takes so many times the median of its server, or most of them are late. */
    static final int TIMES_MEDIAN = 5;
    /** A request that waited as long when the capture ended, or when the client left, got no reply. */
    static final long UNANSWERED_NANOS = 2_000_000_000L;
    /** Logins that fail from which on somebody may be guessing. */
    static final int MANY_LOGINS = 5;

    private ServiceThresholds() {
    }
}
