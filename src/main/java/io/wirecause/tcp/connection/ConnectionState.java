package io.wirecause.tcp.connection;

/**
 * The state of a connection as seen by an observer between the hosts. It is not the state of either host (RFC 9293, section
 * 3.3.2): an observer may miss packets and never rejects one. {@link #after} is the whole state machine.
 */
public enum ConnectionState {
    /** Nothing seen yet. */
    NEW(false),
    /** A SYN was sent and not answered. */
    SYN_SENT(false),
    /** The SYN was answered by a SYN-ACK (or a SYN of the server), not yet acknowledged. */
    SYN_RECEIVED(false),
    /** The handshake was seen from SYN to the last ACK. */
    ESTABLISHED(false),
    /** Established, as the traffic shows, although the capture lacks part of the handshake. */
    MID_STREAM(false),
    /** One endpoint has sent its FIN, the other may still send. */
    HALF_CLOSED(false),
    /** Both endpoints have sent their FIN. */
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
    public boolean isEnd() {
        return end;
    }

    /** The name in results. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** What a segment means to the state. */
    enum Event {
        /** A SYN without ACK from the client. */
        SYN,
        /** A SYN-ACK, or the SYN of the server in a simultaneous open. */
        SYN_ACK,
        /** The ACK that completes a handshake, by its numbers. */
        HANDSHAKE_ACK,
        /** A segment that no host sends before the connection is established. */
        SEGMENT,
        /** The first FIN of an endpoint whose peer has sent none. */
        FIRST_FIN,
        /** The FIN of the second endpoint. */
        SECOND_FIN,
        /** A RST from the endpoint that the SYN went to. */
        RST_FROM_RESPONDER,
        /** A RST from the endpoint that sent the SYN, or from either where no SYN was seen. */
        RST
    }

    /**
     * The state after an event. What has ended stays ended: late segments change nothing, and a new SYN is a new connection.
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
