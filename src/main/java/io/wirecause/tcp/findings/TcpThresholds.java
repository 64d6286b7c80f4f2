package io.wirecause.tcp.findings;

/**
 * The limits from which on something becomes a finding, with their reasons; below them a connection is healthy. Two limits are
 * applied while a connection is followed and stand there: the idle time before a reset in
 * {@link io.wirecause.tcp.connection.Termination}, and slow waits in {@link io.wirecause.tcp.endpoint.WaitTimes}.
 */
final class TcpThresholds {
    /** Segments sent again, overtaken or copied, below which a rate means nothing. */
    static final int FEW_SEGMENTS = 3;
    /** Share of data segments lost from which on TCP no longer hides it: throughput falls with its square root. */
    static final double LOSS_RATE = 0.01;
    /** Share of data segments overtaken from which on senders take reordering for loss. */
    static final double REORDERING_RATE = 0.01;
    /** Share of frames seen twice from which on counts and rates of the capture are misleading. */
    static final double DUPLICATE_RATE = 0.02;
    /** Share of data segments sent again for nothing from which on a path or a timer is badly tuned. */
    static final double SPURIOUS_RATE = 0.01;
    /** Retransmissions without any answer after which the peer is given up for silent: with back-off some 6 s. */
    static final int UNANSWERED_RESENDS = 4;
    /** A large segment sent so often in vain, where smaller ones pass, does not fit the path. */
    static final int STUCK_RESENDS = 3;
    /** Half-open connections to one server endpoint that make a flood, and their share of all connections to it. */
    static final int FLOOD_CONNECTIONS = 100;
    static final double FLOOD_SHARE = 0.5;
    /** Failed ports of one client on one server, or servers on one port, that make a scan. */
    static final int SCANNED_TARGETS = 15;
    static final double SCAN_SHARE = 0.8;
    /** A closed window this long stalls a transfer noticeably. */
    static final long ZERO_WINDOW_NANOS = 200_000_000L;
    /** Round trip that people notice in every step: beyond the farthest terrestrial path. */
    static final long HIGH_LATENCY_NANOS = 400_000_000L;
    /** How often, and for which share of its time, a sender waits for the receiver's window in a transfer limited by it. */
    static final int LIMITED_TIMES = 5;
    static final double LIMITED_SHARE = 0.2;
    /** Share of a connection's time that a client's pauses take where they are what makes it slow. */
    static final double PAUSE_SHARE = 0.5;
    /** Bytes that the receiver acknowledged and the capture lacks: from this share of gaps to data segments on, a warning. */
    static final double MISSED_RATE = 0.01;
    /** Share of a side's segments looked at that have only the pseudo header's sum for a checksum. */
    static final double UNFILLED_CHECKSUMS = 0.9;
    static final int UNFILLED_LEAST = 3;

    private TcpThresholds() {
    }
}
