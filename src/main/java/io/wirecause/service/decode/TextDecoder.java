package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;
import java.util.Arrays;

/** A decoder of a protocol of lines: gives each line once it is whole, without its end. */
public abstract class TextDecoder implements StreamDecoder {
    /** Bytes of a line that are kept; those behind them are passed over. */
    protected static final int LONGEST = 512;
    private static final int AT_FIRST = 64;
    private static final byte[] NOTHING = {};

    /** Where this decoder tells what it reads. */
    protected final ServiceEvents events;
    private final Side client = new Side();
    private final Side server = new Side();
    private final ByteView view = new ByteView();
    private boolean held;
    private long heldFrame;
    private long heldTime;

    /** Reads for these events. */
    protected TextDecoder(ServiceEvents events) {
        this.events = events;
    }

    /** One direction. */
    private static final class Side {
        private byte[] begun = NOTHING;
        private int size;
        private boolean open;
        private boolean lost;
        private long skip;
        private long frame;
        private long time;

        void keep(ByteView bytes, int from, int to) {
            int count = Math.min(to - from, LONGEST - size);
            if (size + count > begun.length) {
                begun = Arrays.copyOf(begun, Math.min(LONGEST, Math.max(AT_FIRST, 2 * (size + count))));
            }
            bytes.get(from, begun, size, count);
            size += count;
        }
    }

    /**
     * A line.
     *
     * @param line without its end, at most {@link #LONGEST} bytes of it; valid only until this returns
     * @return whether to go on
     */
    protected abstract boolean line(boolean fromClient, ByteView line);

    /** Passes over so many bytes that follow the line just given. */
    protected final void skip(boolean fromClient, long bytes) {
        side(fromClient).skip = Math.max(0, bytes);
    }

    /** The reply of several lines begins with this one: it counts from here until {@link #release}. */
    protected final void hold() {
        if (!held) {
            held = true;
            heldFrame = server.frame;
            heldTime = server.time;
        }
    }

    /** The reply of several lines is over. */
    protected final void release() {
        held = false;
    }

    private Side side(boolean fromClient) {
        return fromClient ? client : server;
    }

    @Override
    public final boolean data(boolean fromClient, ByteView bytes, long frame, long nanos) {
        Side side = side(fromClient);
        int length = bytes.length();
        int at = 0;
        while (at < length) {
            if (side.skip > 0) {
                int over = (int) Math.min(side.skip, length - at);
                side.skip -= over;
                at += over;
                continue;
            }
            int end = bytes.indexOf('\n', at, length);
            if (!side.open) {
                side.open = true;
                side.frame = frame;
                side.time = nanos;
            }
            if (end < 0) {
                side.keep(bytes, at, length);
                return true;
            }
            if (!take(fromClient, side, bytes, at, end, frame, nanos)) {
                return false;
            }
            at = end + 1;
        }
        return true;
    }

    private boolean take(boolean fromClient, Side side, ByteView bytes, int from, int to, long frame, long nanos) {
        if (side.size > 0) {
            side.keep(bytes, from, to);
            view.point(side.begun, 0, side.size);
        } else {
            view.point(bytes, from, Math.min(LONGEST, to - from));
        }
        boolean lost = side.lost;
        side.size = 0;
        side.open = false;
        side.lost = false;
        if (lost) {
            return true;
        }
        int length = view.length();
        if (length > 0 && view.u8(length - 1) == '\r') {
            view.point(view, 0, length - 1);
        }
        if (fromClient) {
            events.at(frame, nanos);
        } else {
            events.at(held ? heldFrame : side.frame, held ? heldTime : side.time);
        }
        try {
            return line(fromClient, view);
        } catch (IndexOutOfBoundsException shorterThanItSays) {
            events.malformed();
            return true;
        }
    }

    @Override
    public final boolean gap(boolean fromClient, long bytes) {
        Side side = side(fromClient);
        if (bytes <= side.skip) {
            side.skip -= bytes;
            return true;
        }
        side.skip = 0;
        side.size = 0;
        side.open = false;
        side.lost = true;
        held = false;
        return lost(fromClient);
    }

    /**
     * Lines of a side are missing.
     *
     * @return whether to go on
     */
    protected boolean lost(boolean fromClient) {
        return true;
    }
}
