package io.wirecause.dhcp;

/** The numbers that decide about findings. */
final class DhcpThresholds {
    /** A request this close to the end of the capture may still be answered: clients repeat it after about 4 s. */
    static final long PENDING_NANOS = 3_000_000_000L;
    /** A client that has sent this many requests has not heard an answer, however soon the capture ends. */
    static final int REPEATED_REQUESTS = 3;
    /** New clients within {@link #STARVATION_NANOS} that are suspicious: a full classroom has fewer. */
    static final int STARVATION_CLIENTS = 50;
    /** The time in which new clients are counted. */
    static final long STARVATION_NANOS = 60_000_000_000L;
    /** Share of these clients that must look made up. */
    static final double STARVATION_SHARE = 0.8;

    private DhcpThresholds() {
    }
}
