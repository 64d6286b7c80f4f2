package io.wirecause.tls.stream;

import io.wirecause.analysis.stream.StreamDirection;
import io.wirecause.analysis.stream.StreamReader;
import io.wirecause.bytes.ByteView;
import io.wirecause.protocol.TlsRecord;

/**
 * One TCP connection: looks for TLS in what both sides send, and reads it from there on. A ClientHello may come first, or after a
 * while in the clear; then the server's side is TLS too, or it is not, which is told.
 */
final class TlsConversation {
    /** Bytes of a side in which TLS is looked for. */
    private static final int SEARCHED = 1 << 15;
    private static final byte[] NOTHING = {};

    private final TlsStreams streams;
    private final StreamDirection direction;
    private final Side opener = new Side(true);
    private final Side acceptor = new Side(false);
    private TlsSink sink;
    private Moment began;
    private UpgradeRequest request;
    private int opened;
    private int closed;

    TlsConversation(TlsStreams streams, StreamDirection direction) {
        this.streams = streams;
        this.direction = direction;
    }

    /** The reader of a direction; asked once for each. */
    StreamReader open(StreamDirection side) {
        opened++;
        Side reader = side.fromClient() ? opener : acceptor;
        reader.taken = true;
        reader.fromStart = side.fromStart();
        return reader;
    }

    /** Whether this direction is read already: another connection has begun on the same endpoints. */
    boolean isTaken(StreamDirection side) {
        return (side.fromClient() ? opener : acceptor).taken;
    }

    private Side other(Side side) {
        return side == opener ? acceptor : opener;
    }

    /** TLS begins in a side; a client's does so with its hello. */
    private void begin(Side side, boolean client, Moment now) {
        if (sink == null) {
            Side server = client ? other(side) : side;
            Side asker = other(server);
            Prelude prelude = server.fromStart || asker.fromStart
                    ? Preludes.of(asker.first, asker.last, server.first) : Prelude.NONE;
            sink = streams.begin(direction, prelude, client == (side == opener), now);
        }
        if (side.records == null) {
            side.records = new RecordReader(side == opener, sink, streams.held);
        }
    }

    /** A side alone is not the end: the other one may still have to answer. */
    private void closed() {
        if (++closed == 2 && opened == 2) {
            streams.forget(direction.stream(), this);
            tellPlain();
        }
    }

    /** The connection is over, or the capture is: tells of it where it never was TLS. */
    void tellPlain() {
        if (sink == null && request != null && request.isRefused()) {
            streams.refused(direction, request);
            request = null;
        }
        if (sink == null && began != null) {
            streams.endedPlain(direction, opener.first, acceptor.first, began);
            began = null;
        }
    }

    /** What one side sends. */
    private final class Side implements StreamReader {
        private final boolean isOpener;
        private boolean taken;
        private boolean fromStart;
        private byte[] first = NOTHING;
        private byte[] last = NOTHING;
        private int searched;
        private RecordReader records;
        private boolean plainTold;
        private boolean holed;
        private boolean over;

        Side(boolean isOpener) {
            this.isOpener = isOpener;
        }

        @Override
        public boolean data(ByteView bytes, long frame, long nanos) {
            Moment now = new Moment(frame, nanos);
            began = began == null && searched == 0 ? now : began;
            if (records == null) {
                search(bytes, now);
            } else {
                records.data(bytes, 0, now);
            }
            if (records != null && records.isBroken()) {
                return stop();
            }
            boolean wanted = records != null ? sink.wants(isOpener) : searched < SEARCHED;
            return wanted || stop();
        }

        private boolean stop() {
            if (!over) {
                over = true;
                if (records != null) {
                    records.end();
                }
                closed();
            }
            return false;
        }

        private void search(ByteView bytes, Moment now) {
            if (sink == null && searched == 0 && RecordReader.isData(bytes)) {
                streams.midStream(direction);
                opener.searched = SEARCHED;
                acceptor.searched = SEARCHED;
                began = null;
                return;
            }
            int old = searched == 0 ? Hello.oldLength(bytes) : -1;
            if (old > 0) {
                oldHello(bytes, old, now);
                return;
            }
            int hello = Hello.isAt(bytes, 0, HandshakeMessage.CLIENT_HELLO) ? 0 : Hello.find(bytes, 0);
            if (hello >= 0 && other(this).records == null) {
                keepBefore(bytes, hello);
                begin(this, true, now);
                records.data(bytes, hello, now);
            } else if (isServer(bytes)) {
                begin(this, false, now);
                records.data(bytes, 0, now);
            } else {
                keepBefore(bytes, bytes.length());
                searched += bytes.length();
                lookForRequest(bytes, now);
                if (sink != null) {
                    tellPlain(bytes, now);
                }
            }
        }

        /** Whether it asks for TLS, or is what follows such a request. */
        private void lookForRequest(ByteView bytes, Moment now) {
            if (request != null) {
                request.next(isOpener, bytes);
            } else if (sink == null && fromStart && bytes.length() <= UpgradeRequest.LONGEST) {
                Prelude.Kind kind = Preludes.upgrade(last, other(this).first);
                request = kind == null ? null : new UpgradeRequest(kind, isOpener, now);
            }
        }

        private void oldHello(ByteView bytes, int length, Moment now) {
            begin(this, true, now);
            sink.oldHello(isOpener, bytes.slice(2, length), now);
            if (bytes.length() > length + 2) {
                records.data(bytes, length + 2, now);
            }
        }

        /** Whether a server's first record stands here: any at all once a client's hello was seen, else a hello or an alert. */
        private boolean isServer(ByteView bytes) {
            if (!RecordReader.isRecordAt(bytes, 0)) {
                return false;
            }
            if (sink != null) {
                return true;
            }
            int type = TlsRecord.type(bytes, 0);
            int length = TlsRecord.length(bytes, 0);
            return Hello.isAt(bytes, 0, HandshakeMessage.SERVER_HELLO)
                    || type == TlsRecord.ALERT && length == 2 && bytes.length() == TlsRecord.HEADER + 2
                    && (bytes.u8(5) == 1 || bytes.u8(5) == 2);
        }

        private void keepBefore(ByteView bytes, int length) {
            if (length == 0 || !fromStart) {
                return;
            }
            last = Preludes.head(bytes.slice(0, length));
            if (first.length == 0) {
                first = last;
            }
        }

        private void tellPlain(ByteView bytes, Moment now) {
            // Behind a hole stands the middle of whatever began in it.
            if (!plainTold && fromStart && !holed) {
                plainTold = true;
                sink.plain(isOpener, Preludes.head(bytes), now);
            }
        }

        @Override
        public boolean gap(long bytes) {
            holed = true;
            searched += (int) Math.min(bytes, SEARCHED);
            if (records != null) {
                records.gap(bytes);
            }
            if (sink != null) {
                sink.gap(isOpener, bytes);
            }
            boolean wanted = records != null ? sink.wants(isOpener) : searched < SEARCHED;
            return wanted || stop();
        }

        @Override
        public void end() {
            if (sink != null) {
                sink.end(isOpener);
            }
            stop();
        }
    }
}
