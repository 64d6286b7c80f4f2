package io.wirecause.tls.handshake;

/**
 * How long the parts of a handshake took, nanoseconds; -1 where it is not known.
 *
 * @param setUp       of the transport: TCP's handshake
 * @param total       from the ClientHello to the end of the handshake
 * @param serverThink the server, from each message of the client's that it answers to its answer, without the way there and back
 * @param clientThink the client, from the server's last message to its own answer, without the way there and back
 * @param roundTrip   the way there and back between the hosts
 * @param roundTrips  how often the handshake went there and back
 * @param losses      segments that were lost meanwhile, in both directions
 * @param lossNanos   what these losses cost at most
 */
public record Timing(long setUp, long total, long serverThink, long clientThink, long roundTrip, int roundTrips, int losses,
                     long lossNanos) {
    /** Nothing measured. */
    public static final Timing UNKNOWN = new Timing(-1, -1, -1, -1, -1, 0, 0, 0);
}
