package io.wirecause.http.http2;

import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.tcp.carrier.CarriedConnection;

/**
 * Reads one connection that speaks HTTP/2 in the clear, from its start, from where it was upgraded, or from somewhere in between.
 * Where bytes are missing, header compression and flow control are not known any more: fields that refer to what was missed are
 * unknown, and waits for a window are not judged.
 */
public final class Http2Connection implements ConnectionReader {
    private static final int PREFACE = 24;
    private static final int SETTING = 6;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int PRIORITY_BYTES = 5;
    private static final int SHOWN_DEBUG_DATA = 160;
    /** Frames longer than this are no frames: nobody allows as much (SETTINGS_MAX_FRAME_SIZE). */
    private static final int LONGEST_FRAME = 1 << 22;

    private final HttpConnection connection;
    private final Http2Events events;
    private final Http2Side client;
    private final Http2Side server;
    private final Http2Streams streams;
    private final Pings pings = new Pings();
    private GoAway goAway;
    private long lastFrame;
    private boolean closed;

    /** A connection that speaks HTTP/2 from the first byte given on. */
    public Http2Connection(HttpConnection connection, Http2Events events) {
        this(connection, events, null);
    }

    /**
     * A connection that was upgraded to HTTP/2.
     *
     * @param upgraded the exchange whose request asked for it, the first stream; null where there is none
     */
    public Http2Connection(HttpConnection connection, Http2Events events, HttpExchange upgraded) {
        this.connection = connection;
        this.events = events;
        boolean fromStart = connection.isFromStart() || upgraded != null;
        client = new Http2Side(true, fromStart ? PREFACE : 0, events.budget());
        server = new Http2Side(false, 0, events.budget());
        if (!fromStart) {
            client.forget();
            server.forget();
            client.parser.lose();
            server.parser.lose();
        }
        streams = new Http2Streams(connection, events, client, server);
        if (upgraded != null) {
            streams.upgraded(upgraded);
        }
        events.began(fromStart);
    }

    /**
     * Whether a direction that begins with these bytes speaks HTTP/2.
     *
     * @param fromTcpClient whether the client of TCP sends them
     */
    public static boolean mayStart(boolean fromTcpClient, ByteView first) {
        return fromTcpClient && Http2Start.length(first) != 0 || Http2Start.isFrames(first);
    }

    @Override
    public boolean data(boolean fromClient, ByteView bytes, long frame, long timestampNanos) {
        Http2Side side = fromClient ? client : server;
        lastFrame = Math.max(lastFrame, frame);
        side.parser.give(bytes);
        while (side.parser.next(frame, timestampNanos)) {
            if (side.parser.length() > LONGEST_FRAME) {
                missed(side);
                break;
            }
            take(side, frame, timestampNanos);
        }
        return true;
    }

    private void take(Http2Side side, long frame, long time) {
        FrameParser parser = side.parser;
        ByteView payload = parser.payload();
        switch (parser.type()) {
            case FrameParser.DATA -> data(side, frame, time);
            case FrameParser.HEADERS -> headers(side, payload, frame, time);
            case FrameParser.CONTINUATION -> {
                if (side.isInBlock(parser.stream())) {
                    fragment(side, payload, 0, payload.length(), frame, time);
                }
            }
            case FrameParser.PUSH_PROMISE -> pushPromise(side, payload, frame, time);
            case FrameParser.RST_STREAM -> {
                if (payload.length() >= 4) {
                    streams.reset(side.client, parser.stream(), payload.u32be(0), frame, time);
                }
            }
            case FrameParser.SETTINGS -> settings(side, payload, frame, time);
            case FrameParser.PING -> ping(side, payload, time);
            case FrameParser.GOAWAY -> goAway(side, payload, frame, time);
            case FrameParser.WINDOW_UPDATE -> windowUpdate(side, payload, frame, time);
            default -> {
            }
        }
    }

    private void data(Http2Side side, long frame, long time) {
        FrameParser parser = side.parser;
        Http2Stream stream = streams.get(parser.stream());
        boolean first = parser.isFirst();
        boolean ends = parser.has(FrameParser.END_STREAM);
        if (first) {
            long roundTrip = roundTrip();
            if (side.window != null) {
                side.window.sent(parser.length(), streams.isAnyOpen(), frame, time, roundTrip);
            }
            SendWindow window = stream == null ? null : stream.window(side.client);
            if (window != null) {
                window.sent(parser.length(), !ends, frame, time, roundTrip);
            }
        }
        if (stream != null) {
            streams.data(side.client, stream, parser.payload(), first ? FrameParser.HEADER : 0, frame, time);
            if (parser.isEnd() && ends) {
                streams.dataEnded(side.client, stream);
            }
        }
    }

    private long roundTrip() {
        CarriedConnection carrier = connection.carrier();
        return carrier == null ? 0 : Math.max(0, carrier.roundTrip());
    }

    private void headers(Http2Side side, ByteView payload, long frame, long time) {
        FrameParser parser = side.parser;
        int padded = parser.has(FrameParser.PADDED) ? 1 : 0;
        int from = padded + (parser.has(FrameParser.PRIORITIZED) ? PRIORITY_BYTES : 0);
        begin(side, payload, from, 0, frame, time);
    }

    private void pushPromise(Http2Side side, ByteView payload, long frame, long time) {
        int padded = side.parser.has(FrameParser.PADDED) ? 1 : 0;
        if (payload.length() >= padded + 4 && !side.client) {
            begin(side, payload, padded + 4, payload.i32be(padded) & 0x7fffffff, frame, time);
        }
    }

    private void begin(Http2Side side, ByteView payload, int from, int promised, long frame, long time) {
        FrameParser parser = side.parser;
        int padding = parser.has(FrameParser.PADDED) && payload.length() > 0 ? payload.u8(0) : 0;
        int length = payload.length() - from - padding;
        side.beginBlock(parser.stream(), promised, promised == 0 && parser.has(FrameParser.END_STREAM));
        if (length >= 0) {
            fragment(side, payload, from, length, frame, time);
        }
    }

    private void fragment(Http2Side side, ByteView payload, int from, int length, long frame, long time) {
        ByteView whole = side.addFragment(payload, from, length, side.parser.has(FrameParser.END_HEADERS));
        if (whole != null) {
            streams.headers(side, whole, frame, time);
        }
    }

    private void settings(Http2Side side, ByteView payload, long frame, long time) {
        Http2Side other = side.client ? server : client;
        for (int at = 0; !side.parser.has(FrameParser.ACK) && at + SETTING <= payload.length(); at += SETTING) {
            if (payload.u16be(at) == INITIAL_WINDOW_SIZE) {
                long change = payload.u32be(at + 2) - other.initialWindow;
                other.initialWindow += change;
                for (Http2Stream stream : streams.all()) {
                    SendWindow window = stream.window(other.client);
                    if (window != null) {
                        window.opened(change, frame, time);
                    }
                }
            }
        }
    }

    private void windowUpdate(Http2Side side, ByteView payload, long frame, long time) {
        if (payload.length() < 4) {
            return;
        }
        Http2Side other = side.client ? server : client;
        Http2Stream stream = side.parser.stream() == 0 ? null : streams.get(side.parser.stream());
        SendWindow window = side.parser.stream() == 0 ? other.window : stream == null ? null : stream.window(other.client);
        if (window != null) {
            window.opened(payload.i32be(0) & 0x7fffffff, frame, time);
        }
    }

    private void ping(Http2Side side, ByteView payload, long time) {
        if (payload.length() < Long.BYTES) {
            return;
        }
        if (side.parser.has(FrameParser.ACK)) {
            pings.answered(side.client, payload.i64be(0), time, events.pings());
        } else {
            pings.sent(side.client, payload.i64be(0), time);
        }
    }

    private void goAway(Http2Side side, ByteView payload, long frame, long time) {
        if (payload.length() < 8) {
            return;
        }
        long last = payload.u32be(0) & 0x7fffffff;
        side.lastTaken = side.lastTaken < 0 ? last : Math.min(side.lastTaken, last);
        String debug = payload.length() == 8 ? null
                : payload.latin1(8, Math.min(payload.length() - 8, 2 * SHOWN_DEBUG_DATA));
        long code = payload.u32be(4);
        // The first one with an error is the cause; a graceful end comes in two steps.
        if (goAway == null || goAway.code() == ErrorCodes.NO_ERROR) {
            goAway = new GoAway(connection, side.client, code, side.lastTaken, debug, frame, time);
        }
    }

    @Override
    public boolean gap(boolean fromClient, long bytes, long frame, long timestampNanos) {
        Http2Side side = fromClient ? client : server;
        if (side.parser.gap(bytes)) {
            streams.gap(fromClient, side.parser.stream(), bytes, frame, timestampNanos);
            Http2Stream stream = streams.get(side.parser.stream());
            if (side.parser.isEnd() && side.parser.has(FrameParser.END_STREAM) && stream != null) {
                streams.dataEnded(fromClient, stream);
            }
        } else {
            missed(side);
        }
        return true;
    }

    private void missed(Http2Side side) {
        side.parser.lose();
        side.forget();
        (side.client ? server : client).window = null;
        streams.missed(side.client);
        events.missed();
    }

    @Override
    public void end(boolean fromClient) {
        if (fromClient) {
            for (Http2Stream stream : streams.all()) {
                if (stream.socket != null) {
                    stream.socket.end(true);
                }
            }
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        CarriedConnection carrier = connection.carrier();
        events.flow().ended(connection, client, server, streams, carrier, lastFrame);
        int notTaken = streams.close(server.lastTaken);
        if (goAway != null) {
            events.goAway(goAway, notTaken);
        }
        events.unanswered(pings.unanswered(true) + pings.unanswered(false));
        client.decoder.forget();
        server.decoder.forget();
    }
}
