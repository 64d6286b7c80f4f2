package io.pcaplens.tcp;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.packet.Packet;
import io.pcaplens.packet.TcpView;

/**
 * What one side did that a finding may rest on: a RST unlike its sender, a TLS alert, checksums left to the network card,
 * large segments that got through. All constant in memory.
 */
final class Incidents {
    /** Of a side that has sent nothing; never written. */
    static final Incidents NONE = new Incidents();
    /** Segments from this payload on do not fit a path that takes only the least IPv6 or a tunnelled packet. */
    static final int LARGE_PAYLOAD = 1_000;
    /** Segments of a side whose checksum is looked at. */
    private static final int CHECKSUMS_LOOKED_AT = 32;
    private static final int TLS_ALERT = 21;
    private static final int TLS_FIRST_TYPE = 20;
    private static final int TLS_LAST_TYPE = 23;
    private static final int TLS_RECORD_HEADER = 5;
    private static final int TLS_CLOSE_NOTIFY = 0;

    private boolean largePending;
    private boolean largeAcknowledged;
    private byte checksumsSeen;
    private byte checksumsLeftToCard;
    private short ttl = -1;
    private short resetTtl = -1;
    private short tlsAlert = -1;
    private int tlsAlertFrame;
    private int firstChecksumFrame;
    private long largePendingEnd;

    /** Takes in a segment of this side, after the verdict on it. */
    void sent(Packet packet, TcpView tcp, Verdict verdict, boolean reset, Side side) {
        if (reset) {
            resetTtl = resetTtl < 0 ? (short) packet.ttl() : resetTtl;
        } else {
            ttl = (short) packet.ttl();
        }
        if (packet.payloadLength() >= LARGE_PAYLOAD && verdict == Verdict.NEW && !largePending) {
            largePending = true;
            largePendingEnd = side.seen.next();
        }
        if (checksumsSeen < CHECKSUMS_LOOKED_AT) {
            checksum(packet, tcp);
        }
        if (packet.payloadLength() >= TLS_RECORD_HEADER && tlsAlert < 0 && packet.payloadStarts(TLS_FIRST_TYPE, TLS_LAST_TYPE)) {
            tls(packet);
        }
    }

    /** The other side has acknowledged so much of this one. */
    void acknowledged(long offset) {
        if (largePending && offset >= largePendingEnd) {
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
            firstChecksumFrame = (int) packet.frame().number();
        }
    }

    /** Walks the TLS records (RFC 8446, section 5.1) that begin with the segment, for an alert in the clear. */
    private void tls(Packet packet) {
        ByteView payload = packet.payload();
        int at = 0;
        while (payload.length() - at >= TLS_RECORD_HEADER + 2 && payload.u8(at) >= TLS_FIRST_TYPE && payload.u8(at) <= TLS_LAST_TYPE
                && payload.u8(at + 1) == 3 && payload.u8(at + 2) <= 4) {
            int length = payload.u16be(at + 3);
            // An encrypted alert is longer than its two bytes of level and description.
            if (payload.u8(at) == TLS_ALERT && length == 2 && payload.u8(at + TLS_RECORD_HEADER + 1) != TLS_CLOSE_NOTIFY
                    && payload.u8(at + TLS_RECORD_HEADER) == 2) {
                tlsAlert = (short) payload.u8(at + TLS_RECORD_HEADER + 1);
                tlsAlertFrame = (int) packet.frame().number();
                return;
            }
            at += TLS_RECORD_HEADER + length;
        }
    }

    /** Whether a segment of {@link #LARGE_PAYLOAD} or more was acknowledged. */
    boolean largeAcknowledged() {
        return largeAcknowledged;
    }

    /** TTL of this side's last packet that was no RST; -1 for none. */
    int ttl() {
        return ttl;
    }

    /** TTL of its first RST; -1 for none. */
    int resetTtl() {
        return resetTtl;
    }

    /** Description of the first fatal TLS alert, 0 to 255; -1 for none. */
    int tlsAlert() {
        return tlsAlert;
    }

    /** The frame of that alert; 0 for none. */
    long tlsAlertFrame() {
        return Integer.toUnsignedLong(tlsAlertFrame);
    }

    /** Segments whose checksum was looked at. */
    int checksumsSeen() {
        return checksumsSeen;
    }

    /** Those of them that hold the sum of the pseudo header only. */
    int checksumsLeftToCard() {
        return checksumsLeftToCard;
    }

    /** The first of those; 0 for none. */
    long firstChecksumFrame() {
        return Integer.toUnsignedLong(firstChecksumFrame);
    }
}
