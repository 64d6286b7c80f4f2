package io.wirecause.http.exchange;

/** What an exchange is for, as far as it decides how long it may take. */
public enum ExchangeKind {
    /** A request that is to be answered at once. */
    REQUEST("request"),
    /** A call of gRPC: its duration is the application's choice where it streams. */
    GRPC("gRPC"),
    /** Opens a WebSocket (RFC 6455); what follows is no answer. */
    WEBSOCKET("WebSocket"),
    /** Server-sent events: the answer goes on as long as the client listens. */
    EVENT_STREAM("server-sent events"),
    /** A request that the server holds until there is news. */
    LONG_POLL("long poll"),
    /** CONNECT: asks a proxy for a tunnel (RFC 9110, section 9.3.6). */
    TUNNEL("tunnel");

    private final String label;

    ExchangeKind(String label) {
        this.label = label;
    }

    /** In words. */
    public String label() {
        return label;
    }

    /** Whether the server decides how long the answer takes, so that nothing of it is slow. */
    public boolean isOpenEnded() {
        return this != REQUEST && this != GRPC;
    }
}
