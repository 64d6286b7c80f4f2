package io.wirecause.tcp.connection;

import io.wirecause.tcp.segment.Segment;

/** Gaps in time between one segment of a connection and the next, from either endpoint. */
public final class IdleGaps {
    /** A longer gap counts as idle; people and keep-alives, not networks, make such gaps. Nanoseconds. */
    static final long IDLE_GAP_NANOS = 1_000_000_000L;

    private IdleGaps() {
    }

    /** The gaps that count as idle. */
    static final class Total {
        private int times;
        private long nanos;
    }

    /** Takes in a segment, and makes it the last one of the connection. */
    static void take(Segment segment, Connection connection) {
        if (connection.lastFrame != 0) {
            long gap = segment.time() - connection.lastTime;
            if (gap >= Termination.IDLE_NANOS && gap > Termination.LONGER * connection.longestGap) {
                connection.terminating().idle(gap, connection.packets());
            }
            add(connection, gap, connection.lastFrame, (int) segment.frame());
        }
        connection.lastFrame = (int) segment.frame();
        connection.lastTime = segment.time();
    }

    static void add(Connection connection, long nanos, int after, int before) {
        if (nanos > connection.longestGap) {
            connection.longestGap = nanos;
            connection.longestGapAfter = after;
            connection.longestGapBefore = before;
        }
        if (nanos > IDLE_GAP_NANOS) {
            Total idle = connection.idleGaps == null ? new Total() : connection.idleGaps;
            idle.times++;
            idle.nanos += nanos;
            connection.idleGaps = idle;
        }
    }

    /** The longest gap in nanoseconds; 0 where there is none. */
    public static long longest(Connection connection) {
        return connection.longestGap;
    }

    /** The frame before the longest gap; 0 where there is none. */
    public static long longestAfter(Connection connection) {
        return Integer.toUnsignedLong(connection.longestGapAfter);
    }

    /** The frame after the longest gap; 0 where there is none. */
    public static long longestBefore(Connection connection) {
        return Integer.toUnsignedLong(connection.longestGapBefore);
    }

    /** Gaps of more than a second. */
    public static int idleTimes(Connection connection) {
        return connection.idleGaps == null ? 0 : connection.idleGaps.times;
    }

    /** These gaps together, nanoseconds. */
    public static long idleNanos(Connection connection) {
        return connection.idleGaps == null ? 0 : connection.idleGaps.nanos;
    }
}
