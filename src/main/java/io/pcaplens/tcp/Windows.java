package io.pcaplens.tcp;

/**
 * The receive window that one side offers and how far the other side, the sender, fills it. Bytes in flight are what the
 * capture point sees: highest byte sent less highest byte acknowledged, there and then.
 */
final class Windows {
    /** Taken as the segment size where the receiver's SYN was not seen. */
    static final int USUAL_MSS = 1460;
    /**
     * A sender counts as having had more to send where it goes on this many times the wait after the window opened: at
     * the receiver's end of the path it takes one round trip to see that, and the wait was at least one.
     */
    private static final int PROMPT = 2;

    private int least = -1;
    private int greatest = -1;
    private boolean zero;
    private int zeroTimes;
    private long zeroSince;
    private long zeroNanos;
    private long zeroFrame;

    private long maxInFlight;
    private boolean full;
    private long fullSince;
    private boolean opened;
    private long openedAt;
    private int limitedTimes;
    private long limitedNanos;

    /** Takes in the window field of a segment without SYN and RST, as it stands. */
    void offered(int window, long time, long frame) {
        least = least < 0 ? window : Math.min(least, window);
        greatest = Math.max(greatest, window);
        if (window == 0 && !zero) {
            zero = true;
            zeroSince = time;
            if (zeroTimes++ == 0) {
                zeroFrame = frame;
            }
        } else if (window != 0 && zero) {
            zero = false;
            zeroNanos += Math.max(0, time - zeroSince);
        }
    }

    /** Takes in what is in flight to this side after new data was sent to it. */
    void sent(long inFlight, long time) {
        maxInFlight = Math.max(maxInFlight, inFlight);
        if (opened) {
            long waited = openedAt - fullSince;
            if (waited > 0 && time - openedAt <= PROMPT * waited) {
                limitedTimes++;
                limitedNanos += waited;
            }
            opened = false;
            full = false;
        }
    }

    /**
     * Takes in where window and flight stand after any segment of either side.
     *
     * @param window scaled, in bytes; -1 where it is not known
     * @param mss    largest segment that this side takes
     */
    void standing(long inFlight, long window, int mss, long time) {
        boolean nowFull = window >= 0 && inFlight + mss > window && (inFlight > 0 || window == 0);
        if (nowFull && !full) {
            full = true;
            fullSince = time;
        } else if (nowFull) {
            opened = false;
        } else if (full && !opened) {
            opened = true;
            openedAt = time;
        }
    }

    /** Least window field seen, not scaled; -1 where none was. */
    int least() {
        return least;
    }

    /** Greatest window field seen, not scaled; -1 where none was. */
    int greatest() {
        return greatest;
    }

    /** How often it closed. */
    int zeroTimes() {
        return zeroTimes;
    }

    /** Nanoseconds for which it was closed, up to the given last time of the connection. */
    long zeroNanos(long lastTime) {
        return zeroNanos + (zero ? Math.max(0, lastTime - zeroSince) : 0);
    }

    /** The frame that first closed it; 0 where none did. */
    long zeroFrame() {
        return zeroFrame;
    }

    /** Most bytes in flight to this side. */
    long maxInFlight() {
        return maxInFlight;
    }

    /** How often the sender had to wait for this window and went on as soon as it opened. */
    int limitedTimes() {
        return limitedTimes;
    }

    /** For how long in all, nanoseconds. */
    long limitedNanos() {
        return limitedNanos;
    }
}
