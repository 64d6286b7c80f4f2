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
    int retransmissions;
    long retransmittedBytes;

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
}
