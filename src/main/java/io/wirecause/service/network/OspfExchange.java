package io.wirecause.service.network;

import java.util.ArrayList;
import java.util.List;

/** The descriptions of its database that a router offers to another one: whether the exchange gets beyond its beginning. */
final class OspfExchange {
    /** Offers that were repeated as long without an end count. A router repeats one each 5 s. */
    private static final int REPEATED = 3;
    private static final long LONG_NANOS = 9_000_000_000L;
    private static final int MOST_FRAMES = 6;

    final String from;
    final String to;
    final List<Long> frames = new ArrayList<>(2);
    int offers;
    long since;
    long until;
    private boolean stuck;
    private boolean over;

    OspfExchange(String from, String to) {
        this.from = from;
        this.to = to;
    }

    /** The sender begins, perhaps anew. */
    void offer(long frame, long time) {
        if (offers == 0 || over && !stuck) {
            offers = 0;
            since = time;
            frames.clear();
        }
        over = false;
        offers++;
        until = time;
        stuck |= offers >= REPEATED && until - since >= LONG_NANOS;
        if (frames.size() < MOST_FRAMES) {
            frames.add(frame);
        }
    }

    /** The sender goes on. */
    void goOn() {
        over = true;
        if (!stuck) {
            offers = 0;
        }
    }

    boolean isStuck() {
        return stuck;
    }

    /** Whether it went on at last. */
    boolean isOver() {
        return over;
    }
}
