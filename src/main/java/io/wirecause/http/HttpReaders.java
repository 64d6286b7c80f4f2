package io.wirecause.http;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.message.Http1Connection;

/** Makes the reader of a connection for what it speaks. */
final class HttpReaders implements Http1Connection.Successors {
    private final Http1Connection.Shared shared = new Http1Connection.Shared();

    /** Whether the first bytes of a direction may be those of HTTP/2 without an upgrade. */
    static boolean mayBeginHttp2(boolean fromTcpClient, ByteView first) {
        return false;
    }

    ConnectionReader http1(HttpConnection connection) {
        return new Http1Connection(connection, shared, this);
    }

    ConnectionReader http2(HttpConnection connection) {
        return http1(connection);
    }

    @Override
    public ConnectionReader switched(HttpConnection connection, HttpExchange upgrade, String protocol) {
        return null;
    }

    /** Lines that were cut because too much was held at once. */
    long cutLines() {
        return shared.cutLines();
    }
}
