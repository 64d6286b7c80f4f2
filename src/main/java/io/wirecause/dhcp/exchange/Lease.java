package io.wirecause.dhcp.exchange;

/** An address or prefix that a server granted to a client. Times are in nanoseconds since 1970. */
public final class Lease {
    static final long FOREVER = 0xffffffffL;
    private static final long NANOS = 1_000_000_000;

    final String address;
    final DhcpClient client;
    final String server;
    final long firstFrame;
    final long start;
    long lastFrame;
    long lastAck;
    long seconds;
    /** How it ended before its time; null if it did not. */
    private LeaseState end;
    long renewals;

    Lease(String address, DhcpClient client, String server, long seconds, long frame, long time) {
        this.address = address;
        this.client = client;
        this.server = server;
        this.seconds = seconds;
        this.firstFrame = frame;
        this.start = time;
        this.lastFrame = frame;
        this.lastAck = time;
    }

    /** Whether the lease runs at a time. */
    public boolean isActive(long time) {
        boolean expires = seconds >= 0 && seconds != FOREVER;
        return end == null && (!expires || time - lastAck < seconds * NANOS);
    }

    /** State of the lease at a time. */
    public LeaseState state(long time) {
        return end != null ? end : isActive(time) ? LeaseState.ACTIVE : LeaseState.EXPIRED;
    }

    /** Whether it ended before its time. */
    boolean hasEnded() {
        return end != null;
    }

    /** Ends it before its time, unless it has ended. */
    void end(LeaseState how) {
        end = end == null ? how : end;
    }

    void renewed(long leaseSeconds, long frame, long time) {
        renewals++;
        seconds = leaseSeconds;
        lastFrame = frame;
        lastAck = time;
    }

    /** The address, or prefix and length. */
    public String address() {
        return address;
    }

    /** The client. */
    public DhcpClient client() {
        return client;
    }

    /** Identifier of the server. */
    public String server() {
        return server;
    }

    /** Frame that granted it. */
    public long firstFrame() {
        return firstFrame;
    }

    /** When it was granted, nanoseconds since 1970. */
    public long start() {
        return start;
    }

    /** Frame that granted or last renewed it. */
    public long lastFrame() {
        return lastFrame;
    }

    /** When it was granted or last renewed, nanoseconds since 1970. */
    public long lastAck() {
        return lastAck;
    }

    /** Seconds; -1 if the server gave no time. */
    public long seconds() {
        return seconds;
    }

    /** How often it was renewed. */
    public long renewals() {
        return renewals;
    }
}
