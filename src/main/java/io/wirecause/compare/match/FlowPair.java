package io.wirecause.compare.match;

import io.wirecause.compare.clock.Delays;
import io.wirecause.packet.TcpFlags;
import java.util.ArrayDeque;

/** A conversation of the first capture and what it is in the other. Times are those of each capture's own clock. */
public final class FlowPair {
    /** What is known of one direction, that of endpoint a in the first capture or the other. */
    public static final class Way {
        /** The capture that its packets pass first, 0 or 1; -1 where nothing tells. */
        int upstream = -1;
        /** Sequence numbers of the first capture less those of the other. */
        int shift;
        /** Whether IPv4 identifications, or TCP timestamps, are the same in both. */
        boolean keepsIds;
        boolean keepsTimestamps;
        final long[] seen = new long[2];
        long matched;
        /** Seen where they pass first, and not behind; and those of them that arrived, so that the other capture missed them. */
        final Frames lost = new Frames();
        final Frames missed = new Frames();
        /** Seen behind, and not where they would have passed first. */
        final Frames missedBefore = new Frames();
        final Frames added = new Frames();
        final Frames addedResets = new Frames();
        /** Once before and twice behind. */
        final Frames duplicated = new Frames();
        final Frames overtaken = new Frames();
        /** Segments sent again although their bytes had passed both points. */
        long sentAgain;
        /** Of those lost: segments that open the connection, and datagrams of which some fragments arrived. */
        long lostOpenings;
        final Frames lostInPart = new Frames();
        /** Datagrams that are sent in fragments, and those of them that were lost. */
        long fragmented;
        long fragmentedLost;
        boolean hasAcknowledged;
        int acknowledged;
        final PassedBytes arrived = new PassedBytes();
        final ArrayDeque<Sighting> waitingData = new ArrayDeque<>();
        int large;
        long latestUpstream;
        Delays delays;
        /** The first RST by capture: its frame, 0 for none. */
        final long[] reset = new long[2];

        /** Bytes of this way that the capture showed which they pass first. */
        final PassedBytes sent = new PassedBytes();
        /** The hop limit of the last packet in both, where it passes last. */
        int ttlBehind = -1;
        /** Whether what is in one capture only says something, see {@link SameTraffic}. */
        boolean shared;
    }

    final int number;
    final Conversation first;
    final Conversation other;
    /** Whether endpoint a of the first capture is endpoint b of the other. */
    final boolean flipped;
    final Kind kind;
    final Way[] ways = {new Way(), new Way()};
    /** SYN, SYN-ACK and the ACK of it by capture, nanoseconds; 0 where not seen. */
    final long[] synTime = new long[2];
    final long[] synAckTime = new long[2];
    final long[] ackTime = new long[2];

    /** How the two were found to be one. */
    public enum Kind {
        /** By the same addresses and ports. */
        SAME,
        /** By what its packets carry, under other addresses or ports. */
        TRANSLATED,
        /** By its payload alone: two connections, with something in between that ends one and opens the other. */
        PROXIED
    }

    FlowPair(int number, Conversation first, Conversation other, boolean flipped, Kind kind) {
        this.number = number;
        this.first = first;
        this.other = other;
        this.flipped = flipped;
        this.kind = kind;
    }

    /** How the two were found to be one. */
    public Kind kind() {
        return kind;
    }

    /** What the conversation is in a capture, 0 or 1. */
    Conversation in(int capture) {
        return capture == 0 ? first : other;
    }

    /** The direction, as the first capture counts, of what is one in a capture; and the other way round. */
    int way(int capture, int direction) {
        return capture == 1 && flipped ? 1 - direction : direction;
    }

    /** Notes the parts of the handshake. */
    void handshake(int capture, int flags, int way, long time) {
        int opener = first.opener();
        if ((flags & TcpFlags.SYN) != 0) {
            if ((flags & TcpFlags.ACK) != 0) {
                synAckTime[capture] = synAckTime[capture] == 0 ? time : synAckTime[capture];
            } else if (synAckTime[capture] == 0) {
                // The last try is the one that is answered.
                synTime[capture] = time;
            }
        } else if (way == opener && ackTime[capture] == 0 && synAckTime[capture] != 0) {
            ackTime[capture] = time;
        }
    }
}
