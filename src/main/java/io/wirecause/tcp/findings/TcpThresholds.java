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
    /** Segments lost, or sent again in vain, over many connections that have too few each, from which on their rate counts. */
    static final int THIN_SEGMENTS = 10;
    /** Share of reordered data segments from which on senders mistake reordering for loss. */
    static final double REORDERING_RATE = 0.01;
    /** Share of duplicate frames from which on counts and rates of the capture mislead. */
    static final double DUPLICATE_RATE = 0.02;
    /** Share of spurious retransmissions from which on a path or a timer is badly tuned. */
    static final double SPURIOUS_RATE = 0.01;
    /** Retransmissions without any answer after which the peer counts as unresponsive: with back-off about 6 s. */
    static final int UNANSWERED_RESENDS = 4;
    /** Keep-alives or window probes without any answer after which the peer counts as unresponsive: any stack answers one. */
    static final int UNANSWERED_PROBES = 3;
    /** What is open behind the peer's FIN and no more than this is a good-bye: a TLS alert and a FIN; bytes. */
    static final int GOODBYE_BYTES = 64;
    /** How long small segments must go on arriving at a receiver that lacks large ones: more than a round trip. */
    static final long MISSING_NANOS = 1_000_000_000L;
    /** A SYN or SYN-ACK this close to the end of the capture may still be answered: hosts repeat it after 1 or 3 s. */
    static final long SETUP_WAIT_NANOS = 3_000_000_000L;
    /** A set-up that takes this long because a SYN or SYN-ACK had to be sent again: the shortest timer is longer. */
    static final long LATE_SETUP_NANOS = 500_000_000L;
    /** By then a SYN without an answer has been sent again (RFC 6298: after a second), if its client still waits. */
    static final long SYN_REPEATED_NANOS = 1_200_000_000L;
    /** Connections to one server given up without a second SYN that are no accident. */
    static final int ABANDONED_SETUPS = 2;
    /** SYNs to one server that got no answer, below which it may be chance. */
    static final int IGNORED_SYNS = 3;
    /** First data sent again this often before anything but the SYN-ACK came: the server has not taken the ACK. */
    static final int UNHEARD_TIMES = 2;
    /** Connections that a server ends without an answer: fewer may be chance; and their share of those that ask it. */
    static final int UNANSWERED_CLOSES = 3;
    static final double UNANSWERED_SHARE = 0.5;
    /** A silence behind which a connection is lost is long from here on: servers close idle connections from 5 s on. */
    static final long LONG_SILENCE_NANOS = 4_500_000_000L;
    /** A sender that loads a path sends this many bytes at least, and as many of its round trips are measured. */
    static final int LOADING_BYTES = 100_000;
    static final int LOADING_TRIPS = 5;
    /** Under load a tenth of its round trips take longer than without it by this many times, and by this many nanoseconds. */
    static final double LOADED_SHARE = 0.9;
    static final int QUEUE_FACTOR = 4;
    static final long QUEUE_NANOS = 200_000_000L;
    /** And half of them by this many times. */
    static final int QUEUE_HALF = 3;
    /** A sender held by a policer loses this share of its segments at least, as many of them right behind another lost one. */
    static final double POLICED_LOSS_RATE = 0.03;
    static final double POLICED_RUNS = 0.3;
    /** For this many half seconds, in so many of which it loses something, what is delivered keeps this close to its mean. */
    static final int POLICED_SLOTS = 4;
    static final double POLICED_SLOTS_LOSSY = 0.75;
    static final double POLICED_MEAN_DEVIATION = 0.12;
    static final double POLICED_DEVIATION = 0.3;
    /** No queue: half of the round trips grow by no more than this factor, or, behind the policer, many segments follow close. */
    static final double POLICED_TRIP = 1.3;
    static final double POLICED_CLOSE = 0.25;
    /** A connection waits for its answer this long at least if its server's process does not come to accept it. */
    static final long QUEUED_NANOS = 100_000_000L;
    /** What is less likely than this did not happen by chance. */
    static final double BY_CHANCE = 0.05;
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
    /** Longer is no round trip: no host waits that long for a SYN-ACK. */
    static final long LONGEST_ROUND_TRIP_NANOS = 60_000_000_000L;
    /** Where later round trips took less than this share of that of the handshake, a host was slow to answer, not the path. */
    static final double LATENCY_SHARE = 0.5;
    /** How often, and for which share of the time, the sender waits in a transfer limited by the receiver's window. */
    static final int LIMITED_TIMES = 5;
    static final double LIMITED_SHARE = 0.2;
    /** And how long in all it waits at least: less is not noticed. */
    static final long LIMITED_NANOS = 100_000_000L;
    /** Share of a connection's time from which on the client's pauses are what makes it slow. */
    static final double PAUSE_SHARE = 0.5;
    /** A transfer that its sender holds up: bytes, time, and the share of it in which there was nothing to send. */
    static final int HELD_UP_BYTES = 500_000;
    static final long HELD_UP_NANOS = 2_000_000_000L;
    static final double HELD_UP_SHARE = 0.6;
    /** A connection whose time passes at the client: turns, time, its share, and the mean wait of what is not idle. */
    static final int CLIENT_TURNS = 5;
    static final long CLIENT_NANOS = 2_000_000_000L;
    static final double CLIENT_SHARE = 0.7;
    static final long CLIENT_IDLE_NANOS = 5_000_000_000L;
    /** What a person types, encrypted or not, is less. */
    static final int REQUEST_BYTES = 64;
    /** SYN-ACKs with a cookie, and those without among them for each: more are no accident, or servers in turn. */
    static final int COOKIES = 3;
    static final double COOKIES_BETWEEN = 0.2;
    /** Ports of one client to one server: of the usual 28,232 few are left. */
    static final int MANY_PORTS = 20_000;
    /** Ports that it uses again within the time of TIME-WAIT are no accident. */
    static final int PORTS_AGAIN = 3;
    static final long TIME_WAIT_NANOS = 60_000_000_000L;
    /** Gaps missed by the capture, as a share of data segments, from which on they are a warning. */
    static final double MISSED_RATE = 0.01;
    /** Share of an endpoint's first segments whose checksum covers the pseudo header only. */
    static final double UNFILLED_CHECKSUMS = 0.9;
    static final int UNFILLED_LEAST = 3;

    private TcpThresholds() {
    }
}
