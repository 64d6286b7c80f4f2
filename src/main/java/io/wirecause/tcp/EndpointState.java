package io.wirecause.tcp;

import io.wirecause.packet.TcpFlags;

/**
 * What one side of a connection has sent. Sequence offsets are 64-bit, relative to the first number seen of the side.
 * Captures hold many short connections, so what only some of them need stands in objects of its own, made when first used.
 *
 * <p>What all of them need are layers of one object, each of which could stand alone: an object of its own costs 12 bytes
 * of header, 4 to point at it and up to 7 of padding, and with hundreds of thousands of connections every segment waits
 * for the memory of every object that it touches. So it is with {@link EndpointMetrics} and {@link Connection}. A short
 * connection is 9 objects instead of 30, and takes 1,000 bytes instead of 1,736: half of that because of the layers.
 */
final class EndpointState extends WiresharkSender {
    private static final int SYN = 0;
    private static final int SYN_ACK = 8;
    private static final int RST = 16;
    private static final int FIN = 24;
    private static final int MOST = 0xff;

    /** First sequence number seen: the ISN where the SYN was seen. */
    private int base;
    int isn;
    boolean finSeen;

    /** Highest acknowledgement sent, as the raw number. */
    int acknowledged;
    boolean hasAcknowledged;
    /** Window field of the last segment, not scaled; -1 before the first. */
    int window = -1;

    /** Segments, and of them those with ACK but without SYN and RST, and those with payload. */
    int packets;
    int acks;
    int dataPackets;
    /** How many SYNs, SYN-ACKs, RSTs and FINs, a byte each; {@link Recovery#carried} has what no longer fits, in steps of 256. */
    private int control;
    /** Payload bytes on the wire, retransmitted ones counted each time. */
    long bytes;
    int largestPayload;

    private Recovery recovery;
    /** When this side last sent something that occupies sequence space. */
    long sentTime;

    /** The 64-bit offset of a sequence number of this side. */
    long offset(int sequence) {
        if (isEmpty()) {
            base = sequence;
            return 0;
        }
        return Seq.unwrap(sequence, base, next());
    }

    void count(int flags, int payload) {
        packets++;
        bytes += payload;
        if (payload > 0) {
            dataPackets++;
            largestPayload = Math.max(largestPayload, payload);
        }
        if ((flags & (TcpFlags.SYN | TcpFlags.RST | TcpFlags.FIN | TcpFlags.ACK)) == TcpFlags.ACK) {
            acks++;
        } else {
            countControl(flags);
        }
    }

    private void countControl(int flags) {
        boolean ack = (flags & TcpFlags.ACK) != 0;
        if ((flags & TcpFlags.SYN) != 0) {
            if (ack) {
                add(SYN_ACK);
            } else {
                add(SYN);
            }
        } else if (ack && (flags & TcpFlags.RST) == 0) {
            acks++;
        }
        if ((flags & TcpFlags.RST) != 0) {
            add(RST);
        }
        if ((flags & TcpFlags.FIN) != 0) {
            add(FIN);
        }
    }

    private void add(int which) {
        if ((control >>> which & MOST) < MOST) {
            control += 1 << which;
        } else {
            recovering().carry(which >>> 3, MOST + 1);
            control &= ~(MOST << which);
        }
    }

    private int control(int which) {
        return (control >>> which & MOST) + recovery().carried(which >>> 3);
    }

    /** SYNs without ACK. */
    int syns() {
        return control(SYN);
    }

    int synAcks() {
        return control(SYN_ACK);
    }

    int rsts() {
        return control(RST);
    }

    int fins() {
        return control(FIN);
    }

    /** Payload bytes, each counted once. */
    long uniqueBytes() {
        return bytes - recovery().repeatedBytes;
    }

    /** Empty segments that repeat its last acknowledgement. */
    int duplicateAcks() {
        return recovery().duplicateAcks;
    }

    /** It acknowledges something new. */
    void noDuplicateAcks() {
        if (recovery != null) {
            recovery.duplicateAcks = 0;
        }
    }

    /** What was lost, sent again or overtaken, to be read; all zero where nothing was. */
    Recovery recovery() {
        return recovery == null ? Recovery.NONE : recovery;
    }

    /** The same, to be written. */
    Recovery recovering() {
        if (recovery == null) {
            recovery = new Recovery();
        }
        return recovery;
    }

    /** The other side has sent something, and acknowledges so much of this one. */
    void heardFromPeer(long acknowledged) {
        if (recovery != null) {
            recovery.heardFromPeer();
        }
        largeHeard(acknowledged);
    }

    /** How often its segments got which verdict. */
    VerdictCounts tally() {
        return recovery().tally;
    }

    /** The offset up to which the other side has acknowledged; 0 where it has not. */
    long acknowledgedBy(EndpointState to) {
        return to.hasAcknowledged && !isEmpty() ? Seq.unwrap(to.acknowledged, base, next()) : 0;
    }

    /** Whether the other side has acknowledged all that was seen of this one. */
    boolean fullyAcknowledged(EndpointState to) {
        return to.hasAcknowledged && acknowledgedBy(to) >= next();
    }

    int retransmissions() {
        return tally().retransmissions();
    }
}
