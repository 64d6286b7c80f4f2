package io.wirecause.view;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict;
import io.wirecause.tcp.wireshark.WiresharkFlag;

/** What a sample shows, which a reader tells apart by its colour. */
enum SampleKind {
    /** New data. */
    DATA(true),
    /** An acknowledgment without data. */
    ACK(true),
    /** A second copy of a packet. */
    COPY(true),
    /** A keep-alive. */
    KEEP_ALIVE(true),
    /** Blocks that a receiver holds beyond a gap. */
    SACK(true),
    /** A round trip, from data to its acknowledgment. */
    ROUND_TRIP(true),
    /** New data behind segments that the capture does not hold. */
    AFTER_GAP(false),
    /** Data that segments sent later overtook. */
    REORDERED(false),
    /** Sent again after duplicate ACKs or SACK blocks. */
    FAST(false),
    /** Sent again after the timer expired. */
    TIMEOUT(false),
    /** Sent again to learn whether the end arrived. */
    TAIL_LOSS_PROBE(false),
    /** Sent again though it had arrived. */
    SPURIOUS(false),
    /** Sent again for another reason: smaller, or after a fast open. */
    RESENT(false),
    /** A SYN or SYN-ACK. */
    SYN(false),
    /** One of these, sent again. */
    SYN_AGAIN(false),
    /** A FIN. */
    FIN(false),
    /** A reset. */
    RST(false),
    /** An acknowledgment that closes the receive window. */
    ZERO_WINDOW(false),
    /** A probe of a closed window. */
    WINDOW_PROBE(false);

    private final boolean common;

    SampleKind(boolean common) {
        this.common = common;
    }

    /** Whether there are so many of them that neighbours may share a sample. */
    boolean isCommon() {
        return common;
    }

    /** The kind of a segment that a connection has taken in. */
    static SampleKind of(Segment segment, Verdict verdict, int wiresharkFlags) {
        if (segment.has(TcpFlags.RST)) {
            return RST;
        }
        SampleKind told = of(verdict);
        if (told != null) {
            return told;
        }
        if (segment.has(TcpFlags.SYN)) {
            return SYN;
        }
        if (segment.window() == 0 && segment.has(TcpFlags.ACK)) {
            return ZERO_WINDOW;
        }
        if (segment.has(TcpFlags.FIN)) {
            return FIN;
        }
        return segment.payload() == 0 ? ACK : WiresharkFlag.LOST_SEGMENT.in(wiresharkFlags) ? AFTER_GAP : DATA;
    }

    private static SampleKind of(Verdict verdict) {
        return switch (verdict) {
            case FAST -> FAST;
            case TIMEOUT -> TIMEOUT;
            case TAIL_LOSS_PROBE -> TAIL_LOSS_PROBE;
            case SPURIOUS -> SPURIOUS;
            case SYN -> SYN_AGAIN;
            case PATH_MTU, FAST_OPEN -> RESENT;
            case REORDERED -> REORDERED;
            case DUPLICATE -> COPY;
            case KEEP_ALIVE -> KEEP_ALIVE;
            case WINDOW_PROBE -> WINDOW_PROBE;
            case NONE, NEW -> null;
        };
    }
}
