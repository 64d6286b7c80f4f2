package io.wirecause.http;

import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.http.exchange.ConnectionReader;
import io.wirecause.http.exchange.ExchangeSink;
import io.wirecause.http.exchange.HttpConnection;
import io.wirecause.http.message.Http1Connection;
import io.wirecause.http.message.HttpStartLine;
import io.wirecause.packet.Packet;
import io.wirecause.protocol.ProxyHeader;
import io.wirecause.tcp.TcpCarrier;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Finds the connections that speak HTTP, on any port by their content, and gives each its reader. */
final class HttpAnalyzer implements Analyzer {
    /** Connections whose reader is kept at once; beyond that the oldest is closed. */
    static final int MOST_OPEN = 50_000;
    /** Segments of a stream whose start the capture lacks that are looked at for the beginning of a message. */
    private static final int MOST_SOUGHT = 20_000;

    private final TcpCarrier carrier;
    private final ExchangeSink sink;
    private final HttpReaders readers;
    private final PayloadStreams streams;
    private final Map<Integer, Conversation> open = new LinkedHashMap<>();
    private long connections;
    private long closedEarly;
    private long frame;
    private long time;

    HttpAnalyzer(TcpCarrier carrier, ExchangeSink sink, HttpReaders readers, PayloadStreams.Source source) {
        this.carrier = carrier;
        this.sink = sink;
        this.readers = readers;
        this.streams = source.streams(new PayloadStreams.Chooser() {
            @Override
            public StreamReader open(StreamDirection direction, ByteView first) {
                return choose(direction, first);
            }

            @Override
            public void unseen(StreamDirection direction, long bytes) {
                Conversation conversation = open.get(direction.stream());
                if (conversation != null && conversation.connection != null && !conversation.asks(direction)) {
                    conversation.connection.answersUnseen();
                }
            }
        });
    }

    @Override
    public void packet(Packet packet) {
        if (packet.isTcp()) {
            frame = packet.frame().number();
            time = packet.frame().timestampNanos();
            streams.packet(packet);
        }
    }

    private StreamReader choose(StreamDirection direction, ByteView first) {
        Conversation conversation = open.get(direction.stream());
        boolean known = conversation != null && conversation.reader != null;
        int header = direction.fromStart() && direction.fromClient() ? ProxyHeader.length(first) : 0;
        boolean sought = !direction.fromStart() || isSocks(first) || conversation != null && !known || header != 0;
        if (!known && !sought && !mayBegin(direction, first)) {
            return null;
        }
        if (conversation == null) {
            conversation = new Conversation(direction.stream());
            open.put(direction.stream(), conversation);
            bound();
        }
        Side side = new Side(conversation, direction, sought && header == 0);
        if (header > 0) {
            side.skip = header;
            ProxyHeader read = ProxyHeader.read(first);
            conversation.proxiedFor = read == null ? null : read.source();
        }
        if (known && !direction.fromStart()) {
            conversation.seek(direction);
        }
        return side;
    }

    /** A client of a SOCKS proxy (RFC 1928, and its predecessor): what follows its handshake may be HTTP. */
    private static boolean isSocks(ByteView first) {
        int version = first.u8(0);
        int length = first.length();
        return version == 5 && length >= 2 && length == 2 + first.u8(1) || version == 5 && length == 2
                || version == 4 && length >= 9 && first.u8(1) == 1 && first.u8(length - 1) == 0;
    }

    private boolean mayBegin(StreamDirection direction, ByteView first) {
        return HttpStartLine.mayBeginRequest(first, 0) || HttpStartLine.mayBeginAnswer(first, 0)
                || HttpReaders.mayBeginHttp2(direction.fromClient(), first);
    }

    private void bound() {
        if (open.size() > MOST_OPEN) {
            Iterator<Conversation> oldest = open.values().iterator();
            Conversation first = oldest.next();
            oldest.remove();
            closedEarly++;
            first.finish();
        }
    }

    /** Reads what streams still hold and closes all connections; to be called once, after the pass. */
    void finish() {
        streams.finish();
        open.values().forEach(Conversation::finish);
        open.clear();
    }

    /** Connections that speak HTTP. */
    long connections() {
        return connections;
    }

    /** Connections whose reader was closed because there were too many at once. */
    long closedEarly() {
        return closedEarly;
    }

    /** TCP segments of connections beyond the limit. */
    long untrackedSegments() {
        return streams.untracked();
    }

    /** Both directions of a connection. */
    private final class Conversation {
        private final int stream;
        private ConnectionReader reader;
        private HttpConnection connection;
        private StreamDirection requests;
        private String proxiedFor;
        private int ended;
        private boolean over;

        Conversation(int stream) {
            this.stream = stream;
        }

        boolean asks(StreamDirection direction) {
            return requests != null && requests.fromClient() == direction.fromClient();
        }

        void seek(StreamDirection direction) {
            if (reader instanceof Http1Connection http) {
                http.seek(asks(direction));
            }
        }

        /** Whether these bytes show what the connection speaks. */
        boolean recognise(Side side, ByteView bytes) {
            StreamDirection direction = side.direction;
            boolean sought = side.sought;
            boolean second = side.looked == 0 && HttpReaders.mayBeginHttp2(direction.fromClient(), bytes);
            boolean request = sought ? HttpStartLine.isRequest(bytes, 0) : HttpStartLine.mayBeginRequest(bytes, 0);
            boolean answer = sought ? HttpStartLine.isAnswer(bytes, 0) : HttpStartLine.mayBeginAnswer(bytes, 0);
            if (!second && !request && !answer) {
                return false;
            }
            boolean asks = second || request && answer ? direction.fromClient() : request;
            connection = new HttpConnection(direction, asks, carrier.connection(stream), sink);
            connection.proxiedFor(proxiedFor);
            requests = asks ? direction : new StreamDirection(stream, direction.destination(), direction.source(),
                    direction.fromStart(), !direction.fromClient(), direction.roleBasis());
            connections++;
            reader = second ? readers.http2(connection) : readers.http1(connection);
            if (sought && reader instanceof Http1Connection http) {
                http.seek(true);
                http.seek(false);
            }
            return true;
        }

        void sideEnded() {
            ended++;
            if (ended == 2) {
                open.remove(stream);
                finish();
            }
        }

        void drop() {
            open.remove(stream);
            finish();
        }

        void finish() {
            over = true;
            if (reader != null) {
                reader.close();
                reader = null;
            }
        }
    }

    /** One direction. */
    private final class Side implements StreamReader {
        private final Conversation conversation;
        private final StreamDirection direction;
        private final boolean sought;
        private int skip;
        private int looked;

        Side(Conversation conversation, StreamDirection direction, boolean sought) {
            this.conversation = conversation;
            this.direction = direction;
            this.sought = sought;
        }

        @Override
        public boolean data(ByteView bytes, long frameNumber, long timestampNanos) {
            ByteView rest = bytes;
            if (skip > 0) {
                int count = Math.min(skip, bytes.length());
                skip -= count;
                if (count == bytes.length()) {
                    return true;
                }
                rest = bytes.slice(count, bytes.length() - count);
            }
            if (conversation.over) {
                return false;
            }
            if (conversation.reader == null && !conversation.recognise(this, rest)) {
                return (sought || looked == 0 && conversation.proxiedFor != null) && ++looked < MOST_SOUGHT;
            }
            boolean more = conversation.reader.data(conversation.asks(direction), rest, frameNumber, timestampNanos);
            if (!more) {
                conversation.drop();
            }
            return more;
        }

        @Override
        public boolean gap(long bytes) {
            skip = (int) Math.max(0, skip - bytes);
            if (conversation.reader == null) {
                return !conversation.over;
            }
            boolean more = conversation.reader.gap(conversation.asks(direction), bytes, frame, time);
            if (!more) {
                conversation.drop();
            }
            return more;
        }

        @Override
        public void end() {
            if (conversation.reader != null) {
                conversation.reader.end(conversation.asks(direction));
            }
            conversation.sideEnded();
        }
    }
}
