package io.pcaplens.tcp;

import io.pcaplens.flow.FlowKey;
import io.pcaplens.packet.TcpFlags;

/** What one side of a connection has sent. Sequence offsets are 64-bit, relative to the first number seen of the side. */
final class Side {
    final FlowKey.Endpoint endpoint;
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

    long packets;
    /** Payload bytes on the wire, retransmitted ones counted each time. */
    long bytes;
    /** Payload bytes, each counted once. */
    long uniqueBytes;
    int syns;
    int synAcks;
    long acks;
    int rsts;
    int fins;
    long dataPackets;
    int largestPayload;

    final SendOrder order = new SendOrder();
    final Tally tally = new Tally();
    final Resent resent = new Resent();
    final Incidents incidents = new Incidents();
    /** When the last gap opened in what was seen of this side. */
    long gapTime;
    /** When this side last sent something that occupies sequence space. */
    long sentTime;
    /** Everything below this offset is sent again in the recovery from a timeout; 0 for none. */
    long timeoutUntil;
    /** The highest offset of this side that the other one has SACKed. */
    long sackedTo;
    /** Bytes of this side that the other one acknowledged although the capture does not hold them. */
    long missedBytes;
    int missedGaps;
    long firstMissedFrame;
    /** D-SACKs of the other side for bytes that this one was not seen to send twice: copies made behind the capture. */
    int copiesBehindCapture;
    int dsacks;

    /** Empty segments that repeat the last acknowledgement. */
    int duplicateAcks;
    /** Whether this side has sent SACK blocks. */
    boolean sackSeen;

    Side(FlowKey.Endpoint endpoint) {
        this.endpoint = endpoint;
    }

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
        packets++;
        bytes += payload;
        if (payload > 0) {
            dataPackets++;
            largestPayload = Math.max(largestPayload, payload);
        }
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

    /** The offset up to which the other side has acknowledged; 0 where it has not. */
    long acknowledgedBy(Side to) {
        return to.hasAcknowledged && baseKnown ? Seq.unwrap(to.acknowledged, base, seen.next()) : 0;
    }

    /** Whether the other side has acknowledged all that was seen of this one. */
    boolean fullyAcknowledged(Side to) {
        return to.hasAcknowledged && acknowledgedBy(to) >= seen.next();
    }

    boolean sackedAbove(long offset) {
        return sackedTo > offset;
    }

    boolean inTimeout(long acknowledgedOffset) {
        return acknowledgedOffset < timeoutUntil;
    }

    int retransmissions() {
        return tally.retransmissions();
    }
}
