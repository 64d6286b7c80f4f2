package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.packet.TransportChecksum;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;

/**
 * What an endpoint did that a finding may rest on: a RST unlike its other packets, a TLS alert, checksums left to the network
 * card, large segments that got through.
 */
public final class EndpointAnomalies {
    /** Payload from which on a segment does not fit a path with the minimum IPv6 MTU or a tunnel, bytes. */
    public static final int LARGE_PAYLOAD = 1_000;
    /** Segments of an endpoint whose checksum is looked at. */
    private static final int CHECKSUMS_LOOKED_AT = 32;

    private EndpointAnomalies() {
    }

    /** What few endpoints need. */
    static final class Oddities {
        /** Of an endpoint without; never written. */
        static final Oddities NONE = new Oddities();

        private short resetTtl = -1;
        private short ignoredResetTtl = -1;
        private short tlsAlert = -1;
        private int tlsAlertFrame;
        private int firstChecksumFrame;
        private int checksumsVerified;
        private int checksumsBad;
        private int firstBadFrame;
    }

    /** Takes in a segment of the endpoint, after the verdict on it. */
    public static void take(Segment segment, Verdict verdict, EndpointState from) {
        if (!segment.has(TcpFlags.RST)) {
            from.lastTtl = (short) segment.ttl();
        } else if (from.oddities.resetTtl < 0) {
            odd(from).resetTtl = (short) segment.ttl();
        }
        if (segment.payload() >= LARGE_PAYLOAD && verdict == Verdict.NEW && !from.largePending) {
            from.largePending = true;
            from.largePendingEnd = from.next;
        }
        if (from.packets() <= CHECKSUMS_LOOKED_AT && segment.isChecksumLeftToCard() && from.checksumsLeftToCard++ == 0) {
            odd(from).firstChecksumFrame = (int) segment.frame();
        }
        takeChecksum(segment, from);
        if (segment.tlsAlert() >= 0 && from.oddities.tlsAlert < 0) {
            odd(from).tlsAlert = (short) segment.tlsAlert();
            odd(from).tlsAlertFrame = (int) segment.frame();
        }
    }

    private static void takeChecksum(Segment segment, EndpointState from) {
        if (segment.checksumStatus() == TransportChecksum.UNKNOWN) {
            return;
        }
        Oddities odd = odd(from);
        odd.checksumsVerified++;
        if (segment.checksumStatus() == TransportChecksum.BAD && odd.checksumsBad++ == 0) {
            odd.firstBadFrame = (int) segment.frame();
        }
    }

    private static Oddities odd(EndpointState from) {
        if (from.oddities == Oddities.NONE) {
            from.oddities = new Oddities();
        }
        return from.oddities;
    }

    /** The peer has acknowledged the endpoint's data up to this offset. */
    static void acknowledgeLarge(EndpointState of, long offset) {
        if (of.largePending && offset >= of.largePendingEnd) {
            of.largePending = false;
            of.largeAcknowledged = true;
        }
    }

    /** Whether a segment of {@link #LARGE_PAYLOAD} or more was acknowledged. */
    public static boolean isLargeAcknowledged(EndpointState of) {
        return of.largeAcknowledged;
    }

    /** TTL of its last packet other than a RST; -1 for none. */
    public static int ttl(EndpointState of) {
        return of.lastTtl;
    }

    /** Its RSTs so far did not end the connection; the next one may. */
    public static void passOverReset(EndpointState of) {
        Oddities odd = odd(of);
        odd.ignoredResetTtl = odd.ignoredResetTtl < 0 ? odd.resetTtl : odd.ignoredResetTtl;
        odd.resetTtl = -1;
    }

    /** TTL of its first RST that the receiver ignored; -1 for none. */
    public static int ignoredResetTtl(EndpointState of) {
        return of.oddities.ignoredResetTtl;
    }

    /** TTL of its first RST, those left out that the receiver ignored; -1 for none. */
    public static int resetTtl(EndpointState of) {
        return of.oddities.resetTtl;
    }

    /** Description of its first fatal TLS alert, 0 to 255; -1 for none. */
    public static int tlsAlert(EndpointState of) {
        return of.oddities.tlsAlert;
    }

    /** The frame of that alert; 0 for none. */
    public static long tlsAlertFrame(EndpointState of) {
        return Integer.toUnsignedLong(of.oddities.tlsAlertFrame);
    }

    /** Segments whose checksum was verified. */
    public static int checksumsVerified(EndpointState of) {
        return of.oddities.checksumsVerified;
    }

    /** Those of them that had a wrong one, not counting those left to the network card. */
    public static int checksumsBad(EndpointState of) {
        return of.oddities.checksumsBad;
    }

    /** The first of those; 0 for none. */
    public static long firstBadFrame(EndpointState of) {
        return Integer.toUnsignedLong(of.oddities.firstBadFrame);
    }

    /** Segments whose checksum was looked at: its first ones. */
    public static int checksumsSeen(EndpointState of) {
        return Math.min(of.packets(), CHECKSUMS_LOOKED_AT);
    }

    /** Those of them whose checksum covers the pseudo header only. */
    public static int checksumsLeftToCard(EndpointState of) {
        return of.checksumsLeftToCard;
    }

    /** The first of those; 0 for none. */
    public static long firstChecksumFrame(EndpointState of) {
        return Integer.toUnsignedLong(of.oddities.firstChecksumFrame);
    }
}
