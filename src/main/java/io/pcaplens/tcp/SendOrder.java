package io.pcaplens.tcp;

import io.pcaplens.packet.Packet;
import io.pcaplens.packet.TcpView;

/**
 * In which order one side sent its packets, as far as they show it: by TSval (RFC 7323, section 4.1: a clock that never
 * goes back), and by the IP identification where the sender counts it up. Also knows the last few packets by their
 * fingerprint, so that a copy of one is recognised.
 */
final class SendOrder {
    /** Packets remembered by fingerprint: a copy arrives at most a burst after its original. */
    private static final int REMEMBERED = 16;
    /** Steps that the identification may take from one packet to the next and still be a count. */
    private static final int LARGEST_STEP = 1024;
    /** Steps seen before the identification is trusted. */
    private static final int TRUSTED_STEPS = 3;

    private boolean tsKnown;
    private int highestTsVal;
    private int highestIpId = -1;
    private int countedSteps;
    private int wildSteps;
    private int[] fingerprints;
    private int nextFingerprint;

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
    Order byTsVal(TcpView tcp) {
        if (!tsKnown || !tcp.hasTimestamps()) {
            return Order.UNKNOWN;
        }
        int ahead = tcp.tsVal() - highestTsVal;
        return ahead == 0 ? Order.UNKNOWN : ahead > 0 ? Order.LATER : Order.EARLIER;
    }

    /** By the IP identification. */
    Order byIpId(Packet packet) {
        if (packet.ipId() <= 0 || highestIpId < 0 || countedSteps < TRUSTED_STEPS || wildSteps > countedSteps / 4) {
            return Order.UNKNOWN;
        }
        short ahead = (short) (packet.ipId() - highestIpId);
        return ahead == 0 ? Order.UNKNOWN : ahead > 0 ? Order.LATER : Order.EARLIER;
    }

    /** Whether the same packet, down to its IP identification, was among the last few. */
    boolean isCopy(Packet packet, TcpView tcp) {
        if (packet.ipId() <= 0 || fingerprints == null) {
            return false;
        }
        int wanted = fingerprint(packet, tcp);
        for (int known : fingerprints) {
            if (known == wanted) {
                return true;
            }
        }
        return false;
    }

    /** Takes note of a packet that is no copy. */
    void note(Packet packet, TcpView tcp) {
        if (tcp.hasTimestamps() && (!tsKnown || tcp.tsVal() - highestTsVal > 0)) {
            tsKnown = true;
            highestTsVal = tcp.tsVal();
        }
        if (packet.ipId() > 0) {
            noteIpId(packet.ipId());
            if (fingerprints == null) {
                fingerprints = new int[REMEMBERED];
            }
            fingerprints[nextFingerprint] = fingerprint(packet, tcp);
            nextFingerprint = nextFingerprint + 1 & REMEMBERED - 1;
        }
    }

    private void noteIpId(int id) {
        if (highestIpId >= 0) {
            short step = (short) (id - highestIpId);
            if (step > 0 && step <= LARGEST_STEP) {
                countedSteps++;
            } else if (step > LARGEST_STEP || step < -LARGEST_STEP) {
                wildSteps++;
            }
            if (step > 0 || wildSteps > countedSteps) {
                highestIpId = id;
            }
        } else {
            highestIpId = id;
        }
    }

    private static int fingerprint(Packet packet, TcpView tcp) {
        int hash = packet.ipId() * 0x9e3779b1 + tcp.sequence();
        hash = hash * 0x9e3779b1 + tcp.acknowledgment();
        hash = hash * 0x9e3779b1 + (tcp.flags() << 16 | tcp.window());
        hash = hash * 0x9e3779b1 + packet.payloadLength();
        // The checksum stands in for the payload: retransmissions never share it and the identification.
        return hash * 0x9e3779b1 + tcp.checksum();
    }
}
