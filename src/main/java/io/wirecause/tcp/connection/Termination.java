package io.wirecause.tcp.connection;

import io.wirecause.tcp.endpoint.EndpointState;

/** What cut a connection short, or may have: its first RST, an ICMP error about it, a long idle time before. */
public final class Termination {
    /** Of a connection without any of this; never written. */
    static final Termination NONE = new Termination();
    /** Idle time before a reset from which on it is the likely cause: firewalls and servers drop state from 60 s on. */
    static final long IDLE_NANOS = 60_000_000_000L;
    /** Segments after the idle time within which a reset is attributed to it. */
    private static final int SEGMENTS_AFTER_IDLE = 4;

    private EndpointState resetBy;
    private int resetFrame;
    private boolean resetBeforeClose;
    private boolean resetAfterIdle;
    private boolean allAcknowledgedAtReset;
    private long idleNanos;
    private long packetsAtIdleEnd;
    /** Type times 256 plus code; -1 for none. */
    private int icmpError = -1;
    private int icmpErrorFrame;

    /** An idle time of {@link #IDLE_NANOS} or more ended, after this many segments. */
    void idle(long nanos, long packets) {
        idleNanos = nanos;
        packetsAtIdleEnd = packets;
    }

    /**
     * A RST; the first one counts.
     *
     * @param beforeClose  whether it came before its sender had closed and before both had
     * @param acknowledged whether both endpoints had acknowledged all data
     * @param packets      segments so far
     */
    void reset(EndpointState by, boolean beforeClose, boolean acknowledged, long packets, long frame) {
        if (resetBy == null) {
            resetBy = by;
            resetFrame = (int) frame;
            resetBeforeClose = beforeClose;
            resetAfterIdle = idleNanos > 0 && packets - packetsAtIdleEnd <= SEGMENTS_AFTER_IDLE;
            allAcknowledgedAtReset = acknowledged;
        }
    }

    /** An ICMP error, type times 256 plus code, quotes a segment; the first one counts. */
    void icmpError(int typeAndCode, long frame) {
        if (icmpError < 0) {
            icmpError = typeAndCode;
            icmpErrorFrame = (int) frame;
        }
    }

    /** Who sent the first RST; null where there is none. */
    public EndpointState resetBy() {
        return resetBy;
    }

    /** The frame of the first RST; 0 where there is none. */
    public long resetFrame() {
        return Integer.toUnsignedLong(resetFrame);
    }

    /** Whether the first RST came before its sender had closed and before both had. */
    public boolean resetBeforeClose() {
        return resetBeforeClose;
    }

    /** Whether the first RST came right after a long idle time. */
    public boolean resetAfterIdle() {
        return resetAfterIdle;
    }

    /** Whether both endpoints had acknowledged all data when the first RST came. */
    public boolean allAcknowledgedAtReset() {
        return allAcknowledgedAtReset;
    }

    /** The last long idle time in nanoseconds; 0 for none. */
    public long idleNanos() {
        return idleNanos;
    }

    /** The first ICMP error about the connection, type times 256 plus code; -1 for none. */
    public int icmpError() {
        return icmpError;
    }

    /** The frame of that error; 0 for none. */
    public long icmpErrorFrame() {
        return Integer.toUnsignedLong(icmpErrorFrame);
    }
}
