package io.wirecause.tcp.endpoint;

/**
 * The receive window that an endpoint offers, and how far its peer, the sender, fills it. Bytes in flight are those seen at the
 * capture point: highest byte sent minus highest byte acknowledged.
 */
public final class Windows {
    /**
     * A sender had more to send if it continues within this many times its wait after the window opened: seen from the
     * receiver's end of the path that takes one round trip, and the wait was at least one.
     */
    private static final int PROMPT = 2;

    private Windows() {
    }

    /** Of a window that was zero or full. */
    static final class Pressure {
        private final Closed closed = new Closed();
        private final Full full = new Full();
    }

    /** When the window was zero. */
    private static final class Closed {
        private boolean now;
        private int times;
        private int frame;
        private long since;
        private long nanos;
    }

    /** When the sender had to wait for the window. */
    private static final class Full {
        private boolean now;
        private boolean opened;
        private int times;
        private int frame;
        private long since;
        private long openedAt;
        private long nanos;

        private void update(boolean nowFull, long time) {
            if (nowFull && !now) {
                now = true;
                since = time;
            } else if (nowFull) {
                opened = false;
            } else if (now && !opened) {
                opened = true;
                openedAt = time;
            }
        }

        private void resume(long time, long frame) {
            if (opened) {
                long waited = openedAt - since;
                if (waited > 0 && time - openedAt <= PROMPT * waited) {
                    this.frame = times++ == 0 ? (int) frame : this.frame;
                    nanos += waited;
                }
                opened = false;
                now = false;
            }
        }
    }

    /** Takes in the window field, not scaled, of a segment without SYN and RST. */
    public static void takeField(EndpointState receiver, int field, long time, long frame) {
        receiver.leastWindow = (char) Math.min(receiver.leastWindow, field);
        receiver.greatestWindow = (char) Math.max(receiver.greatestWindow, field);
        Pressure pressure = receiver.pressure;
        if (field == 0) {
            close(receiver, time, frame);
        } else if (pressure != null && pressure.closed.now) {
            pressure.closed.now = false;
            pressure.closed.nanos += Math.max(0, time - pressure.closed.since);
        }
    }

    private static void close(EndpointState receiver, long time, long frame) {
        Closed closed = pressure(receiver).closed;
        if (closed.times == 0) {
            closed.frame = (int) frame;
        }
        if (!closed.now) {
            closed.now = true;
            closed.since = time;
            closed.times++;
        }
    }

    private static Pressure pressure(EndpointState receiver) {
        if (receiver.pressure == null) {
            receiver.pressure = new Pressure();
        }
        return receiver.pressure;
    }

    /** Takes in the bytes in flight to the receiver after new data was sent to it, below 2^30. */
    public static void takeNewData(EndpointState receiver, long inFlight, long time, long frame) {
        receiver.maxInFlight = (int) Math.max(receiver.maxInFlight, inFlight);
        if (receiver.pressure != null) {
            receiver.pressure.full.resume(time, frame);
        }
    }

    /**
     * Compares what is in flight with the window, after any segment of either endpoint.
     *
     * @param window scaled, in bytes; -1 where it is not known
     * @param mss    largest segment that the receiver accepts
     */
    public static void compare(EndpointState receiver, long inFlight, long window, int mss, long time) {
        receiver.maxInFlight = Math.max(receiver.maxInFlight, 0);
        boolean nowFull = window >= 0 && inFlight + mss > window && (inFlight > 0 || window == 0);
        if (nowFull || receiver.pressure != null) {
            pressure(receiver).full.update(nowFull, time);
        }
    }

    /** Whether a window was offered, or what is in flight to the receiver is known. */
    public static boolean isKnown(EndpointState receiver) {
        return receiver.maxInFlight >= 0 || least(receiver) >= 0;
    }

    /** Least window field seen, not scaled; -1 where there is none. */
    public static int least(EndpointState receiver) {
        return receiver.leastWindow > receiver.greatestWindow ? -1 : receiver.leastWindow;
    }

    /** Greatest window field seen, not scaled; -1 where there is none. */
    public static int greatest(EndpointState receiver) {
        return receiver.leastWindow > receiver.greatestWindow ? -1 : receiver.greatestWindow;
    }

    /** How often it closed. */
    public static int zeroTimes(EndpointState receiver) {
        return receiver.pressure == null ? 0 : receiver.pressure.closed.times;
    }

    /** Nanoseconds for which it was closed, up to the given last time of the connection. */
    public static long zeroNanos(EndpointState receiver, long lastTime) {
        Pressure pressure = receiver.pressure;
        return pressure == null ? 0 : pressure.closed.nanos
                + (pressure.closed.now ? Math.max(0, lastTime - pressure.closed.since) : 0);
    }

    /** The frame that first closed it; 0 where none did. */
    public static long zeroFrame(EndpointState receiver) {
        return receiver.pressure == null ? 0 : Integer.toUnsignedLong(receiver.pressure.closed.frame);
    }

    /** Most bytes in flight to the receiver. */
    public static long maxInFlight(EndpointState receiver) {
        return Math.max(receiver.maxInFlight, 0);
    }

    /** How often the sender had to wait for this window and continued as soon as it opened. */
    public static int limitedTimes(EndpointState receiver) {
        return receiver.pressure == null ? 0 : receiver.pressure.full.times;
    }

    /** The frame with which the sender first continued after such a wait; 0 where it never did. */
    public static long limitedFrame(EndpointState receiver) {
        return receiver.pressure == null ? 0 : Integer.toUnsignedLong(receiver.pressure.full.frame);
    }

    /** For how long in total, nanoseconds. */
    public static long limitedNanos(EndpointState receiver) {
        return receiver.pressure == null ? 0 : receiver.pressure.full.nanos;
    }
}
