package io.wirecause.tcp.carrier;

import io.wirecause.flow.FlowKey;
import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionMetrics;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.endpoint.RoundTrips;
import io.wirecause.tcp.endpoint.Windows;
import io.wirecause.tcp.findings.ResetOrigin;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;

/**
 * One TCP connection as the protocol that it carries needs to know it. All values are as of the segment just taken in. A side is
 * named by whether it is the client's. Times are nanoseconds since 1970.
 */
public final class CarriedConnection {
    /** A time that never was. */
    public static final long NEVER = Long.MIN_VALUE;

    private final Connection connection;
    private SideState a = SideState.SILENT;
    private SideState b = SideState.SILENT;
    private long synTime = NEVER;
    private long synAckTime = NEVER;
    private long establishedTime = NEVER;

    /** A connection of which no segment was taken in. */
    public CarriedConnection(Connection connection) {
        this.connection = connection;
    }

    /** Takes in a segment after the connection itself did. */
    public void take(Segment segment, Verdict verdict) {
        if (segment.icmpError() >= 0 || verdict == Verdict.DUPLICATE) {
            return;
        }
        SideState from = sender(segment.fromA());
        from.take(segment, verdict);
        if (segment.has(TcpFlags.RST)) {
            if (from.resetFrame == 0) {
                from.resetFrame = (int) segment.frame();
                from.resetTime = segment.time();
            }
            return;
        }
        if (segment.has(TcpFlags.FIN) && from.finFrame == 0) {
            from.finFrame = (int) segment.frame();
            from.finTime = segment.time();
            from.finAcknowledges = unacknowledged(segment.fromA() != connection.isClientA()) == 0;
        }
        if (segment.length() == 0 && !segment.has(TcpFlags.SYN)) {
            EndpointState endpoint = segment.fromA() ? connection.a() : connection.b();
            from.shownTo = endpoint.next() == 0 ? 0 : endpoint.offset(segment.sequence());
        }
        takeSetup(segment);
    }

    private void takeSetup(Segment segment) {
        if (establishedTime != NEVER) {
            return;
        }
        boolean ack = segment.has(TcpFlags.ACK);
        if (segment.has(TcpFlags.SYN)) {
            if (!ack && synTime == NEVER) {
                synTime = segment.time();
            } else if (ack && synAckTime == NEVER) {
                synAckTime = segment.time();
            }
        } else if (ack && synAckTime != NEVER && segment.fromA() == connection.isClientA()) {
            establishedTime = segment.time();
        }
    }

    private SideState sender(boolean isA) {
        if (isA && a == SideState.SILENT) {
            a = new SideState();
        } else if (!isA && b == SideState.SILENT) {
            b = new SideState();
        }
        return isA ? a : b;
    }

    private SideState side(boolean client) {
        return client == connection.isClientA() ? a : b;
    }

    private EndpointState endpoint(boolean client) {
        return client ? connection.client() : connection.server();
    }

    /** Its number, Wireshark's {@code tcp.stream}. */
    public int stream() {
        return connection.id();
    }

    /** Address and port of the client. */
    public FlowKey.Endpoint clientEnd() {
        return connection.clientEnd();
    }

    /** Address and port of the server. */
    public FlowKey.Endpoint serverEnd() {
        return connection.serverEnd();
    }

    /** The first frame. */
    public long firstFrame() {
        return connection.firstFrame();
    }

    /** The last frame. */
    public long lastFrame() {
        return connection.lastFrame();
    }

    /** Time of the first segment. */
    public long firstTime() {
        return connection.firstTime();
    }

    /** Time of the last segment. */
    public long lastTime() {
        return connection.lastTime();
    }

    /** When the client sent its first SYN; {@link #NEVER} where none was captured. */
    public long synTime() {
        return synTime;
    }

    /** When the server's first SYN-ACK came; {@link #NEVER} where none was captured. */
    public long synAckTime() {
        return synAckTime;
    }

    /** When the client first acknowledged the SYN-ACK; {@link #NEVER} where SYN-ACK or ACK were not captured. */
    public long establishedTime() {
        return establishedTime;
    }

    /** Whether the handshake was captured, or the traffic shows that there was one. */
    public boolean isEstablished() {
        return connection.isEstablished();
    }

    /**
     * The shortest round trip between the hosts, nanoseconds: of the handshake, else of data where both sides were measured; -1
     * where neither is known.
     */
    public long roundTrip() {
        long handshake = connection.handshakeNanos();
        if (handshake >= 0) {
            return handshake;
        }
        long fromA = RoundTrips.min(connection.a());
        long fromB = RoundTrips.min(connection.b());
        return fromA < 0 || fromB < 0 ? -1 : fromA + fromB;
    }

    /**
     * The shortest round trip from the capture point to a side and back, by the handshake and by data, nanoseconds; -1 where
     * neither
     * is known. Near 0 where the capture was made on that side.
     */
    public long roundTripTo(boolean client) {
        return RoundTrips.shortestTo(endpoint(client), endpoint(!client));
    }

    /** Median round trip of data between the hosts, nanoseconds; -1 where one of its two parts is not known. */
    public long medianRoundTrip() {
        return ConnectionMetrics.medianRoundTrip(connection);
    }

    /** Payload bytes that a side has sent, each counted once. */
    public long bytes(boolean client) {
        return endpoint(client).uniqueBytes();
    }

    /** Whether the other side has acknowledged all that was seen of a side. */
    public boolean isAcknowledged(boolean client) {
        return endpoint(client).isFullyAcknowledged(endpoint(!client));
    }

    /** Bytes that a side has sent and the other not acknowledged; 0 where it has not acknowledged anything at all. */
    public long unacknowledged(boolean client) {
        EndpointState from = endpoint(client);
        long acknowledged = from.acknowledgedBy(endpoint(!client));
        return acknowledged <= 0 ? 0 : Math.max(0, from.next() - acknowledged);
    }

    /**
     * Bytes that a side has sent, as the number of its last segment without data tells, and that do not follow in the capture:
     * lost
     * before the capture point. 0 where there are none.
     */
    public long skipped(boolean client) {
        return Math.max(0, side(client).shownTo - endpoint(client).next());
    }

    /** Whether anything at all was captured of a side. */
    public boolean isSeen(boolean client) {
        return endpoint(client).packets() > 0;
    }

    /** What has slowed a side down as a sender. */
    public Conditions conditions(boolean client) {
        return side(client).conditions(Windows.zeroNanos(endpoint(!client), connection.lastTime()));
    }

    /** Segments that a side sent again because they were lost, as in {@link #conditions}. */
    public int losses(boolean client) {
        return side(client).losses();
    }

    /** The first segment of a side that it sent again because it was lost; 0 where there is none. */
    public long firstLossFrame(boolean client) {
        return side(client).firstLossFrame();
    }

    /** The frame of a side's first FIN; 0 where there is none. */
    public long finFrame(boolean client) {
        return Integer.toUnsignedLong(side(client).finFrame);
    }

    /** When a side sent its first FIN; {@link #NEVER} where it did not. */
    public long finTime(boolean client) {
        return side(client).finTime;
    }

    /** Whether a side's first FIN acknowledged all that had been seen of the other side by then. */
    public boolean finAcknowledges(boolean client) {
        return side(client).finAcknowledges;
    }

    /** The frame of the first RST in a side's name; 0 where there is none. */
    public long resetFrame(boolean client) {
        return Integer.toUnsignedLong(side(client).resetFrame);
    }

    /** When the first RST in a side's name came; {@link #NEVER} where none did. */
    public long resetTime(boolean client) {
        return side(client).resetTime;
    }

    /** Whether a RST ended it: one that the other side did not ignore. */
    public boolean isReset() {
        return connection.termination().resetBy() != null;
    }

    /** Whether the RST that ended it is in the client's name; to be asked only where it {@link #isReset}. */
    public boolean resetByClient() {
        return connection.termination().resetBy() == connection.client();
    }

    /** Whether TTLs show that a device on the path sent the RST that ended it. */
    public boolean isResetForeign() {
        return isReset() && ResetOrigin.isForeign(connection);
    }

    /** The TTL of the RST that ended it beside that of its sender's other packets, in words; empty where they are equal. */
    public String resetTtls() {
        return isReset() ? ResetOrigin.ttls(connection) : "";
    }

    /** The first ICMP error about it, type times 256 plus code; -1 for none. */
    public int icmpError() {
        return connection.termination().icmpError();
    }

    /** The frame of that error; 0 for none. */
    public long icmpErrorFrame() {
        return connection.termination().icmpErrorFrame();
    }
}
