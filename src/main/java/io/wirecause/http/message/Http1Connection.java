package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.ExchangeEnd;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.tcp.carrier.CarriedConnection;
import java.util.ArrayDeque;

/**
 * A connection that speaks HTTP/1.0 or HTTP/1.1: pairs answers with requests in their order (RFC 9112, section 9.3), and hands
 * over to another protocol after 101, or to whatever a tunnel holds.
 */
public final class Http1Connection implements ConnectionReader {
    /** Requests that may wait for their answers at once; the oldest is given up beyond that. */
    static final int MOST_WAITING = 512;

    private final HttpConnection connection;
    private final Successors successors;
    private final RequestSide requests;
    private final ResponseSide responses;
    private final MessageReader requestReader;
    private final MessageReader responseReader;
    private final ArrayDeque<HttpExchange> waiting = new ArrayDeque<>(2);
    private ConnectionReader successor;
    private boolean stopped;
    private boolean proven;

    /** Says what reads a connection after it was switched to another protocol. */
    public interface Successors {
        /**
         * The reader of what comes next.
         *
         * @param upgrade  the exchange that switched it, ended with 101
         * @param protocol what it was switched to, in lower case, as it was on the wire
         * @return null where it is not read
         */
        ConnectionReader switched(HttpConnection connection, HttpExchange upgrade, String protocol);
    }

    /** What connections share. */
    public static final class Shared {
        private final LineBuffer.Budget budget = new LineBuffer.Budget();
        private final FieldMemory ofRequests = new FieldMemory();
        private final FieldMemory ofResponses = new FieldMemory();

        /** Nothing held yet. */
        public Shared() {
        }

        /** Lines that were cut because too much was held at once. */
        public long cutLines() {
            return budget.refused();
        }
    }

    /** A connection of which nothing was read yet. */
    public Http1Connection(HttpConnection connection, Shared shared, Successors successors) {
        this.connection = connection;
        this.successors = successors;
        this.requests = new RequestSide(this, shared.ofRequests);
        this.responses = new ResponseSide(this, shared.ofResponses);
        this.requestReader = new MessageReader(requests, shared.budget);
        this.responseReader = new MessageReader(responses, shared.budget);
    }

    /** Looks for the next message of a side instead of expecting one: the capture begins somewhere in between. */
    public void seek(boolean fromClient) {
        reader(fromClient).seek();
        if (!fromClient && !waiting.isEmpty()) {
            responses.missingBetween();
        }
    }

    HttpConnection connection() {
        return connection;
    }

    RequestSide requests() {
        return requests;
    }

    ResponseSide responses() {
        return responses;
    }

    MessageReader requestReader() {
        return requestReader;
    }

    MessageReader responseReader() {
        return responseReader;
    }

    /** Requests whose answers have not ended, in their order. */
    ArrayDeque<HttpExchange> waiting() {
        return waiting;
    }

    /** Whether a whole message was seen on it, so that it is HTTP for sure. */
    boolean isProven() {
        return proven;
    }

    void prove() {
        proven = true;
    }

    private MessageReader reader(boolean fromClient) {
        return fromClient ? requestReader : responseReader;
    }

    @Override
    public boolean data(boolean fromClient, ByteView bytes, long frame, long timestampNanos) {
        if (successor != null) {
            return successor.data(fromClient, bytes, frame, timestampNanos);
        }
        if (stopped) {
            return false;
        }
        int read = reader(fromClient).data(bytes, frame, timestampNanos);
        if (successor != null && read < bytes.length()) {
            return successor.data(fromClient, bytes.slice(read, bytes.length() - read), frame, timestampNanos);
        }
        return !stopped;
    }

    @Override
    public boolean gap(boolean fromClient, long bytes, long frame, long timestampNanos) {
        if (successor != null) {
            return successor.gap(fromClient, bytes, frame, timestampNanos);
        }
        if (!stopped) {
            reader(fromClient).gap(bytes, frame, timestampNanos);
        }
        return !stopped;
    }

    /** Takes in a request that has begun. */
    void requested(HttpExchange exchange) {
        HttpExchange last = waiting.peekLast();
        if (last == null) {
            idle(exchange);
        } else if (waiting.size() == 1 && last.status() > 0 && responseReader.isEndUnknown()) {
            // Nobody asks again before the answer has ended, but for pipelines, which are rare.
            responseReader.endUnknown();
            idle(exchange);
        }
        waiting.add(exchange);
        if (waiting.size() > MOST_WAITING) {
            connection.leftOpen(waiting.poll());
        }
    }

    private void idle(HttpExchange exchange) {
        long since = connection.idleSince(exchange.ordinal() == 1);
        if (since != CarriedConnection.NEVER) {
            exchange.idleBefore(Math.max(0, exchange.request().firstTime() - since));
        }
    }

    /** Takes an answer in that has ended. */
    void answered(HttpExchange exchange) {
        waiting.remove(exchange);
        exchange.responseEnded();
        if (requests.current() == exchange) {
            requests.answeredEarly();
        }
        connection.ended(exchange, ExchangeEnd.COMPLETE);
        long end = exchange.response().lastTime();
        for (HttpExchange next : waiting) {
            if (next.request().lastTime() < end) {
                next.waitedBehind(exchange.ordinal(), end);
            }
        }
    }

    /** Hands the connection over after 101. */
    void switchTo(HttpExchange upgrade, String protocol) {
        successor = successors.switched(connection, upgrade, protocol);
        if (successor == null) {
            stop();
        }
    }

    /** What follows belongs to a tunnel: HTTP again, or something else. */
    void tunnel() {
        proven = false;
        requestReader.restart();
        responseReader.restart();
    }

    /** Reads no more of it. */
    void stop() {
        stopped = true;
        requestReader.stop();
        responseReader.stop();
    }

    @Override
    public void end(boolean fromClient) {
        if (successor != null) {
            successor.end(fromClient);
        } else if (!stopped && !fromClient && responseReader.isEndUnknown() && connection.isClosedBy(false)) {
            responses.endsWithConnection();
        }
    }

    @Override
    public void close() {
        if (successor != null) {
            successor.close();
        }
        while (!waiting.isEmpty()) {
            HttpExchange exchange = waiting.poll();
            if (exchange == responses.current() && exchange.status() > 0) {
                exchange.got().cutShort(responseReader.remaining(), responseReader.isInChunks());
            }
            if (exchange.status() == 0 && responses.isAnswerInGap()) {
                exchange.got().notCaptured();
            }
            connection.leftOpen(exchange);
        }
    }
}
