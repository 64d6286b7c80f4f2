package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;

/** A decoder of a protocol whose messages say how long they are: gives each message with its first bytes. */
public abstract class BinaryDecoder implements StreamDecoder {
    /** Places where no message could be found, one after another, from which on it is given up. */
    private static final int MOST_LOST = 64;

    /** Where this decoder tells what it reads. */
    protected final ServiceEvents events;
    private final int kept;
    private final Side client = new Side();
    private final Side server = new Side();
    private final ByteView view = new ByteView();
    private boolean held;
    private long heldFrame;
    private long heldTime;

    /**
     * Reads for these events.
     *
     * @param kept bytes of a message that are shown at most
     */
    protected BinaryDecoder(ServiceEvents events, int kept) {
        this.events = events;
        this.kept = kept;
    }

    /** What {@link #length} returns where it needs one more byte to tell. */
    protected static final long MORE = 0;

    /** One direction. */
    private final class Side {
        private byte[] head;
        /** Bytes of the header that are needed beyond {@link #header}. */
        private int further;
        private int size;
        /** Bytes of the message, -1 where they are not known yet. */
        private long length = -1;
        /** Bytes of it seen. */
        private long seen;
        private boolean shown;
        private int misses;
        /** Where the message's first bytes lie in the segment; -1 where they are in {@link #head}. */
        private int direct = -1;
        private long frame;
        private long time;

        void keep(ByteView bytes, int from, int count) {
            if (head == null) {
                head = new byte[kept];
            }
            bytes.get(from, head, size, count);
            size += count;
        }

        void reset() {
            size = 0;
            length = -1;
            seen = 0;
            shown = false;
            further = 0;
            direct = -1;
        }
    }

    /** The reply of several messages begins with this one of the server: it counts from here until {@link #release}. */
    protected final void hold() {
        if (!held) {
            held = true;
            heldFrame = server.frame;
            heldTime = server.time;
        }
    }

    /** The reply of several messages is over. */
    protected final void release() {
        held = false;
    }

    /** The reply is over, and counts from the message that is read, whatever was held before. */
    protected final void restart() {
        held = false;
        events.at(server.frame, server.time);
    }

    /** Bytes that {@link #length} needs, at least 1 and at most those kept. */
    protected abstract int header(boolean fromClient);

    /**
     * How long a message is.
     *
     * @param header its first bytes, at least {@link #header} of them
     * @return bytes with the header, at least as many as that; {@link #MORE} where it takes another byte to tell; -1 where this
     *         is no message
     */
    protected abstract long length(boolean fromClient, ByteView header);

    /**
     * A message: a client's when its last byte is there, a server's with its first bytes.
     *
     * @param head   its first bytes, all where they are not more than are kept; valid only until this returns
     * @param length bytes of all of it
     * @return whether to go on
     */
    protected abstract boolean message(boolean fromClient, ByteView head, long length);

    @Override
    public final boolean data(boolean fromClient, ByteView bytes, long frame, long nanos) {
        Side side = fromClient ? client : server;
        int at = 0;
        while (at < bytes.length()) {
            if (side.length >= 0 && side.size >= Math.min(kept, side.length)) {
                int over = (int) Math.min(side.length - side.seen, bytes.length() - at);
                side.seen += over;
                at += over;
            } else {
                if (side.seen == 0) {
                    side.frame = frame;
                    side.time = nanos;
                }
                int taken = side.size == 0 && side.length < 0 ? begin(fromClient, side, bytes, at)
                        : take(fromClient, side, bytes, at);
                if (taken < 0) {
                    // No message begins here: perhaps one does with the next segment.
                    side.reset();
                    return ++side.misses < MOST_LOST;
                }
                at += taken;
            }
            if (!show(fromClient, side, bytes, frame, nanos)) {
                return false;
            }
        }
        return true;
    }

    /** Begins a message. Where all of it that is shown lies in the segment, as nearly always, nothing is copied. */
    private int begin(boolean fromClient, Side side, ByteView bytes, int at) {
        int left = bytes.length() - at;
        int wanted = Math.min(kept, header(fromClient));
        if (left < wanted) {
            return take(fromClient, side, bytes, at);
        }
        view.point(bytes, at, wanted);
        long told = length(fromClient, view);
        int count = wanted;
        if (told == MORE && wanted < kept) {
            side.further++;
        } else if (told < wanted) {
            return -1;
        } else {
            side.length = told;
            count = (int) Math.min(left, Math.min(kept, told));
            if (told <= left || !fromClient && count == kept) {
                side.direct = at;
                side.size = count;
                side.seen = count;
                return count;
            }
        }
        side.keep(bytes, at, count);
        side.seen += count;
        return count;
    }

    /** Takes bytes of the part of a message that is kept; how many, -1 where no message is. */
    private int take(boolean fromClient, Side side, ByteView bytes, int at) {
        int left = bytes.length() - at;
        long wanted = side.length < 0 ? Math.min(kept, header(fromClient) + side.further) : Math.min(kept, side.length);
        // What a header needs may change while one is half there, with what the other side says.
        int count = (int) Math.max(0, Math.min(left, wanted - side.size));
        side.keep(bytes, at, count);
        side.seen += count;
        if (side.length < 0 && side.size >= wanted) {
            view.point(side.head, 0, side.size);
            long told = length(fromClient, view);
            if (told == MORE && side.size < kept) {
                side.further++;
                return count;
            }
            if (told < side.size) {
                return -1;
            }
            side.length = told;
        }
        return count;
    }

    private boolean show(boolean fromClient, Side side, ByteView bytes, long frame, long nanos) {
        boolean whole = side.seen == side.length;
        boolean ready = side.length >= 0 && side.size >= Math.min(kept, side.length);
        boolean more = true;
        if (ready && !side.shown && (whole || !fromClient)) {
            side.shown = true;
            side.misses = 0;
            if (fromClient) {
                events.at(frame, nanos);
            } else {
                events.at(held ? heldFrame : side.frame, held ? heldTime : side.time);
            }
            if (side.direct >= 0) {
                view.point(bytes, side.direct, side.size);
            } else {
                view.point(side.head, 0, side.size);
            }
            try {
                more = message(fromClient, view, side.length);
            } catch (IndexOutOfBoundsException shorterThanItSays) {
                events.malformed();
            }
        }
        if (whole && ready) {
            side.reset();
        }
        return more;
    }

    @Override
    public final boolean gap(boolean fromClient, long bytes) {
        Side side = fromClient ? client : server;
        boolean within = side.length >= 0 && side.size >= Math.min(kept, side.length) && side.length - side.seen > bytes;
        if (within) {
            side.seen += bytes;
            return true;
        }
        side.reset();
        held = false;
        return lost(fromClient);
    }

    /**
     * Messages of a side are missing.
     *
     * @return whether to go on
     */
    protected boolean lost(boolean fromClient) {
        return true;
    }
}
