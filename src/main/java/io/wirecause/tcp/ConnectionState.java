package io.wirecause.tcp;

/**
 * The state of a connection as an observer between the two hosts sees it. It is not the state of either host (RFC 9293,
 * section 3.3.2): an observer may have missed packets, and never refuses one. {@link #after} is the whole machine.
 */
enum ConnectionState {
    /** Nothing seen yet. */
    NEW(false),
    /** A SYN was sent and nothing came back. */
    SYN_SENT(false),
    /** The SYN was answered by a SYN-ACK (or a SYN from the other side), not yet acknowledged. */
    SYN_RECEIVED(false),
    /** The handshake was seen from SYN to the last ACK. */
    ESTABLISHED(false),
    /** Traffic that shows both ends established although the capture does not hold the whole handshake. */
    MID_STREAM(false),
    /** One side has sent its FIN, the other may still send. */
    HALF_CLOSED(false),
    /** Both sides have sent their FIN. */
    CLOSED(true),
    /** The SYN was answered by a RST. */
    REFUSED(true),
    /** A RST ended it before it was closed. */
    RESET(true);

    private final boolean end;

    ConnectionState(boolean end) {
        this.end = end;
    }

    /** Whether the connection is over. */
    boolean isEnd() {
        return end;
    }

    /** The name in results. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What was seen of a segment, as far as it matters to the state. */
    enum Event {
        /** A SYN without ACK from the side that opens. */
        SYN,
        /** A SYN-ACK, or the SYN of the other side in a simultaneous open. */
        SYN_ACK,
        /** The ACK that completes a handshake, by its number. */
        HANDSHAKE_ACK,
        /** A segment that no host sends before it is established. */
        SEGMENT,
        /** The first FIN of a side whose other side has sent none. */
        FIRST_FIN,
        /** The FIN of the second side. */
        SECOND_FIN,
        /** A RST from the side that the SYN went to. */
        RST_FROM_RESPONDER,
        /** A RST from the side that sent the SYN, or from either where no SYN was seen. */
        RST
    }

    /**
     * The state after an event. What has ended stays ended: late segments of a dead connection change nothing, a new
     * SYN is a new connection.
     */
    ConnectionState after(Event event) {
        if (end) {
            return this;
        }
        return switch (event) {
            case SYN -> this == NEW ? SYN_SENT : this;
            case SYN_ACK -> this == NEW || this == SYN_SENT ? SYN_RECEIVED : this;
            case HANDSHAKE_ACK -> this == SYN_RECEIVED ? ESTABLISHED : this;
            case SEGMENT -> this == NEW || this == SYN_SENT || this == SYN_RECEIVED ? MID_STREAM : this;
            case FIRST_FIN -> HALF_CLOSED;
            case SECOND_FIN -> CLOSED;
            case RST_FROM_RESPONDER -> this == SYN_SENT ? REFUSED : RESET;
            case RST -> RESET;
        };
    }
}
