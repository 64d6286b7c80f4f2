package io.wirecause.http.exchange;

/** What an exchange is for, as far as it decides how long it may take. */
public enum ExchangeKind {
    /** A request that is to be answered at once. */
    REQUEST,
    /** A call of gRPC: its duration is the application's choice where it streams. */
    GRPC,
    /** Opens a WebSocket (RFC 6455); what follows is no answer. */
    WEBSOCKET,
    /** Server-sent events: the answer goes on as long as the client listens. */
    EVENT_STREAM,
    /** A request that the server holds until there is news. */
    LONG_POLL,
    /** CONNECT: asks a proxy for a tunnel (RFC 9110, section 9.3.6). */
    TUNNEL;

    /** Whether the server decides how long the answer takes, so that nothing of it is slow. */
    public boolean isOpenEnded() {
        return this != REQUEST && this != GRPC;
    }
}
