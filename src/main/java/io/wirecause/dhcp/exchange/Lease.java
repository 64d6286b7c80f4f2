package io.wirecause.dhcp.exchange;

/** An address or prefix that a server gave to a client. Times in nanoseconds. */
public final class Lease {
    private static final long FOREVER = 0xffffffffL;
    private static final long NANOS = 1_000_000_000;

    public final String address;
    public final DhcpClient client;
    public final String server;
    public final long firstFrame;
    public final long start;
    public long lastFrame;
    public long lastAck;
    /** Seconds; -1 where none was told. */
    public long seconds;
    public long renewals;
    /** How it ended before its time; null where it did not. */
    public String end;

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

    /** Whether the client may use the address at a time. */
    public boolean isActive(long time) {
        boolean expires = seconds >= 0 && seconds != FOREVER;
        return end == null && (!expires || time - lastAck < seconds * NANOS);
    }

    void renewed(long leaseSeconds, long frame, long time) {
        renewals++;
        seconds = leaseSeconds;
        lastFrame = frame;
        lastAck = time;
    }
}
