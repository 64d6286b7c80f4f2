package io.wirecause.tcp.findings;

/**
 * The limits from which on something becomes a finding, with their reasons; below them a connection is healthy. Two limits are
 * applied while a connection is followed and stand there: the idle time before a reset in
 * {@link io.wirecause.tcp.connection.Termination}, and slow waits in {@link io.wirecause.tcp.endpoint.WaitTimes}.
 */
final class TcpThresholds {
    /** Below this many retransmitted, reordered or copied segments a rate means nothing. */
    static final int FEW_SEGMENTS = 3;
    /** Loss rate from which on throughput suffers: it falls with the square root of the rate. */
    static final double LOSS_RATE = 0.01;
    /** Share of reordered data segments from which on senders mistake reordering for loss. */
    static final double REORDERING_RATE = 0.01;
    /** Share of duplicate frames from which on counts and rates of the capture mislead. */
    static final double DUPLICATE_RATE = 0.02;
    /** Share of spurious retransmissions from which on a path or a timer is badly tuned. */
    static final double SPURIOUS_RATE = 0.01;
    /** Retransmissions without any answer after which the peer counts as unresponsive: with back-off about 6 s. */
    static final int UNANSWERED_RESENDS = 4;
    /** A large segment retransmitted this often while smaller ones pass does not fit the path. */
    static final int STUCK_RESENDS = 3;
    /** Half-open connections to one server endpoint that make a flood, and their share of all connections to it. */
    static final int FLOOD_CONNECTIONS = 100;
    static final double FLOOD_SHARE = 0.5;
    /** Failed ports of one client on one server, or servers on one port, that make a scan. */
    static final int SCANNED_TARGETS = 15;
    static final double SCAN_SHARE = 0.8;
    /** A window closed for this long stalls a transfer noticeably. */
    static final long ZERO_WINDOW_NANOS = 200_000_000L;
    /** A round trip that people notice in every step: longer than any terrestrial path. */
    static final long HIGH_LATENCY_NANOS = 400_000_000L;
    /** How often, and for which share of the time, the sender waits in a transfer limited by the receiver's window. */
    static final int LIMITED_TIMES = 5;
    static final double LIMITED_SHARE = 0.2;
    /** Share of a connection's time from which on the client's pauses are what makes it slow. */
    static final double PAUSE_SHARE = 0.5;
    /** Gaps missed by the capture, as a share of data segments, from which on they are a warning. */
    static final double MISSED_RATE = 0.01;
    /** Share of an endpoint's first segments whose checksum covers the pseudo header only. */
    static final double UNFILLED_CHECKSUMS = 0.9;
    static final int UNFILLED_LEAST = 3;

    private TcpThresholds() {
    }
}
