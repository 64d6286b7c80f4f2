package io.pcaplens.tcp;

import io.pcaplens.packet.Packet;
import io.pcaplens.packet.TcpView;

/**
 * What one side did, or had done to it, that a finding may rest on: answers that never came, segments that never get
 * through, a RST unlike its sender, a TLS alert, checksums left to the network card. All constant in memory.
 */
final class Incidents {
    /** Segments from this payload on do not fit a path that takes only the least IPv6 or a tunnelled packet. */
    static final int LARGE_PAYLOAD = 1_000;
    /** Segments of a side whose checksum is looked at. */
    private static final int CHECKSUMS_LOOKED_AT = 32;
    private static final int TLS_ALERT = 21;
    private static final int TLS_FIRST_TYPE = 20;
    private static final int TLS_LAST_TYPE = 23;
    private static final int TLS_RECORD_HEADER = 5;
    private static final int TLS_CLOSE_NOTIFY = 0;

    /** Segments sent again since the other side last sent anything. */
    int unanswered;
    long firstUnansweredFrame;
    long lastUnansweredTime;
    long firstUnansweredTime;

    /** Large segments sent again while nothing new was acknowledged, at most in a row. */
    int largeStuck;
    long firstLargeStuckFrame;
    private int largeStuckNow;
    private long stuckAt = -1;
    private boolean largePending;
    private long largePendingEnd;
    boolean largeAcknowledged;
    int largestStuck;

    /** TTL of this side's packets other than RSTs; -1 before the first. */
    int ttl = -1;
    /** TTL of its first RST; -1 for none. */
    int resetTtl = -1;

    /** Description of the first fatal TLS alert, 0 to 255; -1 for none. */
    int tlsAlert = -1;
    long tlsAlertFrame;

    int checksumsSeen;
    int checksumsLeftToCard;
    long firstChecksumFrame;

    /** Takes in a segment of this side, after the verdict on it. */
    void sent(Packet packet, TcpView tcp, Verdict verdict, boolean reset, Side side, Side other, long time) {
        if (reset) {
            resetTtl = resetTtl < 0 ? packet.ttl() : resetTtl;
        } else {
            ttl = packet.ttl();
        }
        if (verdict.isRetransmission()) {
            resent(packet, side, other, time);
        } else if (packet.payloadLength() >= LARGE_PAYLOAD && verdict == Verdict.NEW && !largePending) {
            largePending = true;
            largePendingEnd = side.seen.next();
        }
        if (checksumsSeen < CHECKSUMS_LOOKED_AT) {
            checksum(packet, tcp);
        }
        if (packet.payloadLength() >= TLS_RECORD_HEADER && tlsAlert < 0) {
            tls(packet);
        }
    }

    private void resent(Packet packet, Side side, Side other, long time) {
        if (unanswered++ == 0) {
            firstUnansweredFrame = packet.frame().number();
            firstUnansweredTime = time;
        }
        lastUnansweredTime = time;
        if (packet.payloadLength() >= LARGE_PAYLOAD) {
            long acknowledged = side.acknowledgedBy(other);
            if (acknowledged != stuckAt) {
                stuckAt = acknowledged;
                largeStuckNow = 0;
            }
            if (++largeStuckNow > largeStuck) {
                largeStuck = largeStuckNow;
                largestStuck = Math.max(largestStuck, packet.payloadLength());
                if (largeStuckNow == 1) {
                    firstLargeStuckFrame = packet.frame().number();
                }
            }
        }
    }

    /** The other side has sent something, and acknowledges so much of this one. */
    void heardFromPeer(long acknowledged) {
        unanswered = 0;
        if (largePending && acknowledged >= largePendingEnd) {
            largePending = false;
            largeAcknowledged = true;
        }
    }

    /**
     * A sender that leaves the checksum to its network card fills in the sum of the pseudo header only (RFC 9293, section
     * 3.1), so a capture at that host shows that sum.
     */
    private void checksum(Packet packet, TcpView tcp) {
        checksumsSeen++;
        long sum = (packet.sourceHi() >>> 32) + (packet.sourceHi() & 0xffffffffL) + (packet.sourceLo() >>> 32)
                + (packet.sourceLo() & 0xffffffffL) + (packet.destinationHi() >>> 32) + (packet.destinationHi() & 0xffffffffL)
                + (packet.destinationLo() >>> 32) + (packet.destinationLo() & 0xffffffffL) + packet.protocol()
                + packet.transportLength();
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        if (tcp.checksum() == sum && checksumsLeftToCard++ == 0) {
            firstChecksumFrame = packet.frame().number();
        }
    }

    /** Walks the TLS records (RFC 8446, section 5.1) that begin with the segment, for an alert in the clear. */
    private void tls(Packet packet) {
        io.pcaplens.bytes.ByteView payload = packet.payload();
        int at = 0;
        while (payload.length() - at >= TLS_RECORD_HEADER + 2 && payload.u8(at) >= TLS_FIRST_TYPE && payload.u8(at) <= TLS_LAST_TYPE
                && payload.u8(at + 1) == 3 && payload.u8(at + 2) <= 4) {
            int length = payload.u16be(at + 3);
            // An encrypted alert is longer than its two bytes of level and description.
            if (payload.u8(at) == TLS_ALERT && length == 2 && payload.u8(at + TLS_RECORD_HEADER + 1) != TLS_CLOSE_NOTIFY
                    && payload.u8(at + TLS_RECORD_HEADER) == 2) {
                tlsAlert = payload.u8(at + TLS_RECORD_HEADER + 1);
                tlsAlertFrame = packet.frame().number();
                return;
            }
            at += TLS_RECORD_HEADER + length;
        }
    }
}
