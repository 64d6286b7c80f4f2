package io.wirecause.tls.handshake;

/** How a handshake ended. */
public enum TlsOutcome {
    /** It is complete, with a new session. */
    COMPLETED("completed", false),
    /** It is complete and took up an earlier session. */
    RESUMED("resumed", false),
    /** The server turned the client down, by an alert. */
    REFUSED_BY_SERVER("refused by server", true),
    /** The client turned the server down, by an alert. */
    REFUSED_BY_CLIENT("refused by client", true),
    /** The client closed the connection without an alert. */
    ABANDONED_BY_CLIENT("abandoned by client", true),
    /** The server closed the connection without an alert. */
    ABANDONED_BY_SERVER("closed by server", true),
    /** A RST in the client's name. */
    RESET_BY_CLIENT("reset by client", true),
    /** A RST in the server's name. */
    RESET_BY_SERVER("reset by server", true),
    /** A RST that a device on the path sent. */
    RESET_ON_THE_PATH("reset by a device on the path", true),
    /** Nobody goes on. */
    STALLED("stalled", true),
    /** One side does not speak TLS. */
    PLAIN_TEXT("plain text", true),
    /** The capture ends before the handshake does, and nobody is late yet. */
    UNDER_WAY("under way", false),
    /** Too little of it is in the capture. */
    PARTIAL("seen in part", false);

    private final String label;
    private final boolean failed;

    TlsOutcome(String label, boolean failed) {
        this.label = label;
        this.failed = failed;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /** Whether there is no connection for the application. */
    public boolean isFailed() {
        return failed;
    }

    /** Whether it is complete. */
    public boolean isComplete() {
        return this == COMPLETED || this == RESUMED;
    }
}
