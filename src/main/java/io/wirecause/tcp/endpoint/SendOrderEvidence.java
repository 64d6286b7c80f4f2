package io.wirecause.tcp.endpoint;

import io.wirecause.tcp.segment.Segment;

/**
 * In which order an endpoint sent its packets: by TSval (RFC 7323, section 4.1: a clock that never goes back), and by the IP
 * identification where the sender increments it.
 */
final class SendOrderEvidence {
    /** Largest step from one identification to the next that still counts as an increment. */
    private static final int LARGEST_STEP = 1024;
    /** Increments seen before the identification is trusted. */
    private static final int TRUSTED_STEPS = 3;

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

    /** Remembers a packet that is not a copy. */
    static void note(EndpointState from, Segment segment) {
        if (segment.hasTimestamps() && (!from.tsKnown || segment.tsVal() - from.highestTsVal > 0)) {
            from.tsKnown = true;
            from.highestTsVal = segment.tsVal();
        }
        if (segment.ipId() > 0) {
            noteIpId(from, segment.ipId());
        }
    }

    private static void noteIpId(EndpointState from, int id) {
        if (from.highestIpId > 0) {
            if (from.countedSteps == Character.MAX_VALUE || from.wildSteps == Character.MAX_VALUE) {
                // Only how they compare matters.
                from.countedSteps /= 2;
                from.wildSteps /= 2;
            }
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
}
