package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;

/**
 * What one side did that a finding may rest on: a RST unlike its sender, a TLS alert, checksums left to the network card,
 * large segments that got through. All constant in memory.
 *
 * <p>A layer of {@link EndpointState}, which tells why it has layers.
 */
class EndpointAnomalies extends SendOrderEvidence {
    /** Segments from this payload on do not fit a path that takes only the least IPv6 or a tunnelled packet. */
    static final int LARGE_PAYLOAD = 1_000;
    /** Segments of a side whose checksum is looked at. */
    private static final int CHECKSUMS_LOOKED_AT = 32;

    private boolean largePending;
    private boolean largeAcknowledged;
    private byte checksumsSeen;
    private byte checksumsLeftToCard;
    private short ttl = -1;
    /** {@link Oddities#NONE} before the first. */
    private Oddities oddities = Oddities.NONE;
    private long largePendingEnd;

    /** What hardly any side has. */
    private static final class Oddities {
        /** Of a side that has none; never written. */
        private static final Oddities NONE = new Oddities();

        private short resetTtl = -1;
        private short tlsAlert = -1;
        private int tlsAlertFrame;
        private int firstChecksumFrame;
    }

    /** Takes in a segment of this side, after the verdict on it. */
    void sent(Segment segment, Verdict verdict) {
        if (!segment.has(TcpFlags.RST)) {
            ttl = (short) segment.ttl;
        } else if (oddities.resetTtl < 0) {
            odd().resetTtl = (short) segment.ttl;
        }
        if (segment.payload >= LARGE_PAYLOAD && verdict == Verdict.NEW && !largePending) {
            largePending = true;
            largePendingEnd = next();
        }
        if (checksumsSeen < CHECKSUMS_LOOKED_AT) {
            checksumsSeen++;
            if (segment.checksumLeftToCard() && checksumsLeftToCard++ == 0) {
                odd().firstChecksumFrame = (int) segment.frame;
            }
        }
        if (segment.tlsAlert >= 0 && oddities.tlsAlert < 0) {
            odd().tlsAlert = (short) segment.tlsAlert;
            odd().tlsAlertFrame = (int) segment.frame;
        }
    }

    private Oddities odd() {
        if (oddities == Oddities.NONE) {
            oddities = new Oddities();
        }
        return oddities;
    }

    /** The other side has acknowledged so much of this one. */
    void largeHeard(long offset) {
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
        return oddities.resetTtl;
    }

    /** Description of the first fatal TLS alert, 0 to 255; -1 for none. */
    int tlsAlert() {
        return oddities.tlsAlert;
    }

    /** The frame of that alert; 0 for none. */
    long tlsAlertFrame() {
        return Integer.toUnsignedLong(oddities.tlsAlertFrame);
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
        return Integer.toUnsignedLong(oddities.firstChecksumFrame);
    }
}
