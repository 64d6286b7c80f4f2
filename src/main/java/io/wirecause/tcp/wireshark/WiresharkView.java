package io.wirecause.tcp.wireshark;

import io.wirecause.packet.TcpFlags;

/**
 * One connection as Wireshark shows it: the counts of its flags, {@code tcp.completeness}, and what {@link WiresharkAnalysis}
 * remembers from one segment to the next.
 */
public final class WiresharkView {
    private static final int COMPLETE_SYN = 1;
    private static final int COMPLETE_SYN_ACK = 2;
    private static final int COMPLETE_ACK = 4;
    private static final int COMPLETE_DATA = 8;
    private static final int COMPLETE_FIN = 16;
    private static final int COMPLETE_RST = 32;

    private WiresharkSender a = WiresharkSender.SILENT;
    private WiresharkSender b = WiresharkSender.SILENT;
    private WiresharkFlagCounts counts = WiresharkFlagCounts.NONE;
    private final boolean reusesPorts;
    private byte completeness;
    private boolean synSeen;
    private boolean synAckSeen;
    private boolean timed;
    /** Time of the last SYN; if {@link #timed}, the round trip of the handshake; nanoseconds. */
    private long handshakeNanos;

    /**
     * A connection without a segment.
     *
     * @param reusesPorts whether its endpoints had a connection before
     */
    public WiresharkView(boolean reusesPorts) {
        this.reusesPorts = reusesPorts;
    }

    /** How often its segments got which flag. */
    public WiresharkFlagCounts counts() {
        return counts;
    }

    /** Wireshark's {@code tcp.completeness}: the sum of 1 SYN, 2 SYN-ACK, 4 ACK, 8 data, 16 FIN, 32 RST. */
    public int completeness() {
        return completeness;
    }

    /** A sender, to be written. */
    WiresharkSender sender(boolean isA) {
        if (isA && a == WiresharkSender.SILENT) {
            a = new WiresharkSender();
        } else if (!isA && b == WiresharkSender.SILENT) {
            b = new WiresharkSender();
        }
        return isA ? a : b;
    }

    /** A receiver; written only if it has sent something. */
    WiresharkSender receiver(boolean isA) {
        return isA ? a : b;
    }

    /** Whether the next segment is the first one on ports that had a connection before. */
    boolean isFirstOnReusedPorts() {
        return reusesPorts && !a.seen && !b.seen;
    }

    void count(int flags) {
        if (counts == WiresharkFlagCounts.NONE) {
            counts = new WiresharkFlagCounts();
        }
        counts.add(flags);
    }

    /** Adds what a segment contributes to the completeness. */
    void complete(int flags, int payload) {
        boolean syn = (flags & TcpFlags.SYN) != 0;
        boolean ack = (flags & TcpFlags.ACK) != 0;
        if (syn) {
            completeness |= ack ? COMPLETE_SYN_ACK : COMPLETE_SYN;
        } else if (ack && payload == 0) {
            completeness |= COMPLETE_ACK;
        }
        // As tshark answers: the payload of a SYN-ACK and a FIN without ACK do not count.
        if (payload > 0 && !(syn && ack)) {
            completeness |= COMPLETE_DATA;
        }
        completeness |= (flags & TcpFlags.FIN) != 0 && ack ? COMPLETE_FIN : 0;
        completeness |= (flags & TcpFlags.RST) != 0 ? COMPLETE_RST : 0;
    }

    /** Times the handshake, from the last SYN to the first empty ACK after a SYN-ACK. */
    void timeHandshake(int flags, int payload, long time) {
        if (timed) {
            return;
        }
        boolean ack = (flags & TcpFlags.ACK) != 0;
        if ((flags & TcpFlags.SYN) == 0) {
            timed = synSeen && synAckSeen && ack && payload == 0 && (flags & (TcpFlags.FIN | TcpFlags.RST)) == 0
                    && time != handshakeNanos;
            handshakeNanos = timed ? time - handshakeNanos : handshakeNanos;
        } else if (ack) {
            synAckSeen = true;
        } else {
            // The last SYN counts: Wireshark does not check which one the SYN-ACK answers.
            synSeen = true;
            handshakeNanos = time;
        }
    }

    /** Wireshark's {@code tcp.analysis.initial_rtt} in nanoseconds; 0 where it is not known. */
    long initialRoundTrip() {
        return timed ? handshakeNanos : 0;
    }
}
