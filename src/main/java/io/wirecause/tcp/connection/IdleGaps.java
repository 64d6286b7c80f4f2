package io.wirecause.tcp.connection;

import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.segment.Segment;

/** Gaps in time between one segment of a connection and the next, from either endpoint. */
public final class IdleGaps {
    /** A longer gap counts as idle; people and keep-alives, not networks, make such gaps. Nanoseconds. */
    static final long IDLE_GAP_NANOS = 1_000_000_000L;

    /** A silence that may have cost a connection its entry in a table, at least; and in round trips. Nanoseconds. */
    private static final long SILENCE_NANOS = 500_000_000L;
    private static final int ROUND_TRIPS = 10;
    /** Segments within which a silence has just ended. */
    private static final int SEGMENTS_AFTER = 4;

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
            if (gap > connection.longestGap) {
                connection.gapStandsOut = gap > Termination.LONGER * connection.longestGap;
                connection.gapEndedByA = segment.fromA();
                connection.packetsAtGap = (int) connection.packets();
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

    /**
     * The silence that an endpoint has just ended by what it sent: far longer than a round trip and than any silence before, and
     * longer than hosts take to think; nanoseconds, 0 where there is none.
     */
    static long ended(Connection connection, EndpointState by) {
        boolean just = connection.gapStandsOut && (connection.gapEndedByA ? connection.a() : connection.b()) == by
                && (int) connection.packets() - connection.packetsAtGap <= SEGMENTS_AFTER;
        long least = Math.max(SILENCE_NANOS, ROUND_TRIPS * connection.handshakeNanos());
        return just && connection.longestGap >= least ? connection.longestGap : 0;
    }

    /** Takes in a retransmission, which was counted: whether nothing was heard from the peer since a silence was ended. */
    static void takeRetransmission(Connection connection, EndpointState from) {
        if (from.recovery().unanswered() == 1 && from.hasSentData()) {
            long silence = ended(connection, from);
            if (silence > 0 || connection.rare().silence > 0) {
                connection.rareEvents().silence = silence;
            }
        }
    }

    /** How long it was silent before an endpoint sent what got no answer first; nanoseconds, 0 where that does not hold. */
    public static long beforeUnanswered(Connection connection) {
        return connection.rare().silence;
    }

    /** Takes in data of the server, before its time is kept: whether it only says good-bye, behind a silence of its own. */
    static void takeGoodbye(Segment segment, Connection connection, EndpointState from) {
        boolean behindSilence = from.hasSentData() && segment.time() - from.lastData() >= SILENCE_NANOS;
        if (behindSilence && from == connection.server() && SlowAnswers.asksNothing(segment)) {
            connection.rareEvents().goodbyeAt = segment.time();
            connection.rareEvents().beforeGoodbyeAt = from.lastData();
        }
    }

    /**
     * Takes in the FIN of the server, where it closes first. It counts from what the server itself sent last, data or the
     * acknowledgement of data, so that the path does not matter; what of the client is still on its way does not matter either.
     */
    static void takeClose(Segment segment, Connection connection, EndpointState server, EndpointState client) {
        if (server.hasSentData() && segment.payload() == 0) {
            boolean goodbye = connection.rare().goodbyeAt == server.lastData();
            long last = goodbye ? connection.rare().beforeGoodbyeAt : server.lastData();
            long silence = segment.time() - Math.max(last, client.acknowledgedAt());
            boolean owes = ThinkTime.isAnswerOwed(connection) && client.isFullyAcknowledged(server);
            if (silence >= SILENCE_NANOS && !owes) {
                connection.rareEvents().beforeClose = silence;
            }
        }
    }

    /**
     * How long the server had sent nothing when it closed an idle connection, good-byes aside; nanoseconds, 0 where that was not
     * so, or less than half a second.
     */
    public static long beforeClose(Connection connection) {
        return connection.rare().beforeClose;
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
