package io.wirecause.tcp;

/** What really happened to a segment, as far as the packets tell. */
enum Verdict {
    /** Nothing of its own in sequence space: a plain acknowledgement, a reset. */
    NONE("", false),
    /** Bytes, SYN or FIN that the sender had not sent before. */
    NEW("new", false),
    /** Sent again after the receiver asked for it by SACK or duplicate ACKs. */
    FAST("retransmission:fast", true),
    /** Sent again after the retransmission timer ran out, or in the recovery that follows that. */
    TIMEOUT("retransmission:timeout", true),
    /** The last segment sent again early, to find out whether it arrived (RFC 8985, section 7). */
    TAIL_LOSS_PROBE("retransmission:tail_loss_probe", true),
    /** Sent again although the receiver had it, as its acknowledgement or a later D-SACK (RFC 2883) shows. */
    SPURIOUS("retransmission:spurious", true),
    /** A SYN or SYN-ACK sent again. */
    SYN("retransmission:syn", true),
    /** Overtaken on the way by segments sent after it. */
    REORDERED("reordered", false),
    /** The same packet once more, copied by the network or by the capture. */
    DUPLICATE("duplicate", false),
    /** An empty or repeated byte below what was acknowledged, to keep the connection alive (RFC 9293, section 3.8.4). */
    KEEP_ALIVE("keep_alive", false),
    /** A byte or an empty segment into a closed window (RFC 9293, section 3.8.6.1). */
    WINDOW_PROBE("window_probe", false);

    /** How many there are. */
    static final int COUNT = values().length;

    private final String label;
    private final boolean retransmission;

    Verdict(String label, boolean retransmission) {
        this.label = label;
        this.retransmission = retransmission;
    }

    /** The name in the output of {@code segments}. */
    String label() {
        return label;
    }

    /** Whether the sender sent these bytes once more. */
    boolean isRetransmission() {
        return retransmission;
    }

    /** What decided, surest first. */
    enum Evidence {
        /** The sequence numbers alone. */
        SEQUENCE,
        /** A D-SACK block of the receiver. */
        DSACK,
        /** SACK blocks or duplicate ACKs of the receiver. */
        SACK,
        /** The order of TCP timestamps: what is sent later carries a later TSval. */
        TSVAL,
        /** The order of IP identification fields. */
        IP_ID,
        /** The receiver had acknowledged it. */
        ACK,
        /** The capture was taken beside the sender, where no network can reorder. */
        VANTAGE,
        /** The time since, against the round trip. */
        ROUND_TRIP,
        /** The time since, against common timer values. */
        TIME;

        /** How many there are. */
        static final int COUNT = values().length;

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
