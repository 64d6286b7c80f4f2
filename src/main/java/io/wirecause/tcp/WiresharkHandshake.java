package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;

/**
 * The round trip of the handshake as {@link WiresharkAnalysis} takes it: from the last SYN to the first empty ACK behind a
 * SYN-ACK.
 *
 * <p>A layer of {@link Connection}; {@link EndpointState} tells why there are layers.
 */
class WiresharkHandshake extends IdleGaps {
    private boolean synSeen;
    private boolean synAckSeen;
    private boolean timed;
    /** When the last SYN was seen; once {@link #timed}, the round trip; nanoseconds. */
    private long nanos;

    /** Takes in a segment of either side. */
    void opened(int flags, int payload, long time) {
        if (timed) {
            return;
        }
        boolean ack = (flags & TcpFlags.ACK) != 0;
        if ((flags & TcpFlags.SYN) == 0) {
            timed = synSeen && synAckSeen && ack && payload == 0 && (flags & (TcpFlags.FIN | TcpFlags.RST)) == 0 && time != nanos;
            nanos = timed ? time - nanos : nanos;
        } else if (ack) {
            synAckSeen = true;
        } else {
            // The last SYN counts: which one the SYN-ACK answers is not told apart.
            synSeen = true;
            nanos = time;
        }
    }

    /** Nanoseconds; 0 where it is not known. */
    long initialRoundTrip() {
        return timed ? nanos : 0;
    }
}
