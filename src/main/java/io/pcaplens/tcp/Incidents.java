package io.pcaplens.tcp;

import io.pcaplens.packet.TcpFlags;

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
    void sent(Segment segment, Verdict verdict, Side side) {
        if (!segment.has(TcpFlags.RST)) {
            ttl = (short) segment.ttl;
        } else if (resetTtl < 0) {
            resetTtl = (short) segment.ttl;
        }
        if (segment.payload >= LARGE_PAYLOAD && verdict == Verdict.NEW && !largePending) {
            largePending = true;
            largePendingEnd = side.seen.next();
        }
        if (checksumsSeen < CHECKSUMS_LOOKED_AT) {
            checksumsSeen++;
            if (segment.checksumLeftToCard() && checksumsLeftToCard++ == 0) {
                firstChecksumFrame = (int) segment.frame;
            }
        }
        if (segment.tlsAlert >= 0 && tlsAlert < 0) {
            tlsAlert = (short) segment.tlsAlert;
            tlsAlertFrame = (int) segment.frame;
        }
    }

    /** The other side has acknowledged so much of this one. */
    void acknowledged(long offset) {
        if (largePending && offset >= largePendingEnd) {
            largePending = false;
            largeAcknowledged = true;
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
