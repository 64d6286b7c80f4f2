package io.wirecause.http.websocket;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.HttpExchange;

/** Reads a TCP connection from where it was upgraded to WebSocket. */
public final class WebSocketConnection implements ConnectionReader {
    private final WebSocketSession session;

    /**
     * A connection on which both sides may send frames now.
     *
     * @param upgrade the exchange whose answer was 101
     */
    public WebSocketConnection(WebSocketEvents events, HttpExchange upgrade) {
        session = new WebSocketSession(upgrade, events);
    }

    @Override
    public boolean data(boolean fromClient, ByteView bytes, long frame, long timestampNanos) {
        session.data(fromClient, bytes, frame, timestampNanos);
        return true;
    }

    @Override
    public boolean gap(boolean fromClient, long bytes, long frame, long timestampNanos) {
        session.gap(fromClient, bytes);
        return true;
    }

    @Override
    public void end(boolean fromClient) {
        session.end(fromClient);
    }

    @Override
    public void close() {
        session.close();
    }
}
