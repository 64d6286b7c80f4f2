package io.pcaplens.tcp;

/** Gaps in time between one segment of a connection and the next, of either side. */
final class Silence {
    /** A gap longer than this counts as idle; people and keep-alives, not networks, make such gaps. Nanoseconds. */
    static final long IDLE_NANOS = 1_000_000_000L;

    private boolean started;
    private long lastTime;
    private long lastFrame;
    private long longest;
    private long longestAfter;
    private long longestBefore;
    private int idleTimes;
    private long idleNanos;

    /** Takes in a segment; time in nanoseconds. */
    void segment(long time, long frame) {
        long gap = time - lastTime;
        if (started && gap > longest) {
            longest = gap;
            longestAfter = lastFrame;
            longestBefore = frame;
        }
        if (started && gap > IDLE_NANOS) {
            idleTimes++;
            idleNanos += gap;
        }
        started = true;
        lastTime = time;
        lastFrame = frame;
    }

    /** The longest gap in nanoseconds; 0 where there is none. */
    long longest() {
        return longest;
    }

    /** The frame before the longest gap; 0 where there is none. */
    long longestAfter() {
        return longestAfter;
    }

    /** The frame behind the longest gap; 0 where there is none. */
    long longestBefore() {
        return longestBefore;
    }

    /** Gaps longer than {@link #IDLE_NANOS}. */
    int idleTimes() {
        return idleTimes;
    }

    /** These gaps together, nanoseconds. */
    long idleNanos() {
        return idleNanos;
    }
}
