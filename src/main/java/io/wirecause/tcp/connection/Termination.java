package io.wirecause.tcp.connection;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.Stray;
import io.wirecause.tcp.segment.Segment;

/** What cut a connection short, or may have: its first RST, an ICMP error about it, a long idle time before. */
public final class Termination {
    /** Of a connection without any of this; never written. */
    static final Termination NONE = new Termination();
    /** Idle time before a reset from which on it may be the cause: servers close idle connections from 5 s on; nanoseconds. */
    static final long IDLE_NANOS = 4_500_000_000L;
    /** It is the cause only if the connection was never silent nearly as long before: then it would have ended there. */
    static final double LONGER = 1.2;
    /** Data that was under way when a RST came arrives within this time, where the round trip is not known to be longer. */
    private static final long IN_FLIGHT_NANOS = 100_000_000L;
    /** Segments after the idle time within which a reset is attributed to it. */
    private static final int SEGMENTS_AFTER_IDLE = 4;
    /** The last words of an endpoint that closes, such as a TLS alert, are shorter. */
    static final int GOODBYE_BYTES = 64;

    private EndpointState resetBy;
    private int resetFrame;
    private long resetTime;
    private int furtherResets;
    /** The offset after the highest byte of its sender then. */
    private long nextAtReset;
    /** The offset after what its receiver sent later than it must have come; 0 for nothing. */
    private long peerAlive;
    private boolean resetBeforeClose;
    private boolean resetInSetup;
    private boolean resetAfterIdle;
    private boolean resetWhileIdle;
    private boolean allAcknowledgedAtReset;
    private boolean resetHasAck;
    private boolean resetAtPeersAck;
    private boolean peerHadClosed;
    private boolean onlyGoodbyeOpen;
    private boolean peerClosedAfter;
    private int packetsAfterReset;
    private long idleNanos;
    private long packetsAtIdleEnd;
    /** The client's data that met the server's FIN: frame of its last segment, and bytes lost with it; 0 for none. */
    private int crossingFrame;
    private long lostBytes;
    /** Type times 256 plus code; -1 for none. */
    private int icmpError = -1;
    private int icmpErrorFrame;

    /** An idle time of {@link #IDLE_NANOS} or more ended, after this many segments. */
    void idle(long nanos, long packets) {
        idleNanos = nanos;
        packetsAtIdleEnd = packets;
    }

    /** The first RST answers what ended a silence of this length, shorter than {@link #IDLE_NANOS}. */
    void resetAfter(long silence) {
        if (!resetAfterIdle && silence > 0) {
            resetAfterIdle = true;
            idleNanos = silence;
        }
    }

    /**
     * A RST; the first one counts.
     *
     * @param inSetup      whether nothing showed until then that the connection was established
     * @param beforeClose  whether it came before its sender had closed and before both had
     * @param mine         bytes of its sender that were not acknowledged
     * @param peers        bytes of its receiver that were not acknowledged
     * @param packets      segments so far, this one included
     */
    void reset(Segment segment, EndpointState by, EndpointState peer, boolean inSetup, boolean beforeClose, long mine, long peers,
            long packets) {
        if (resetBy == null) {
            resetBy = by;
            resetFrame = (int) segment.frame();
            resetTime = segment.time();
            nextAtReset = by.next();
            resetInSetup = inSetup;
            resetBeforeClose = beforeClose;
            resetAfterIdle = idleNanos > 0 && packets - packetsAtIdleEnd <= SEGMENTS_AFTER_IDLE;
            resetWhileIdle = resetAfterIdle && packets - packetsAtIdleEnd <= 1;
            allAcknowledgedAtReset = mine + peers == 0;
            onlyGoodbyeOpen = mine == 0 && peers <= GOODBYE_BYTES;
            resetHasAck = segment.has(TcpFlags.ACK);
            resetAtPeersAck = peer.acknowledges(segment.sequence());
            peerHadClosed = peer.finSeen();
        } else {
            furtherResets++;
        }
    }

    /** Whether the connection goes on after the first RST: its receiver acknowledges what came in its sender's name after it. */
    boolean isRefuted(EndpointState peer) {
        return resetBy.acknowledgedBy(peer) > nextAtReset || peerAlive > 0 && peer.acknowledgedBy(resetBy) >= peerAlive;
    }

    /** Forgets the first RST, which its receiver ignored; the next one counts. */
    void refute() {
        resetBy.straying().count(Stray.IGNORED_RESET, 1 + furtherResets, resetFrame());
        EndpointAnomalies.passOverReset(resetBy);
        furtherResets = 0;
        resetBy = null;
        resetFrame = 0;
        resetAfterIdle = false;
        resetWhileIdle = false;
        packetsAfterReset = 0;
        peerClosedAfter = false;
        peerAlive = 0;
        lostBytes = 0;
    }

    /** A segment without RST after the first RST. */
    void afterReset(Segment segment, EndpointState from, boolean isNew, long roundTrip) {
        if (from != resetBy && isNew && segment.time() - resetTime > Math.max(2 * roundTrip, IN_FLIGHT_NANOS)) {
            peerAlive = from.next();
        }
        if (from == resetBy) {
            packetsAfterReset++;
        } else if (segment.has(TcpFlags.FIN)) {
            peerClosedAfter = true;
        }
    }

    /** Data of the client and the FIN of the server met on the way. */
    void crossing(long lastFrame) {
        crossingFrame = (int) lastFrame;
    }

    /** These bytes of the client's were not acknowledged when the server, which had closed, reset the connection. */
    void lost(long bytes) {
        lostBytes = bytes;
    }

    /** An ICMP error, type times 256 plus code, quotes a segment; the first one counts. */
    void icmpError(int typeAndCode, long frame) {
        if (icmpError < 0) {
            icmpError = typeAndCode;
            icmpErrorFrame = (int) frame;
        }
    }

    /** Who sent the first RST; null where there is none. */
    public EndpointState resetBy() {
        return resetBy;
    }

    /** The frame of the first RST; 0 where there is none. */
    public long resetFrame() {
        return Integer.toUnsignedLong(resetFrame);
    }

    /** Whether the first RST came before anything showed that the connection was established. */
    public boolean resetInSetup() {
        return resetInSetup;
    }

    /** Whether the first RST came before its sender had closed and before both had. */
    public boolean resetBeforeClose() {
        return resetBeforeClose;
    }

    /** Whether the first RST came right after a long idle time. */
    public boolean resetAfterIdle() {
        return resetAfterIdle;
    }

    /** Whether the first RST came when nobody had used the connection for a long time: no segment between. */
    public boolean resetWhileIdle() {
        return resetWhileIdle;
    }

    /** Whether the first RST has the ACK bit: a process or its host gives up a connection that it has. */
    public boolean resetHasAck() {
        return resetHasAck;
    }

    /**
     * Whether the number of the first RST is what its receiver had acknowledged last: so a host answers that has no such
     * connection (RFC 9293, section 3.10.7.1), if the RST has no ACK bit.
     */
    public boolean resetAtPeersAck() {
        return resetAtPeersAck;
    }

    /** Whether the other endpoint had closed, or did before it can have heard of the first RST. */
    public boolean peerHadClosed() {
        return peerHadClosed || peerClosedAfter;
    }

    /** Segments other than RSTs that came in the name of the first RST's sender after it. */
    public int packetsAfterReset() {
        return packetsAfterReset;
    }

    /** The last frame of the client's data that met the server's FIN; 0 for none. */
    public long crossingFrame() {
        return Integer.toUnsignedLong(crossingFrame);
    }

    /** Bytes of that data that were lost with the connection; 0 where none were. */
    public long lostBytes() {
        return lostBytes;
    }

    /** Whether both endpoints had acknowledged all data when the first RST came. */
    public boolean allAcknowledgedAtReset() {
        return allAcknowledgedAtReset;
    }

    /** Whether nothing was open when the first RST came but what its receiver sent last, no more than a good-bye. */
    public boolean onlyGoodbyeOpenAtReset() {
        return onlyGoodbyeOpen;
    }

    /** The last long idle time in nanoseconds; 0 for none. */
    public long idleNanos() {
        return idleNanos;
    }

    /** The first ICMP error about the connection, type times 256 plus code; -1 for none. */
    public int icmpError() {
        return icmpError;
    }

    /** The frame of that error; 0 for none. */
    public long icmpErrorFrame() {
        return Integer.toUnsignedLong(icmpErrorFrame);
    }
}
