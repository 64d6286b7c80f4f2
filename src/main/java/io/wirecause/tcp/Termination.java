package io.wirecause.tcp;

/** What cut a connection short, or may have: its first RST, an ICMP error about it, a long silence before. */
final class Termination {
    /** Of a connection to which nothing of it happened; never written. */
    static final Termination NONE = new Termination();

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

    /** A silence of {@link TcpThresholds#IDLE_NANOS} or more ended, after so many segments. */
    void idle(long nanos, long packets) {
        idleNanos = nanos;
        packetsAtIdleEnd = packets;
    }

    /**
     * A RST; the first counts.
     *
     * @param beforeClose  whether it came before its sender had closed and before both had
     * @param acknowledged whether both sides had acknowledged all data
     * @param packets      segments so far
     */
    void reset(EndpointState by, boolean beforeClose, boolean acknowledged, long packets, long frame) {
        if (resetBy == null) {
            resetBy = by;
            resetFrame = (int) frame;
            resetBeforeClose = beforeClose;
            resetAfterIdle = idleNanos > 0 && packets - packetsAtIdleEnd <= TcpThresholds.SEGMENTS_AFTER_IDLE;
            allAcknowledgedAtReset = acknowledged;
        }
    }

    /** An ICMP error, type times 256 plus code, quotes a segment; the first counts. */
    void icmpError(int typeAndCode, long frame) {
        if (icmpError < 0) {
            icmpError = typeAndCode;
            icmpErrorFrame = (int) frame;
        }
    }

    EndpointState resetBy() {
        return resetBy;
    }

    long resetFrame() {
        return Integer.toUnsignedLong(resetFrame);
    }

    boolean resetBeforeClose() {
        return resetBeforeClose;
    }

    boolean resetAfterIdle() {
        return resetAfterIdle;
    }

    boolean allAcknowledgedAtReset() {
        return allAcknowledgedAtReset;
    }

    long idleNanos() {
        return idleNanos;
    }

    int icmpError() {
        return icmpError;
    }

    long icmpErrorFrame() {
        return Integer.toUnsignedLong(icmpErrorFrame);
    }
}
