package io.wirecause.dhcp;

/** An address or prefix that a server gave to a client. Times in nanoseconds. */
final class Lease {
    private static final long FOREVER = 0xffffffffL;
    private static final long NANOS = 1_000_000_000;

    final String address;
    final Client client;
    final String server;
    final long firstFrame;
    final long start;
    long lastFrame;
    long lastAck;
    /** Seconds; -1 where none was told. */
    long seconds;
    long renewals;
    /** How it ended before its time; null where it did not. */
    String end;

    Lease(String address, Client client, String server, long seconds, long frame, long time) {
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
    boolean isActive(long time) {
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
