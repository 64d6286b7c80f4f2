package io.wirecause.tcp;

/**
 * The receive window that one side offers and how far the other side, the sender, fills it. Bytes in flight are what the
 * capture point sees: highest byte sent less highest byte acknowledged, there and then.
 *
 * <p>A layer of {@link EndpointMetrics}, which tells why it has layers.
 */
class Windows extends RoundTrips {
    /** Taken as the segment size where the receiver's SYN was not seen. */
    static final int USUAL_MSS = 1460;
    /**
     * A sender counts as having had more to send where it goes on this many times the wait after the window opened: at
     * the receiver's end of the path it takes one round trip to see that, and the wait was at least one.
     */
    private static final int PROMPT = 2;

    /** Fields of 16 bits; the least is above the greatest as long as there is none. */
    private char least = Character.MAX_VALUE;
    private char greatest;
    private boolean used;
    /** Below 2^30, as windows are (RFC 7323, section 2.3). */
    private int maxInFlight;
    /** Null before the window is zero or full. */
    private Pressure pressure;

    /** What many windows never come to. */
    private static final class Pressure {
        private final Closed closed = new Closed();
        private final Full full = new Full();
    }

    /** The times when the window was zero. */
    private static final class Closed {
        private boolean now;
        private int times;
        private int frame;
        private long since;
        private long nanos;
    }

    /** The times when the sender had to wait for the window. */
    private static final class Full {
        private boolean now;
        private boolean opened;
        private int times;
        private long since;
        private long openedAt;
        private long nanos;

        private void standing(boolean nowFull, long time) {
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

        private void sent(long time) {
            if (opened) {
                long waited = openedAt - since;
                if (waited > 0 && time - openedAt <= PROMPT * waited) {
                    times++;
                    nanos += waited;
                }
                opened = false;
                now = false;
            }
        }
    }

    /** Takes in the window field of a segment without SYN and RST, as it stands. */
    void offered(int window, long time, long frame) {
        used = true;
        least = (char) Math.min(least, window);
        greatest = (char) Math.max(greatest, window);
        if (window == 0) {
            close(time, frame);
        } else if (pressure != null && pressure.closed.now) {
            pressure.closed.now = false;
            pressure.closed.nanos += Math.max(0, time - pressure.closed.since);
        }
    }

    private void close(long time, long frame) {
        Closed closed = pressure().closed;
        if (closed.times == 0) {
            closed.frame = (int) frame;
        }
        if (!closed.now) {
            closed.now = true;
            closed.since = time;
            closed.times++;
        }
    }

    private Pressure pressure() {
        if (pressure == null) {
            pressure = new Pressure();
        }
        return pressure;
    }

    /** Takes in what is in flight to this side after new data was sent to it, below 2^30 bytes. */
    void sent(long inFlight, long time) {
        used = true;
        maxInFlight = (int) Math.max(maxInFlight, inFlight);
        if (pressure != null) {
            pressure.full.sent(time);
        }
    }

    /**
     * Takes in where window and flight stand after any segment of either side.
     *
     * @param window scaled, in bytes; -1 where it is not known
     * @param mss    largest segment that this side takes
     */
    void standing(long inFlight, long window, int mss, long time) {
        used = true;
        boolean nowFull = window >= 0 && inFlight + mss > window && (inFlight > 0 || window == 0);
        if (nowFull || pressure != null) {
            pressure().full.standing(nowFull, time);
        }
    }

    /** Whether there is anything to tell: a window was offered, or what is in flight to this side is known. */
    boolean windowsSeen() {
        return used;
    }

    /** Least window field seen, not scaled; -1 where none was. */
    int least() {
        return least > greatest ? -1 : least;
    }

    /** Greatest window field seen, not scaled; -1 where none was. */
    int greatest() {
        return least > greatest ? -1 : greatest;
    }

    /** How often it closed. */
    int zeroTimes() {
        return pressure == null ? 0 : pressure.closed.times;
    }

    /** Nanoseconds for which it was closed, up to the given last time of the connection. */
    long zeroNanos(long lastTime) {
        return pressure == null ? 0 : pressure.closed.nanos
                + (pressure.closed.now ? Math.max(0, lastTime - pressure.closed.since) : 0);
    }

    /** The frame that first closed it; 0 where none did. */
    long zeroFrame() {
        return pressure == null ? 0 : Integer.toUnsignedLong(pressure.closed.frame);
    }

    /** Most bytes in flight to this side. */
    long maxInFlight() {
        return maxInFlight;
    }

    /** How often the sender had to wait for this window and went on as soon as it opened. */
    int limitedTimes() {
        return pressure == null ? 0 : pressure.full.times;
    }

    /** For how long in all, nanoseconds. */
    long limitedNanos() {
        return pressure == null ? 0 : pressure.full.nanos;
    }
}
