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

    /**
     * Reads for these events.
     *
     * @param kept bytes of a message that are shown at most
     */
    protected BinaryDecoder(ServiceEvents events, int kept) {
        this.events = events;
        this.kept = kept;
    }

    /** One direction. */
    private final class Side {
        private byte[] head;
        private int size;
        /** Bytes of the message, -1 where they are not known yet. */
        private long length = -1;
        /** Bytes of it seen. */
        private long seen;
        private boolean shown;
        private int misses;
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
        }
    }

    /** Bytes that {@link #length} needs, at least 1 and at most those kept. */
    protected abstract int header(boolean fromClient);

    /**
     * How long a message is.
     *
     * @param header its first bytes, at least {@link #header} of them
     * @return bytes with the header, at least as many as that; -1 where this is no message
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
                int taken = take(fromClient, side, bytes, at);
                if (taken < 0) {
                    // No message begins here: perhaps one does with the next segment.
                    side.reset();
                    return ++side.misses < MOST_LOST;
                }
                at += taken;
            }
            if (!show(fromClient, side, frame, nanos)) {
                return false;
            }
        }
        return true;
    }

    /** Takes bytes of the part of a message that is kept; how many, -1 where no message is. */
    private int take(boolean fromClient, Side side, ByteView bytes, int at) {
        int left = bytes.length() - at;
        long wanted = side.length < 0 ? Math.min(kept, header(fromClient)) : Math.min(kept, side.length);
        int count = (int) Math.min(left, wanted - side.size);
        side.keep(bytes, at, count);
        side.seen += count;
        if (side.length < 0 && side.size >= wanted) {
            view.point(side.head, 0, side.size);
            side.length = length(fromClient, view);
            if (side.length < side.size) {
                return -1;
            }
        }
        return count;
    }

    private boolean show(boolean fromClient, Side side, long frame, long nanos) {
        boolean whole = side.seen == side.length;
        boolean ready = side.length >= 0 && side.size >= Math.min(kept, side.length);
        boolean more = true;
        if (ready && !side.shown && (whole || !fromClient)) {
            side.shown = true;
            side.misses = 0;
            events.at(fromClient ? frame : side.frame, fromClient ? nanos : side.time);
            view.point(side.head, 0, side.size);
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
