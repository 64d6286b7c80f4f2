package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.segment.Seq;
import io.wirecause.tcp.verdict.Verdict;

/** What an endpoint acknowledges of its peer's data, and what that says about the data: cumulatively, by SACK and D-SACK. */
public final class Acknowledgments {
    /** Duplicate ACKs that ask for a retransmission (RFC 5681, section 3.2). */
    static final int DUPLICATE_ACKS = 3;

    private Acknowledgments() {
    }

    /**
     * Whether the receiver asks for a sender's bytes again, by SACK or duplicate ACKs.
     *
     * @param start offset of the first of them
     */
    static boolean askFor(long start, EndpointState sender, EndpointState receiver) {
        return receiver.hasAcknowledged
                && (sender.recovery().sackedAbove(start) || receiver.duplicateAcks() >= DUPLICATE_ACKS);
    }

    /** Takes in a segment with ACK. */
    public static void take(Segment segment, EndpointState from, EndpointState to) {
        int ahead = from.hasAcknowledged ? Seq.difference(segment.acknowledgment(), from.acknowledged) : 1;
        if (ahead > 0) {
            from.acknowledged = segment.acknowledgment();
            from.hasAcknowledged = true;
            if (from.isRecovering()) {
                from.recovering().duplicateAcks = 0;
            }
            closeAcknowledgedGaps(from, to, segment.frame());
        } else if (ahead == 0 && segment.payload() == 0 && !segment.has(TcpFlags.SYN | TcpFlags.FIN | TcpFlags.RST)
                && (segment.window() == from.windowField || segment.sackBlocks() > 0)) {
            from.recovering().duplicateAcks++;
        }
        if (segment.sackBlocks() > 0) {
            takeSack(segment, from, to);
        }
        if (from.isRecovering()) {
            from.recovering().heardAt = segment.time();
        }
    }

    /** What is acknowledged has arrived: the capture only missed it. */
    private static void closeAcknowledgedGaps(EndpointState from, EndpointState to, long frame) {
        if (to.gaps == null || to.gaps.count == 0) {
            return;
        }
        long bytes = SequenceRanges.closeGapsBelow(to, to.acknowledgedBy(from));
        if (bytes > 0) {
            to.recovering().missed(bytes, frame);
        }
    }

    /** SACK blocks (RFC 2018); one below the acknowledgment or within the next block is a D-SACK (RFC 2883, section 4). */
    private static void takeSack(Segment segment, EndpointState from, EndpointState to) {
        from.recovering().sackSeen = true;
        int left = segment.sackLeft(0);
        int right = segment.sackRight(0);
        if (!to.isEmpty() && Acceptability.isSackOutside(from, to, to.offset(left), to.offset(right))) {
            from.straying().count(Stray.SACK_OUTSIDE, segment.frame());
            return;
        }
        boolean duplicate = Seq.difference(right, segment.acknowledgment()) <= 0 || segment.sackBlocks() > 1
                && Seq.difference(left, segment.sackLeft(1)) >= 0 && Seq.difference(right, segment.sackRight(1)) <= 0;
        if (duplicate && !to.isEmpty()) {
            takeDuplicateSack(to, left, right);
        }
        for (int i = duplicate ? 1 : 0; i < segment.sackBlocks() && !to.isEmpty(); i++) {
            to.recovering().sackedTo = Math.max(to.recovery().sackedTo, to.offset(segment.sackRight(i)));
        }
    }

    private static void takeDuplicateSack(EndpointState to, int left, int right) {
        Recovery recovery = to.recovering();
        Verdict was = recovery.retransmitted.remove(to.offset(left), to.offset(right));
        if (was != null) {
            recovery.verdicts.turnSpurious(was);
        } else {
            recovery.copiesBehindCapture++;
        }
    }

    /** The peer has sent something and acknowledges what it acknowledges of this endpoint. */
    public static void takeSignOfLife(EndpointState of, EndpointState peer) {
        if (of.isRecovering()) {
            of.recovering().heardFromPeer();
        }
        EndpointAnomalies.acknowledgeLarge(of, of.acknowledgedBy(peer));
    }
}
