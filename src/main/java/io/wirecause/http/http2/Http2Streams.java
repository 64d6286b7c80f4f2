package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ExchangeEnd;
import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.http.grpc.GrpcCall;
import io.wirecause.http.websocket.WebSocketSession;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The streams of one connection that are open, as exchanges (RFC 9113, section 8.1). */
final class Http2Streams {
    /** Open streams followed on one connection; servers allow 100 to 250 as a rule. */
    private static final int MOST = 2048;
    /** What a field is called whose value the capture does not hold. */
    private static final String UNKNOWN = "(unknown)";

    private final HttpConnection connection;
    private final Http2Events events;
    private final Http2Side client;
    private final Http2Side server;
    private final Map<Integer, Http2Stream> open = new LinkedHashMap<>();
    private final HeaderBlock block;
    private int highest;
    /** Whether requests may have been missed, so that an answer without one is no fault. */
    private boolean incomplete;

    Http2Streams(HttpConnection connection, Http2Events events, Http2Side client, Http2Side server) {
        this.connection = connection;
        this.events = events;
        this.client = client;
        this.server = server;
        this.block = events.block();
        this.incomplete = !connection.isFromStart();
    }

    /** The stream of the request that asked for HTTP/2 by an upgrade (RFC 7540, section 3.2). */
    void upgraded(HttpExchange exchange) {
        exchange.streamId(1);
        exchange.answerFollows();
        highest = 1;
        open.put(1, open(1, exchange));
    }

    private Http2Stream open(int id, HttpExchange exchange) {
        SendWindow fromClient = client.window == null ? null : new SendWindow(client.initialWindow);
        SendWindow fromServer = server.window == null ? null : new SendWindow(server.initialWindow);
        return new Http2Stream(id, exchange, fromClient, fromServer);
    }

    Http2Stream get(int id) {
        return open.get(id);
    }

    Iterable<Http2Stream> all() {
        return open.values();
    }

    /** Whether any stream is open on which this side may still send. */
    boolean isAnyOpen() {
        return !open.isEmpty();
    }

    /** A whole header block of one side. */
    void headers(Http2Side side, ByteView bytes, long frame, long time) {
        boolean sound = side.decoder.decode(bytes, block) && !side.isBlockCut();
        if (side.isBlockCut()) {
            side.decoder.forget();
            block.addUnknown();
        }
        events.decoded(sound, block.hasUnknown());
        if (side.blockPromised > 0) {
            promised(side, frame, time);
        } else if (side.client) {
            fromClient(side, frame, time);
        } else {
            fromServer(side, frame, time);
        }
    }

    private void promised(Http2Side side, long frame, long time) {
        Http2Stream stream = begin(side.blockPromised, side, frame, time);
        if (stream != null) {
            stream.pushed = true;
            stream.exchange.requestEnded();
        }
    }

    private void fromClient(Http2Side side, long frame, long time) {
        Http2Stream stream = open.get(side.blockStream);
        if (stream == null && side.blockStream > highest && (side.blockStream & 1) == 1) {
            highest = side.blockStream;
            stream = begin(side.blockStream, side, frame, time);
        } else if (stream != null) {
            stream.exchange.request().add(side.blockLength, frame, time);
        }
        if (stream != null && side.blockEndsStream) {
            requestEnded(stream);
        }
    }

    private Http2Stream begin(int id, Http2Side side, long frame, long time) {
        if (open.size() >= MOST) {
            events.unfollowed();
            return null;
        }
        HttpExchange exchange = connection.begin(HttpVersion.HTTP_2);
        exchange.streamId(id);
        String method = block.value(":method");
        String path = block.value(":path");
        String protocol = block.value(":protocol");
        boolean connect = "CONNECT".equals(method);
        String authority = block.value(":authority");
        boolean socket = connect && "websocket".equals(protocol);
        // An extended CONNECT (RFC 8441) asks for a path, as the GET of an upgrade does.
        exchange.target(method == null ? UNKNOWN : socket ? "GET" : method, path != null ? path : connect ? "" : UNKNOWN,
                authority);
        for (int i = 0; i < block.size(); i++) {
            if (!block.name(i).startsWith(":")) {
                exchange.requestField(block.name(i), block.value(i));
            }
        }
        Http2Stream stream = open(id, exchange);
        stream.wantsSocket = socket;
        if (GrpcCall.isCall(exchange.asked().contentType()) && path != null) {
            stream.call = new GrpcCall(exchange, path, block.value("grpc-timeout"));
        }
        exchange.request().add(0, side.blockFrame, side.blockTime);
        exchange.request().add(side.blockLength, frame, time);
        open.put(id, stream);
        return stream;
    }

    private static void requestEnded(Http2Stream stream) {
        stream.exchange.requestEnded();
        if (stream.socket != null) {
            stream.socket.end(true);
        }
    }

    private void fromServer(Http2Side side, long frame, long time) {
        Http2Stream stream = open.get(side.blockStream);
        if (stream == null) {
            stream = withoutRequest(side.blockStream);
            if (stream == null) {
                return;
            }
        }
        stream.uncertain = false;
        String status = block.value(":status");
        if (stream.answered) {
            if (stream.call != null) {
                stream.call.trailers(block.value("grpc-status"), block.value("grpc-message"), false);
            }
        } else if (status == null || !isStatus(status)) {
            stream.unreadable = true;
        } else if (status.charAt(0) != '1') {
            answered(stream, Integer.parseInt(status), side);
        }
        if (stream.answered) {
            stream.exchange.response().add(0, side.blockFrame, side.blockTime);
            stream.exchange.response().add(side.blockLength, frame, time);
        }
        if (side.blockEndsStream) {
            responseEnded(stream);
        }
    }

    /** An answer to a request that was sent before the capture began, or in a gap of it; null where it is an old one's rest. */
    private Http2Stream withoutRequest(int id) {
        if (!incomplete || id <= highest || open.size() >= MOST) {
            return null;
        }
        HttpExchange exchange = connection.beginWithoutRequest(HttpVersion.HTTP_2);
        exchange.streamId(id);
        Http2Stream stream = open(id, exchange);
        open.put(id, stream);
        return stream;
    }

    private static boolean isStatus(String status) {
        return status.length() == 3 && status.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private void answered(Http2Stream stream, int status, Http2Side side) {
        stream.answered = true;
        stream.exchange.answered(status);
        for (int i = 0; i < block.size(); i++) {
            if (!block.name(i).startsWith(":")) {
                stream.exchange.responseField(block.name(i), block.value(i));
            }
        }
        if (stream.wantsSocket && status / 100 == 2) {
            stream.exchange.kind(ExchangeKind.WEBSOCKET);
            stream.socket = new WebSocketSession(stream.exchange, events.sockets());
        }
        if (stream.call != null && side.blockEndsStream) {
            stream.call.trailers(block.value("grpc-status"), block.value("grpc-message"), true);
        }
    }

    private void responseEnded(Http2Stream stream) {
        if (stream.socket != null) {
            stream.socket.end(false);
            stream.socket.close();
        }
        remove(stream);
        if (stream.answered) {
            stream.exchange.responseEnded();
            if (stream.call != null) {
                events.calls().ended(stream.exchange);
            }
            connection.ended(stream.exchange, ExchangeEnd.COMPLETE);
        } else {
            events.unreadable();
        }
    }

    private void remove(Http2Stream stream) {
        open.remove(stream.id);
        events.flow().ended(connection, stream);
    }

    /** A piece of a DATA frame, without its padding; {@code overhead} counts what frames it. */
    void data(boolean fromClient, Http2Stream stream, ByteView bytes, int overhead, long frame, long time) {
        if (fromClient) {
            stream.exchange.request().add((long) overhead + bytes.length(), frame, time);
        } else if (stream.answered) {
            stream.exchange.response().add((long) overhead + bytes.length(), frame, time);
        }
        if (stream.call != null) {
            stream.call.data(fromClient, bytes);
        } else if (stream.socket != null) {
            stream.socket.data(fromClient, bytes, frame, time);
        }
    }

    /** A DATA frame ends its side of the stream. */
    void dataEnded(boolean fromClient, Http2Stream stream) {
        if (fromClient) {
            requestEnded(stream);
        } else {
            responseEnded(stream);
        }
    }

    /** A side resets a stream. */
    void reset(boolean byClient, int id, long code, long frame, long time) {
        Http2Stream stream = open.get(id);
        if (stream == null) {
            return;
        }
        remove(stream);
        HttpExchange exchange = stream.exchange;
        boolean byDeadline = stream.call != null && code == ErrorCodes.CANCEL
                && events.calls().reset(exchange, byClient, frame, time);
        if (stream.socket != null) {
            stream.socket.reset(byClient, frame, time);
        } else if (!byDeadline && !stream.pushed) {
            events.resets().add(exchange, byClient, code, frame, time);
        }
        exchange.endedBecause(byClient, ErrorCodes.name(code));
        connection.ended(exchange, ExchangeEnd.STREAM_RESET);
    }

    /** Bytes of one side's DATA on a stream are missing. */
    void gap(boolean fromClient, int id, long bytes, long frame, long time) {
        Http2Stream stream = open.get(id);
        if (stream == null) {
            return;
        }
        if (fromClient || stream.answered) {
            (fromClient ? stream.exchange.request() : stream.exchange.response()).gap(bytes, frame, time);
        }
        if (stream.call != null) {
            stream.call.gap(fromClient, bytes);
        } else if (stream.socket != null) {
            stream.socket.gap(fromClient, bytes);
        }
    }

    /** Frames of one side are missing: what they said of the streams is not known. */
    void missed(boolean fromClient) {
        incomplete = true;
        for (Http2Stream stream : open.values()) {
            stream.uncertain |= !fromClient;
            if (stream.call != null) {
                stream.call.gap(fromClient, Long.MAX_VALUE);
            }
        }
    }

    /**
     * The connection is over.
     *
     * @param lastTaken the last stream that the server took by its GOAWAY; -1 where it sent none
     * @return requests that it did not take
     */
    int close(long lastTaken) {
        int notTaken = 0;
        List<Http2Stream> left = new ArrayList<>(open.values());
        open.clear();
        for (Http2Stream stream : left) {
            events.flow().ended(connection, stream);
            if (stream.socket != null) {
                stream.socket.close();
            }
            if (lastTaken >= 0 && stream.id > lastTaken && !stream.answered && !stream.pushed) {
                notTaken++;
                stream.exchange.endedBecause(false, "GOAWAY");
                connection.ended(stream.exchange, ExchangeEnd.NOT_TAKEN);
            } else if (stream.uncertain || stream.unreadable || stream.pushed && !stream.answered) {
                events.unreadable();
            } else {
                connection.leftOpen(stream.exchange);
            }
        }
        return notTaken;
    }
}
