package io.wirecause.tcp.verdict;

/** What happened to a segment, as far as the capture shows. */
public enum Verdict {
    /** Occupies no sequence numbers: a pure acknowledgment, a reset. */
    NONE("", false),
    /** Data, SYN or FIN that the sender had not sent before. */
    NEW("new", false),
    /** Retransmitted after SACK blocks or duplicate ACKs of the receiver. */
    FAST("retransmission:fast", true),
    /** Retransmitted after the retransmission timer expired, or in the recovery that follows. */
    TIMEOUT("retransmission:timeout", true),
    /** The last segment, retransmitted early to learn whether it arrived (RFC 8985, section 7). */
    TAIL_LOSS_PROBE("retransmission:tail_loss_probe", true),
    /** Retransmitted although the receiver had it, as its acknowledgment or a later D-SACK (RFC 2883) shows. */
    SPURIOUS("retransmission:spurious", true),
    /** A retransmitted SYN or SYN-ACK. */
    SYN("retransmission:syn", true),
    /** Sent again in smaller segments after an ICMP error said that they do not fit the path (RFC 1191, RFC 8201). */
    PATH_MTU("retransmission:path_mtu", true),
    /** The data of a SYN, sent again because the server acknowledged the SYN only (RFC 7413, section 4.2). */
    FAST_OPEN("retransmission:fast_open", true),
    /** Overtaken on the path by segments sent after it. */
    REORDERED("reordered", false),
    /** A second copy of the same packet, made by the network or by the capture. */
    DUPLICATE("duplicate", false),
    /** Empty or one repeated byte, below what was acknowledged (RFC 9293, section 3.8.4). */
    KEEP_ALIVE("keep_alive", false),
    /** A byte or an empty segment into a closed window (RFC 9293, section 3.8.6.1). */
    WINDOW_PROBE("window_probe", false);

    /** Number of verdicts. */
    static final int COUNT = values().length;

    private final String label;
    private final boolean retransmission;

    Verdict(String label, boolean retransmission) {
        this.label = label;
        this.retransmission = retransmission;
    }

    /** The name in the output of {@code segments}. */
    public String label() {
        return label;
    }

    /** Whether the sender sent these bytes again. */
    public boolean isRetransmission() {
        return retransmission;
    }

    /** Whether it was sent again because it had been lost; SYNs are not counted among them. */
    public boolean isLoss() {
        return this == FAST || this == TIMEOUT || this == TAIL_LOSS_PROBE;
    }

    /** What a verdict rests on, most reliable first. */
    public enum Evidence {
        /** The sequence numbers alone. */
        SEQUENCE,
        /** A D-SACK block of the receiver. */
        DSACK,
        /** SACK blocks or duplicate ACKs of the receiver. */
        SACK,
        /** The order of TCP timestamps: later segments have a later TSval. */
        TSVAL,
        /** The order of IP identification fields. */
        IP_ID,
        /** The time to live: the same content was seen a hop before or after. */
        TTL,
        /** The interface, link addresses, VLAN or tunnel: the same content was seen elsewhere. */
        LINK,
        /** An ICMP error about the path MTU. */
        ICMP,
        /** The receiver had acknowledged it. */
        ACK,
        /** The capture was taken next to the sender, where no network can reorder. */
        VANTAGE,
        /** The time elapsed, compared with the round trip. */
        ROUND_TRIP,
        /** The time elapsed, compared with common timer values. */
        TIME;

        /** Number of kinds. */
        static final int COUNT = values().length;

        /** The name in results. */
        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
