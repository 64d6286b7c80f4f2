package io.wirecause.http.message;

import io.wirecause.bytes.ByteView;

/**
 * Reads the messages of one direction as they stream by: start line, fields, body, trailers. Only lines that go over several
 * segments are held. Where the capture lacks bytes it counts on while the framing allows, and else looks for the next
 * message at the beginning of a segment.
 */
final class MessageReader {
    private static final long MOST_CHUNK = 1L << 56;

    private enum State {
        START, FIELDS, LENGTH, CHUNK_SIZE, CHUNK_DATA, CHUNK_END, TRAILERS, UNTIL_CLOSE, SEEK, STOPPED
    }

    private final MessageSide side;
    private final LineBuffer held;
    private State state = State.START;
    private long remaining;
    /** Whether a message has begun and not ended. */
    private boolean within;
    private long startFrame;
    private long startTime;
    private long startBytes;
    private long run;
    /** Where the fields of a message begin in the bytes at hand; -1 where they began in earlier ones. */
    private int fieldsFrom;

    MessageReader(MessageSide side, LineBuffer.Budget budget) {
        this.side = side;
        this.held = new LineBuffer(budget);
    }

    /** Looks for a message instead of expecting one: the capture begins somewhere in the stream. */
    void seek() {
        state = State.SEEK;
    }

    /** Begins anew: what follows may be anything, inside a tunnel. */
    void restart() {
        held.clear();
        within = false;
        state = State.START;
    }

    /** Whether a message has begun and not ended. */
    boolean isWithin() {
        return within;
    }

    /** Whether the body ends with the connection, or where it ends is not known. */
    boolean isEndUnknown() {
        return within && (state == State.UNTIL_CLOSE || state == State.SEEK);
    }

    /** Whether the place in the stream was lost. */
    boolean isSeeking() {
        return state == State.SEEK;
    }

    /** Bytes of the body that are still to come where a length was told; 0 otherwise. */
    long remaining() {
        return state == State.LENGTH ? remaining : 0;
    }

    /** Whether the body is chunked and its last chunk has not come. */
    boolean isInChunks() {
        return state == State.CHUNK_DATA || state == State.CHUNK_END || state == State.CHUNK_SIZE || state == State.TRAILERS;
    }

    /** Ends the message under way where its end does not show in its own direction. */
    void endUnknown() {
        end();
        if (state != State.STOPPED) {
            state = State.SEEK;
        }
    }

    /** Stops reading; nothing more is taken in. */
    void stop() {
        held.clear();
        state = State.STOPPED;
    }

    /** Takes in the next bytes; returns how many of them were read: fewer than there are where it was stopped. */
    int data(ByteView bytes, long frame, long time) {
        int at = 0;
        fieldsFrom = -1;
        if (isLost() && side.begins(bytes, 0)) {
            end();
        }
        while (at < bytes.length() && state != State.STOPPED) {
            int from = at;
            boolean counted = state != State.START;
            at = step(bytes, at, frame, time);
            if (counted) {
                run = within ? run + at - from : 0;
            }
        }
        flush(frame, time);
        return at;
    }

    /** Whether a message may begin although the framing does not say so. */
    private boolean isLost() {
        return state == State.SEEK || state == State.UNTIL_CLOSE || state == State.LENGTH;
    }

    private void flush(long frame, long time) {
        if (run > 0 && within) {
            side.bytes(run, frame, time);
        }
        run = 0;
    }

    private int step(ByteView bytes, int at, long frame, long time) {
        return switch (state) {
            case START -> start(bytes, at, frame, time);
            case LENGTH, CHUNK_DATA -> counted(bytes, at, frame, time);
            case FIELDS -> at == fieldsFrom ? fields(bytes, at, frame, time) : line(bytes, at, frame, time);
            case CHUNK_SIZE, CHUNK_END, TRAILERS -> line(bytes, at, frame, time);
            default -> bytes.length();
        };
    }

    /** A body, or the data of a chunk, of known length. */
    private int counted(ByteView bytes, int at, long frame, long time) {
        int count = (int) Math.min(remaining, bytes.length() - at);
        remaining -= count;
        if (remaining == 0) {
            if (state == State.CHUNK_DATA) {
                state = State.CHUNK_END;
            } else {
                run += count;
                flush(frame, time);
                end();
            }
        }
        return at + count;
    }

    private int start(ByteView bytes, int from, long frame, long time) {
        int at = from;
        while (held.isEmpty() && at < bytes.length() && (bytes.u8(at) == '\r' || bytes.u8(at) == '\n')) {
            at++;
        }
        if (at == bytes.length()) {
            return at;
        }
        if (held.isEmpty()) {
            if (!side.mayBegin(bytes, at)) {
                return unexpected(bytes, at);
            }
            startFrame = frame;
            startTime = time;
            startBytes = 0;
        }
        int end = bytes.indexOf('\n', at, bytes.length());
        int next = end < 0 ? bytes.length() : end + 1;
        startBytes += next - at;
        if (end < 0) {
            held.add(bytes, at, next);
            return side.mayBegin(held.line(), 0) ? next : unexpected(bytes, at);
        }
        boolean whole = held.isEmpty();
        if (!whole) {
            held.add(bytes, at, end);
        }
        ByteView line = whole ? bytes : held.line();
        int length = whole ? HttpStartLine.trimmed(bytes, at, end) : HttpStartLine.trimmed(line, 0, line.length());
        if (!side.startLine(line, whole ? at : 0, length, held.isCut(), startFrame, startTime)) {
            return unexpected(bytes, at);
        }
        begun(frame, time);
        fieldsFrom = next;
        return next;
    }

    private int fields(ByteView bytes, int at, long frame, long time) {
        int length = side.sameFields(bytes, at);
        if (length < 0) {
            return line(bytes, at, frame, time);
        }
        body(length, frame, time);
        return at + length;
    }

    private void begun(long frame, long time) {
        held.clear();
        within = true;
        state = State.FIELDS;
        side.bytes(startBytes, Math.max(frame, startFrame), Math.max(time, startTime));
    }

    private int unexpected(ByteView bytes, int at) {
        held.clear();
        state = side.unexpected(bytes, at) ? State.SEEK : State.STOPPED;
        return bytes.length();
    }

    private int line(ByteView bytes, int at, long frame, long time) {
        int end = bytes.indexOf('\n', at, bytes.length());
        if (end < 0) {
            held.add(bytes, at, bytes.length());
            return bytes.length();
        }
        if (held.isEmpty()) {
            lineEnded(bytes, at, HttpStartLine.trimmed(bytes, at, end), end + 1 - at, frame, time);
        } else {
            held.add(bytes, at, end);
            ByteView line = held.line();
            lineEnded(line, 0, HttpStartLine.trimmed(line, 0, line.length()), end + 1 - at, frame, time);
            held.clear();
        }
        return end + 1;
    }

    private void lineEnded(ByteView line, int from, int length, int consumed, long frame, long time) {
        switch (state) {
            case FIELDS -> {
                if (length > 0) {
                    field(line, from, length);
                } else {
                    if (fieldsFrom >= 0) {
                        side.fieldsRead(line, fieldsFrom, from + consumed);
                    }
                    body(consumed, frame, time);
                }
            }
            case CHUNK_SIZE -> chunkSize(line, from, length);
            case CHUNK_END -> state = length == 0 ? State.CHUNK_SIZE : lost();
            case TRAILERS -> {
                if (length > 0) {
                    field(line, from, length);
                } else {
                    run += consumed;
                    flush(frame, time);
                    end();
                }
            }
            default -> throw new IllegalStateException();
        }
    }

    /** A field without its colon, or without a name, is passed over. */
    private void field(ByteView line, int from, int length) {
        int end = from + length;
        int colon = line.indexOf(':', from, end);
        if (colon > from) {
            int value = colon + 1;
            while (value < end && (line.u8(value) == ' ' || line.u8(value) == '\t')) {
                value++;
            }
            side.field(line, from, colon - from, value, end);
        }
    }

    private void body(int consumed, long frame, long time) {
        long framing = side.framing();
        if (framing == Framing.CHUNKED) {
            state = State.CHUNK_SIZE;
        } else if (framing == Framing.UNTIL_CLOSE) {
            state = State.UNTIL_CLOSE;
        } else if (framing > 0) {
            remaining = framing;
            state = State.LENGTH;
        } else {
            run += consumed;
            flush(frame, time);
            end();
            if (framing == Framing.SWITCH) {
                state = State.STOPPED;
            }
        }
    }

    private void chunkSize(ByteView line, int from, int length) {
        long size = 0;
        int at = from;
        while (at < from + length && Character.digit(line.u8(at), 16) >= 0 && size < MOST_CHUNK) {
            size = 16 * size + Character.digit(line.u8(at++), 16);
        }
        boolean sound = at > from && (at == from + length || " ;\t".indexOf(line.u8(at)) >= 0) && size < MOST_CHUNK;
        if (!sound) {
            state = lost();
        } else if (size == 0) {
            state = State.TRAILERS;
        } else {
            remaining = size;
            state = State.CHUNK_DATA;
        }
    }

    private State lost() {
        side.lostPlace();
        return State.SEEK;
    }

    private void end() {
        boolean was = within;
        within = false;
        state = State.START;
        remaining = 0;
        if (was) {
            side.ended();
        }
    }

    /** Bytes that the capture lacks. */
    void gap(long count, long frame, long time) {
        switch (state) {
            case STOPPED -> {
            }
            case START -> gapAtStart(count, frame, time);
            case LENGTH, CHUNK_DATA -> gapInBody(count, frame, time);
            case UNTIL_CLOSE -> side.missing(count, frame, time);
            default -> {
                held.clear();
                if (within) {
                    side.missing(count, frame, time);
                    if (state != State.SEEK) {
                        state = lost();
                    }
                } else {
                    side.missingBetween();
                }
            }
        }
    }

    private void gapAtStart(long count, long frame, long time) {
        if (!held.isEmpty()) {
            ByteView line = held.line();
            if (side.startLine(line, 0, line.length(), true, startFrame, startTime)) {
                begun(startFrame, startTime);
                side.missing(count, frame, time);
                state = lost();
                return;
            }
            held.clear();
        }
        side.missingBetween();
        state = State.SEEK;
    }

    private void gapInBody(long count, long frame, long time) {
        long mine = Math.min(count, remaining);
        side.missing(mine, frame, time);
        remaining -= mine;
        if (remaining > 0) {
            return;
        }
        if (state == State.CHUNK_DATA) {
            if (mine == count) {
                state = State.CHUNK_END;
            } else {
                side.missing(count - mine, frame, time);
                state = lost();
            }
        } else {
            end();
            if (mine < count) {
                side.missingBetween();
                state = State.SEEK;
            }
        }
    }
}
