package io.wirecause.http;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.http2.Http2Connection;
import io.wirecause.http.http2.Http2Events;
import io.wirecause.http.message.Http1Connection;
import io.wirecause.http.websocket.WebSocketConnection;
import io.wirecause.http.websocket.WebSocketEvents;

/** Makes the reader of a connection for what it speaks, and holds what readers gather beside exchanges. */
final class HttpReaders implements Http1Connection.Successors {
    final WebSocketEvents sockets = new WebSocketEvents();
    final Http2Events http2 = new Http2Events(sockets);
    private final Http1Connection.Shared shared = new Http1Connection.Shared();

    /** Whether the first bytes of a direction may be those of HTTP/2 without an upgrade. */
    static boolean mayBeginHttp2(boolean fromTcpClient, ByteView first) {
        return Http2Connection.mayStart(fromTcpClient, first);
    }

    ConnectionReader http1(HttpConnection connection) {
        return new Http1Connection(connection, shared, this);
    }

    ConnectionReader http2(HttpConnection connection) {
        return new Http2Connection(connection, http2);
    }

    @Override
    public ConnectionReader switched(HttpConnection connection, HttpExchange upgrade, String protocol) {
        return switch (protocol) {
            case "h2c" -> new Http2Connection(connection, http2, upgrade);
            case "websocket" -> new WebSocketConnection(sockets, upgrade);
            default -> null;
        };
    }

    /** Lines that were cut because too much was held at once. */
    long cutLines() {
        return shared.cutLines();
    }
}
