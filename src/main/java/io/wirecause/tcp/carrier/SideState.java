package io.wirecause.tcp.carrier;

import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;

/** What a carried connection remembers of one side beyond what TCP itself keeps. Times in nanoseconds since 1970. */
final class SideState {
    /** Of a side that has sent nothing; never written. */
    static final SideState SILENT = new SideState();

    /** When it last sent something that occupies sequence numbers; {@link CarriedConnection#NEVER} before. */
    private long sentAt = CarriedConnection.NEVER;
    private long lossNanos;
    private int losses;
    private int firstLossFrame;
    /** How far it has sent, as its last segment without data tells, whether or not the bytes were seen. */
    long shownTo;
    int finFrame;
    long finTime = CarriedConnection.NEVER;
    boolean finAcknowledges;
    int resetFrame;
    long resetTime = CarriedConnection.NEVER;

    /** Takes in one of its segments other than copies. */
    void take(Segment segment, Verdict verdict) {
        if (verdict.isLoss() || verdict == Verdict.SYN) {
            if (losses++ == 0) {
                firstLossFrame = (int) segment.frame();
            }
            lossNanos += sentAt == CarriedConnection.NEVER ? 0 : Math.max(0, segment.time() - sentAt);
        }
        if (segment.length() > 0) {
            sentAt = segment.time();
        }
    }

    Conditions conditions(long blockedNanos) {
        return new Conditions(losses, lossNanos, blockedNanos);
    }

    int losses() {
        return losses;
    }

    long firstLossFrame() {
        return Integer.toUnsignedLong(firstLossFrame);
    }
}
