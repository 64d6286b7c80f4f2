package io.wirecause.http.http2;

import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.grpc.GrpcCall;
import io.wirecause.http.websocket.WebSocketSession;

/** One stream that is open: one exchange. */
final class Http2Stream {
    final int id;
    final HttpExchange exchange;
    /** What the client may send; null where it is not known. */
    final SendWindow clientWindow;
    /** What the server may send; null where it is not known. */
    final SendWindow serverWindow;
    /** Null where it is no call of gRPC. */
    GrpcCall call;
    /** Null where no WebSocket runs on it. */
    WebSocketSession socket;
    boolean wantsSocket;
    boolean pushed;
    boolean answered;
    /** Whether bytes were missed that may have been its answer. */
    boolean uncertain;
    /** Whether its answer began in a way that could not be read. */
    boolean unreadable;

    Http2Stream(int id, HttpExchange exchange, SendWindow clientWindow, SendWindow serverWindow) {
        this.id = id;
        this.exchange = exchange;
        this.clientWindow = clientWindow;
        this.serverWindow = serverWindow;
    }

    SendWindow window(boolean client) {
        return client ? clientWindow : serverWindow;
    }
}
