package io.wirecause.tcp.endpoint;

import io.wirecause.tcp.segment.Segment;
import java.util.Arrays;

/**
 * In which order an endpoint sent its packets: by TSval (RFC 7323, section 4.1: a clock that never goes back), and by the IP
 * identification where the sender increments it. Also recognises a copy of one of the last few packets by its fingerprint.
 */
final class SendOrderEvidence {
    /** Packets remembered by fingerprint: a copy arrives within a burst of its original. */
    private static final int REMEMBERED = 16;
    /** Allocated at first; many connections need no more. */
    private static final int REMEMBERED_FIRST = 4;
    /** Largest step from one identification to the next that still counts as an increment. */
    private static final int LARGEST_STEP = 1024;
    /** Increments seen before the identification is trusted. */
    private static final int TRUSTED_STEPS = 3;

    /** No timer retransmits this soon. */
    private static final long COPY_NANOS = 500_000L;

    private SendOrderEvidence() {
    }

    /** When a packet was sent, compared with all packets of the endpoint seen before it. */
    enum Order {
        /** Before one of them. */
        EARLIER,
        /** After all of them. */
        LATER,
        /** Not known. */
        UNKNOWN
    }

    /** By TSval. Packets of the same clock tick have no order. */
    static Order byTsVal(EndpointState from, Segment segment) {
        if (!from.tsKnown || !segment.hasTimestamps()) {
            return Order.UNKNOWN;
        }
        int ahead = segment.tsVal() - from.highestTsVal;
        return ahead == 0 ? Order.UNKNOWN : ahead > 0 ? Order.LATER : Order.EARLIER;
    }

    /** By the IP identification. */
    static Order byIpId(EndpointState from, Segment segment) {
        if (segment.ipId() <= 0 || from.highestIpId == 0 || from.countedSteps < TRUSTED_STEPS
                || from.wildSteps > from.countedSteps / 4) {
            return Order.UNKNOWN;
        }
        short ahead = (short) (segment.ipId() - from.highestIpId);
        return ahead == 0 ? Order.UNKNOWN : ahead > 0 ? Order.LATER : Order.EARLIER;
    }

    /**
     * Whether the same packet was among the last few: with the same IP identification, or, where it has none, sooner than
     * any timer retransmits.
     *
     * @param fingerprint of the segment, see {@link #fingerprint}
     * @param occupies    whether it occupies sequence space; empty acknowledgments can repeat at once without being copies
     */
    static boolean isCopy(EndpointState from, Segment segment, int fingerprint, boolean occupies) {
        if (segment.ipId() <= 0) {
            return occupies && fingerprint == from.unnumbered && segment.time() - from.unnumberedTime < COPY_NANOS;
        }
        if (from.fingerprints != null) {
            for (int known : from.fingerprints) {
                if (known == fingerprint) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Remembers a packet that is not a copy. */
    static void note(EndpointState from, Segment segment, int fingerprint) {
        if (segment.hasTimestamps() && (!from.tsKnown || segment.tsVal() - from.highestTsVal > 0)) {
            from.tsKnown = true;
            from.highestTsVal = segment.tsVal();
        }
        if (segment.ipId() <= 0) {
            from.unnumbered = fingerprint;
            from.unnumberedTime = segment.time();
        } else {
            noteIpId(from, segment.ipId());
            remember(from, fingerprint);
        }
    }

    private static void remember(EndpointState from, int fingerprint) {
        if (from.fingerprints == null) {
            from.fingerprints = new int[REMEMBERED_FIRST];
        } else if (from.nextFingerprint == from.fingerprints.length) {
            if (from.fingerprints.length < REMEMBERED) {
                from.fingerprints = Arrays.copyOf(from.fingerprints, Math.min(REMEMBERED, from.fingerprints.length * 3 / 2));
            } else {
                from.nextFingerprint = 0;
            }
        }
        from.fingerprints[from.nextFingerprint++] = fingerprint;
    }

    private static void noteIpId(EndpointState from, int id) {
        if (from.highestIpId > 0) {
            short step = (short) (id - from.highestIpId);
            if (step > 0 && step <= LARGEST_STEP) {
                from.countedSteps++;
            } else if (step > LARGEST_STEP || step < -LARGEST_STEP) {
                from.wildSteps++;
            }
            if (step > 0 || from.wildSteps > from.countedSteps) {
                from.highestIpId = (char) id;
            }
        } else {
            from.highestIpId = (char) id;
        }
    }

    /** A hash of the fields that two packets share only if one is a copy of the other. */
    static int fingerprint(Segment segment) {
        int hash = segment.ipId() * 0x9e3779b1 + segment.sequence();
        hash = hash * 0x9e3779b1 + segment.acknowledgment();
        hash = hash * 0x9e3779b1 + (segment.flags() << 16 | segment.window());
        hash = hash * 0x9e3779b1 + segment.payload();
        // The checksum stands for the payload: retransmissions never share both it and the identification.
        return hash * 0x9e3779b1 + segment.checksum();
    }
}
