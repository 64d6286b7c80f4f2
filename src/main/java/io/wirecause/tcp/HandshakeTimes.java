package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;

/**
 * The two parts of the handshake's round trip at the capture point: from there to the server and back (SYN to SYN-ACK)
 * and to the client and back (SYN-ACK to ACK). A part is known only where neither of its segments was sent twice: else
 * nothing tells which one was answered.
 *
 * <p>A layer of {@link Connection}; {@link EndpointState} tells why there are layers.
 */
class HandshakeTimes extends WiresharkHandshake {
    /** Told apart are none, one and more. */
    private static final int SEVERAL = 2;

    private byte syns;
    private byte synAcks;
    private boolean complete;
    private int completeFrame;
    /** When the last SYN was seen; with a SYN-ACK, the part of the server, -1 where it is not known. */
    private long synAtOrServerPart = -1;
    /** When the SYN-ACK was seen; once {@link #complete}, the ACK of it. */
    private long answeredAt;
    private long clientPart = -1;

    /** Takes in a segment of the connection. */
    void segment(int flags, boolean fromClient, int payload, long time, long frame) {
        if (complete || (flags & TcpFlags.RST) != 0) {
            return;
        }
        if ((flags & TcpFlags.SYN) != 0) {
            syn((flags & TcpFlags.ACK) != 0, fromClient, time);
        } else if (fromClient && synAcks > 0 && (flags & TcpFlags.ACK) != 0) {
            // With data the client's ACK may have waited for its application.
            if (synAcks == 1 && payload == 0 && time >= answeredAt) {
                clientPart = time - answeredAt;
            }
            complete = true;
            answeredAt = time;
            completeFrame = (int) frame;
        }
    }

    private void syn(boolean ack, boolean fromClient, long time) {
        if (!ack) {
            // A SYN of both sides (simultaneous open) has no such parts.
            syns = (byte) Math.min(SEVERAL, fromClient ? syns + 1 : SEVERAL);
            if (synAcks == 0) {
                synAtOrServerPart = time;
            }
        } else if (!fromClient) {
            boolean known = syns == 1 && synAcks == 0 && time >= synAtOrServerPart;
            synAtOrServerPart = known ? time - synAtOrServerPart : -1;
            synAcks = (byte) Math.min(SEVERAL, synAcks + 1);
            answeredAt = time;
        }
    }

    /** Whether SYN-ACK and ACK were seen. */
    boolean complete() {
        return complete;
    }

    /** When the ACK of the SYN-ACK was seen, in nanoseconds; counts only where {@link #complete}. */
    long completeAt() {
        return answeredAt;
    }

    /** The frame of it. */
    long completeFrame() {
        return Integer.toUnsignedLong(completeFrame);
    }

    /** From the SYN to the SYN-ACK in nanoseconds; -1 where it is not known. */
    long serverPart() {
        return synAcks == 0 ? -1 : synAtOrServerPart;
    }

    /** From the SYN-ACK to the ACK in nanoseconds; -1 where it is not known. */
    long clientPart() {
        return clientPart;
    }
}
