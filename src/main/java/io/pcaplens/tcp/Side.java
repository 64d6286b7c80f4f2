package io.pcaplens.tcp;

import io.pcaplens.packet.TcpFlags;

/**
 * What one side of a connection has sent. Sequence offsets are 64-bit, relative to the first number seen of the side.
 * Captures hold many short connections, so what only some of them need stands in objects of its own, made when first used.
 */
final class Side {
    final SeenRanges seen = new SeenRanges();

    /** First sequence number seen: the ISN where the SYN was seen. */
    private int base;
    private boolean baseKnown;
    boolean synSeen;
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
    /** Payload bytes on the wire, retransmitted ones counted each time. */
    long bytes;
    /** Payload bytes, each counted once. */
    long uniqueBytes;
    int syns;
    int synAcks;
    int rsts;
    int fins;
    int largestPayload;

    /** Null before the first segment. */
    SendOrder order;
    Incidents incidents = Incidents.NONE;
    private Recovery recovery;
    /** When this side last sent something that occupies sequence space. */
    long sentTime;

    /** Empty segments that repeat the last acknowledgement. */
    int duplicateAcks;
    /** Whether this side has sent SACK blocks. */
    boolean sackSeen;

    /** The 64-bit offset of a sequence number of this side. */
    long offset(int sequence) {
        if (!baseKnown) {
            baseKnown = true;
            base = sequence;
            return 0;
        }
        return Seq.unwrap(sequence, base, seen.next());
    }

    void count(int flags, int payload) {
        if (packets++ == 0) {
            order = new SendOrder();
            incidents = new Incidents();
        }
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
                synAcks++;
            } else {
                syns++;
            }
        } else if (ack && (flags & TcpFlags.RST) == 0) {
            acks++;
        }
        if ((flags & TcpFlags.RST) != 0) {
            rsts++;
        }
        if ((flags & TcpFlags.FIN) != 0) {
            fins++;
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
        incidents.acknowledged(acknowledged);
    }

    /** How often its segments got which verdict. */
    Tally tally() {
        return recovery().tally;
    }

    /** The offset up to which the other side has acknowledged; 0 where it has not. */
    long acknowledgedBy(Side to) {
        return to.hasAcknowledged && baseKnown ? Seq.unwrap(to.acknowledged, base, seen.next()) : 0;
    }

    /** Whether the other side has acknowledged all that was seen of this one. */
    boolean fullyAcknowledged(Side to) {
        return to.hasAcknowledged && acknowledgedBy(to) >= seen.next();
    }

    int retransmissions() {
        return tally().retransmissions();
    }
}
