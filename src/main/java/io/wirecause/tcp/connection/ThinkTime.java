package io.wirecause.tcp.connection;

import io.wirecause.tcp.endpoint.CapturePoint;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.segment.Segment;

/**
 * Which endpoint kept the connection waiting. Think time is the time from the last byte of one endpoint to the first byte of the
 * other's answer, minus the round trip from the capture point to the one who answers. So is a pause of the same endpoint after
 * all it had sent was acknowledged, if it is near the capture point or the pause is long; else the network may have lost or
 * delayed its data. All other time until the last data is the network's: handshake, transfer, loss. What follows the last data
 * is neither. An answer whose first bytes were lost before the capture point counts as think time: nothing shows the loss.
 */
public final class ThinkTime {
    /** Far from the capture point, a shorter pause may be a loss, which takes a retransmission timeout; nanoseconds. */
    private static final long SURE_PAUSE = 1_000_000_000L;
    private static final long UNKNOWN = -1;

    private ThinkTime() {
    }

    /**
     * Takes in a segment with new data.
     *
     * @param answers  whether it acknowledges all that the peer has sent
     * @param inOrder  whether nothing is missing before it, nor before what it acknowledges
     * @param allAcked whether all data of its sender was acknowledged, and the peer's window is open
     */
    static void takeNewData(Segment segment, Connection connection, EndpointState from, EndpointState to, boolean answers,
                            boolean inOrder, boolean allAcked) {
        boolean fromClient = from == connection.client();
        long part = RoundTrips.shortestTo(from, to);
        long share = Math.max(0, part);
        if (!hasData(connection)) {
            long since = HandshakeTimes.completeAt(connection);
            if (since >= 0) {
                // The client's segment completed the handshake, so no round trip passed before its first data.
                WaitTimes.add(from, segment.time() - since - (fromClient ? 0 : share), connection.synAckAckFrame, segment.frame(),
                        false);
            }
        } else if (connection.lastDataFromA != segment.fromA()) {
            if (answers) {
                WaitTimes.countAnswer(from);
                WaitTimes.add(from, segment.time() - connection.lastDataTime - share, connection.lastDataFrame, segment.frame(),
                        true);
            }
            SlowAnswers.takeTurn(segment, connection, fromClient, inOrder && answers,
                    segment.time() - connection.lastDataTime - share);
        } else {
            long since = allAcked ? pauseSince(segment, from, to, part) : UNKNOWN;
            if (since >= 0) {
                WaitTimes.add(from, segment.time() - Math.max(connection.lastDataTime, since) - share, connection.lastDataFrame,
                        segment.frame(), false);
            }
            SlowAnswers.takeMore(segment, connection, fromClient, segment.time() - connection.lastDataTime);
        }
        connection.lastDataAsksNothing = SlowAnswers.asksNothing(segment);
        connection.lastDataFromA = segment.fromA();
        connection.lastDataTime = segment.time();
        connection.lastDataFrame = (int) segment.frame();
    }

    /** Since when the sender pauses: its data was acknowledged; unknown where the pause may be the network's. */
    private static long pauseSince(Segment segment, EndpointState from, EndpointState to, long part) {
        boolean near = CapturePoint.isNear(part, RoundTrips.shortestTo(to, from));
        long since = from.acknowledgedAt();
        return near || segment.time() - since > SURE_PAUSE ? since : UNKNOWN;
    }

    /** Takes in retransmitted data: the peer may have received it only now. */
    static void takeRepeatedData(Segment segment, Connection connection) {
        if (hasData(connection) && connection.lastDataFromA == segment.fromA()) {
            connection.lastDataTime = Math.max(connection.lastDataTime, segment.time());
        }
    }

    /** Whether the connection has carried data. */
    public static boolean hasData(Connection connection) {
        return connection.lastDataFrame != 0;
    }

    /** Whether the client sent the last data: nothing answers it. */
    public static boolean isLastFromClient(Connection connection) {
        return connection.lastDataFromClient();
    }

    /** Whether the server owes an answer: the client sent the last data, which asks for one. */
    public static boolean isAnswerOwed(Connection connection) {
        return connection.lastDataFromClient() && !connection.lastDataAsksNothing;
    }

    /** When its last data was seen, nanoseconds; meaningful only if it {@link #hasData}. */
    public static long lastDataTime(Connection connection) {
        return connection.lastDataTime;
    }
}
