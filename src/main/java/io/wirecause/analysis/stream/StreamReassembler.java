package io.wirecause.analysis.stream;

import io.wirecause.bytes.ByteView;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts the segments of one direction in order. Offsets are 64-bit, relative to the direction's first byte. Bytes that
 * come in order are passed on as they lie in the capture; only what waits behind a hole is copied, and that is bounded:
 * beyond the bounds the lowest hole is given up and reported as a gap. Of bytes sent twice the ones captured first count.
 */
final class StreamReassembler {
    /** Bytes that wait behind holes in one direction: a large receive window. */
    static final int MAX_WAITING_BYTES = 1 << 20;
    /** Pieces that wait in one direction. */
    static final int MAX_WAITING_PIECES = 1024;
    /**
     * Packets of a connection after which a hole is given up whose bytes the receiver has acknowledged, unless the receiver
     * goes on to send data before that ({@link #answered}).
     */
    static final int PATIENCE = 16;

    /** Bytes that wait in all directions together. */
    static final class Budget {
        /** Enough for 64 directions at their own bound. */
        static final long MAX_BYTES = 64L << 20;
        private long used;
    }

    /** A run of bytes behind a hole; {@code bytes} is null where the snaplen cut them off. */
    private record Piece(long from, long to, byte[] bytes, long frame, long timestampNanos) {
        int size() {
            return bytes == null ? 0 : bytes.length;
        }
    }

    private final Budget budget;
    private final StreamReader reader;
    private final List<Piece> waiting = new ArrayList<>(0);
    private final ByteView part = new ByteView();
    private int waitingBytes;
    private long next;
    private long acknowledged;
    private int packetsSinceAcknowledged;
    private boolean stopped;

    StreamReassembler(Budget budget, StreamReader reader) {
        this.budget = budget;
        this.reader = reader;
    }

    /** The first byte not passed on yet. */
    long next() {
        return next;
    }

    /** Whether the reader wants no more. */
    boolean stopped() {
        return stopped;
    }

    /**
     * One segment.
     *
     * @param from   offset of its first byte
     * @param bytes  its payload as far as it was captured
     * @param length bytes of payload on the wire
     */
    void segment(long from, ByteView bytes, int length, long frame, long timestampNanos) {
        long captured = from + bytes.length();
        long end = from + length;
        // The receiver had these bytes' predecessors before they were sent: the capture will not get them any more.
        boolean holeWasAcknowledged = from > next && acknowledged >= from;
        long at = Math.max(from, next);
        while (at < end && !stopped) {
            int index = firstBehind(at);
            Piece piece = index < waiting.size() ? waiting.get(index) : null;
            if (piece != null && piece.from <= at) {
                at = piece.to;
                continue;
            }
            long until = piece == null ? end : Math.min(end, piece.from);
            boolean cut = at >= captured;
            if (!cut) {
                until = Math.min(until, captured);
                part.point(bytes, (int) (at - from), (int) (until - at));
            }
            if (at == next) {
                pass(cut ? null : part, until, frame, timestampNanos);
                drain();
            } else {
                hold(index, new Piece(at, until, cut ? null : part.copy(), frame, timestampNanos));
            }
            at = Math.max(until, next);
        }
        if (holeWasAcknowledged) {
            answered(from);
        }
    }

    /** The receiver has acknowledged all bytes before this offset: those not captured by now were lost to the capture only. */
    void acknowledged(long offset) {
        acknowledged = Math.max(acknowledged, offset);
    }

    /**
     * The receiver acknowledges all bytes before this offset and sends data itself. That may answer what waits behind a
     * hole, so whatever it has acknowledged goes first.
     */
    void answered(long offset) {
        acknowledged(offset);
        while (!stopped && !waiting.isEmpty() && acknowledged >= waiting.get(0).from) {
            giveUpHole();
        }
    }

    /** The frame of the lowest bytes that wait; {@link Long#MAX_VALUE} where none wait. */
    long waitingFrame() {
        return waiting.isEmpty() ? Long.MAX_VALUE : waiting.get(0).frame;
    }

    /**
     * Tells a gap where the receiver has acknowledged bytes behind the last ones captured.
     *
     * @param end offset of the FIN; -1 where none was captured, and then one byte may be the FIN
     */
    void acknowledgedOnly(long end) {
        long missing = (end < 0 ? acknowledged - 1 : Math.min(acknowledged, end)) - next;
        if (missing > 0 && !stopped) {
            next += missing;
            if (!reader.gap(missing)) {
                stop();
            }
        }
    }

    /** One more packet of the connection has passed. */
    void tick() {
        if (waiting.isEmpty() || acknowledged < waiting.get(0).from) {
            packetsSinceAcknowledged = 0;
        } else if (++packetsSinceAcknowledged > PATIENCE) {
            packetsSinceAcknowledged = 0;
            giveUpHole();
        }
    }

    /** Passes on all that waits, holes as gaps. */
    void flush() {
        while (!waiting.isEmpty() && !stopped) {
            giveUpHole();
        }
    }

    /** Passes on what waits first, and tells the hole before it as a gap. */
    void giveUpHole() {
        long hole = waiting.get(0).from - next;
        next = waiting.get(0).from;
        if (!reader.gap(hole)) {
            stop();
        }
        drain();
    }

    private void pass(ByteView bytes, long until, long frame, long timestampNanos) {
        long length = until - next;
        next = until;
        if (!(bytes == null ? reader.gap(length) : reader.data(bytes, frame, timestampNanos))) {
            stop();
        }
    }

    private void drain() {
        while (!waiting.isEmpty() && !stopped && waiting.get(0).from == next) {
            Piece piece = waiting.remove(0);
            release(piece.size());
            pass(piece.bytes == null ? null : ByteView.of(piece.bytes), piece.to, piece.frame, piece.timestampNanos);
        }
    }

    private void hold(int index, Piece piece) {
        waiting.add(index, piece);
        waitingBytes += piece.size();
        budget.used += piece.size();
        while (!stopped && !waiting.isEmpty()
                && (waitingBytes > MAX_WAITING_BYTES || waiting.size() > MAX_WAITING_PIECES || budget.used > Budget.MAX_BYTES)) {
            giveUpHole();
        }
    }

    private void release(int bytes) {
        waitingBytes -= bytes;
        budget.used -= bytes;
    }

    private void stop() {
        stopped = true;
        release(waitingBytes);
        waiting.clear();
    }

    /** Index of the first waiting piece that ends behind this offset; most segments go to the end, so it looks from there. */
    private int firstBehind(long offset) {
        int index = waiting.size();
        while (index > 0 && waiting.get(index - 1).to > offset) {
            index--;
        }
        return index;
    }
}
