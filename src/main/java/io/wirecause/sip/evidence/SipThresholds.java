package io.wirecause.sip.evidence;

/** The timers of RFC 3261 and the numbers that decide findings about SIP and RTP, in one place. */
public final class SipThresholds {
    /** Timers B and F: a client gives up after 64 * T1 (RFC 3261, table 4). */
    public static final long TRANSACTION_NANOS = 32_000_000_000L;
    /** Repetitions of a request without any response after which silence is a failure: 1.5 s at least. */
    public static final int RETRANSMISSIONS_TO_BE_SURE = 2;
    /** Repetitions of a 2xx after which the ACK is missing and not only late: 1.5 s at least. */
    public static final int ANSWER_RETRANSMISSIONS_TO_BE_SURE = 2;
    /** Copies of a 2xx follow each other within T2 (4 s), with some allowance: silence for longer means that the ACK came. */
    public static final long ANSWER_INTERVAL_NANOS = 5_000_000_000L;
    /** Repeated for so long, a 2xx stops because its sender gives up after 64 * T1 (32 s). */
    public static final long ANSWER_GIVEN_UP_NANOS = 24_000_000_000L;
    /** Copies of a reliable provisional response after which its PRACK is missing and not only late. */
    public static final int RELIABLE_SENT = 3;
    /** Copies of one after which the call cannot go on: 15 s at least. */
    public static final int RELIABLE_GIVEN_UP = 6;
    /** A caller who hangs up sooner without hearing it ring just changed their mind. */
    public static final long PATIENCE_NANOS = 10_000_000_000L;
    /** Timer C: a proxy gives up on an INVITE that makes no progress (RFC 3261, table 4). */
    public static final long PROGRESS_NANOS = 180_000_000_000L;
    /** Repeated messages from which on they are worth a warning... */
    public static final int RETRANSMISSIONS = 3;
    /** ...and their share of all messages. */
    public static final double RETRANSMISSION_SHARE = 0.02;

    /** RTP packets in one direction, with none in the other, that make one-way audio: 1 s or more of speech. */
    public static final long ONE_WAY_PACKETS = 50;
    /** Audio that stops in one direction while the other goes on for so long is noticed... */
    public static final long STOPPED_NANOS = 8_000_000_000L;
    /** ...sooner where it does not begin at all. */
    public static final long STAYS_AWAY_NANOS = 5_000_000_000L;
    /** A call shorter than this need not have any media. */
    public static final long SPEECH_NANOS = 2_000_000_000L;
    /** RTP packets below which a loss rate means nothing. */
    public static final long LOSS_PACKETS = 100;
    /** Share of RTP packets lost from which on speech suffers. */
    public static final double LOSS_SHARE = 0.01;
    /** Mean jitter, milliseconds, from which on common jitter buffers drop packets. */
    public static final double JITTER_MILLIS = 30;

    private SipThresholds() {
    }
}
