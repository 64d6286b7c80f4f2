package io.wirecause.tcp;

import java.util.Arrays;

/**
 * In which order one side sent its packets, as far as they show it: by TSval (RFC 7323, section 4.1: a clock that never
 * goes back), and by the IP identification where the sender counts it up. Also knows the last few packets by their
 * fingerprint, so that a copy of one is recognised.
 *
 * <p>A layer of {@link EndpointState}, which tells why it has layers.
 */
class SendOrderEvidence extends SequenceRanges {
    /** Packets remembered by fingerprint: a copy arrives at most a burst after its original. */
    private static final int REMEMBERED = 16;
    /** Room for these is made first; many connections have no more. */
    private static final int REMEMBERED_FIRST = 4;
    /** Steps that the identification may take from one packet to the next and still be a count. */
    private static final int LARGEST_STEP = 1024;
    /** Steps seen before the identification is trusted. */
    private static final int TRUSTED_STEPS = 3;

    /** No timer sends a segment again so soon. */
    private static final long COPY_NANOS = 500_000L;

    private boolean tsKnown;
    private byte nextFingerprint;
    private int highestTsVal;
    /** 0 before the first; packets with that identification have none. */
    private char highestIpId;
    private int countedSteps;
    private int wildSteps;
    /** Of the last packets with an IP identification; null before the first. Grows with their number. */
    private int[] fingerprints;
    /** The last packet without an IP identification (IPv6, or 0), and its time. */
    private int unnumbered;
    private long unnumberedTime;

    /** When a packet was sent, compared with all of the side that were seen before it. */
    enum Order {
        /** Before one of them. */
        EARLIER,
        /** After all of them. */
        LATER,
        /** Cannot be told. */
        UNKNOWN
    }

    /** By TSval. Packets of the same clock tick are not told apart. */
    Order byTsVal(Segment segment) {
        if (!tsKnown || !segment.timestamps) {
            return Order.UNKNOWN;
        }
        int ahead = segment.tsVal - highestTsVal;
        return ahead == 0 ? Order.UNKNOWN : ahead > 0 ? Order.LATER : Order.EARLIER;
    }

    /** By the IP identification. */
    Order byIpId(Segment segment) {
        if (segment.ipId <= 0 || highestIpId == 0 || countedSteps < TRUSTED_STEPS || wildSteps > countedSteps / 4) {
            return Order.UNKNOWN;
        }
        short ahead = (short) (segment.ipId - highestIpId);
        return ahead == 0 ? Order.UNKNOWN : ahead > 0 ? Order.LATER : Order.EARLIER;
    }

    /**
     * Whether the same packet was among the last few: down to its IP identification, or, where it has none, sooner than
     * any timer sends it again.
     *
     * @param fingerprint of the segment, see {@link #fingerprint}
     * @param occupies    whether it occupies sequence space; empty acknowledgements repeat at once without being copies
     */
    boolean isCopy(Segment segment, int fingerprint, boolean occupies) {
        if (segment.ipId <= 0) {
            return occupies && fingerprint == unnumbered && segment.time - unnumberedTime < COPY_NANOS;
        }
        if (fingerprints != null) {
            for (int known : fingerprints) {
                if (known == fingerprint) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Takes note of a packet that is no copy. */
    void note(Segment segment, int fingerprint) {
        if (segment.timestamps && (!tsKnown || segment.tsVal - highestTsVal > 0)) {
            tsKnown = true;
            highestTsVal = segment.tsVal;
        }
        if (segment.ipId <= 0) {
            unnumbered = fingerprint;
            unnumberedTime = segment.time;
        } else {
            noteIpId(segment.ipId);
            remember(fingerprint);
        }
    }

    private void remember(int fingerprint) {
        if (fingerprints == null) {
            fingerprints = new int[REMEMBERED_FIRST];
        } else if (nextFingerprint == fingerprints.length) {
            if (fingerprints.length < REMEMBERED) {
                fingerprints = Arrays.copyOf(fingerprints, Math.min(REMEMBERED, fingerprints.length * 3 / 2));
            } else {
                nextFingerprint = 0;
            }
        }
        fingerprints[nextFingerprint++] = fingerprint;
    }

    private void noteIpId(int id) {
        if (highestIpId > 0) {
            short step = (short) (id - highestIpId);
            if (step > 0 && step <= LARGEST_STEP) {
                countedSteps++;
            } else if (step > LARGEST_STEP || step < -LARGEST_STEP) {
                wildSteps++;
            }
            if (step > 0 || wildSteps > countedSteps) {
                highestIpId = (char) id;
            }
        } else {
            highestIpId = (char) id;
        }
    }

    /** Of all that two packets share only where one is a copy of the other. */
    static int fingerprint(Segment segment) {
        int hash = segment.ipId * 0x9e3779b1 + segment.sequence;
        hash = hash * 0x9e3779b1 + segment.acknowledgment;
        hash = hash * 0x9e3779b1 + (segment.flags << 16 | segment.window);
        hash = hash * 0x9e3779b1 + segment.payload;
        // The checksum stands in for the payload: retransmissions never share it and the identification.
        return hash * 0x9e3779b1 + segment.checksum;
    }
}
