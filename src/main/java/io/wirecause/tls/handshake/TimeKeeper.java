package io.wirecause.tls.handshake;

import io.wirecause.tcp.carrier.CarriedConnection;
import io.wirecause.tcp.carrier.Conditions;
import io.wirecause.tls.stream.Moment;

/** Divides the time of a handshake over TCP among the network, the server and the client. */
final class TimeKeeper {
    private static final long NEVER = CarriedConnection.NEVER;

    private TimeKeeper() {
    }

    static Timing measure(HandshakeTracker tracker) {
        Handshake handshake = tracker.handshake();
        CarriedConnection connection = tracker.connection();
        Moment start = handshake.at(Step.CLIENT_HELLO);
        if (connection == null || start == null) {
            return Timing.UNKNOWN;
        }
        long toAcceptor = between(connection.synTime(), connection.synAckTime());
        long toOpener = between(connection.synAckTime(), connection.establishedTime());
        boolean openerIsClient = tracker.isOpenerClient();
        Moment finished = later(handshake.at(Step.CLIENT_FINISHED), handshake.at(Step.SERVER_FINISHED));
        long total = tracker.isComplete() && finished != null ? finished.since(start) : -1;
        Moment answer = handshake.at(Step.SERVER_HELLO);
        long way = openerIsClient ? toAcceptor : toOpener;
        long server = handshake.helloEnd() == null || answer == null ? -1
                : without(answer.since(handshake.helloEnd()), way) + serverFinish(handshake, way);
        Conditions losses = tracker.losses();
        return new Timing(between(connection.synTime(), connection.establishedTime()), total, server,
                clientThink(handshake, openerIsClient ? toOpener : toAcceptor), connection.roundTrip(), roundTrips(handshake),
                losses.losses(), losses.lossNanos());
    }

    /** TLS 1.2 and older, no session taken up: the server answers the client's last flight too. */
    private static long serverFinish(Handshake handshake, long way) {
        Moment asked = handshake.at(Step.CLIENT_FINISHED);
        Moment answered = handshake.at(Step.SERVER_FINISHED);
        return asked == null || answered == null || answered.frame() <= asked.frame() ? 0 : without(answered.since(asked), way);
    }

    private static long clientThink(Handshake handshake, long way) {
        Moment asked = handshake.isEncryptedEarly() ? handshake.flights().serverFlightEnd : handshake.at(Step.SERVER_HELLO_DONE);
        Moment answered = handshake.at(Step.CLIENT_FINISHED);
        return asked == null || answered == null || answered.frame() < asked.frame() ? -1 : without(answered.since(asked), way);
    }

    /** How often the handshake goes there and back before the client may send; what the version and its way say. */
    private static int roundTrips(Handshake handshake) {
        if (handshake.choice() == null) {
            return 0;
        }
        int more = handshake.at(Step.HELLO_RETRY_REQUEST) == null ? 0 : 1;
        return handshake.isEncryptedEarly() || handshake.outcome() == TlsOutcome.RESUMED ? 1 + more : 2 + more;
    }

    private static long without(long nanos, long way) {
        return Math.max(0, nanos - Math.max(0, way));
    }

    private static Moment later(Moment a, Moment b) {
        return a == null || b != null && b.frame() > a.frame() ? b : a;
    }

    private static long between(long from, long to) {
        return from == NEVER || to == NEVER ? -1 : Math.max(0, to - from);
    }
}
