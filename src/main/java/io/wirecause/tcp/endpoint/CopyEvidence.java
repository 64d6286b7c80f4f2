package io.wirecause.tcp.endpoint;

import io.wirecause.packet.TcpFlags;
import io.wirecause.tcp.segment.Segment;
import io.wirecause.tcp.verdict.Verdict.Evidence;
import java.util.Arrays;

/**
 * Whether a packet is a copy of one that the capture showed before: both sides of a forwarding host, several components of one
 * host's stack, a mirror of both ports. The sender sent it once, so nothing may be concluded from the copy. What shows it, from
 * the most reliable: the same IP identification (RFC 6864, section 4), the same content at another hop or on another link, and
 * the same content again sooner than any sender repeats it.
 */
final class CopyEvidence {
    /** Packets remembered: a copy arrives within a burst of its original, and longer ones where there are copies. */
    private static final int REMEMBERED = 10;
    private static final int REMEMBERED_AMONG_COPIES = 64;
    /** Allocated at first; many connections need no more. */
    private static final int REMEMBERED_FIRST = 2;
    /** Of each packet: its fingerprint, and its time in microseconds, whose last bit says whether it was at the usual place. */
    private static final int FIELDS = 2;
    private static final int NANOS_PER_MICRO = 1_000;

    /** No sender repeats a packet this soon, whatever the round trip. */
    private static final long AT_ONCE_NANOS = 500_000L;
    /** A clock that ticks each millisecond or slower has moved on when a timer retransmits. */
    private static final long SAME_TICK_NANOS = 5_000_000L;
    /** No timer repeats a SYN this soon, nor data without being asked (RFC 6298, section 2.4; in use: 200 ms). */
    private static final long NO_TIMER_NANOS = 100_000_000L;
    /** Longest time between two sights of one packet at two places; beyond it the path would be broken. */
    private static final long ELSEWHERE_NANOS = 2_000_000_000L;
    /** Copies come within this many times the longest time after which one was shown before. */
    private static final int LATER_COPIES = 4;
    /** Nobody repeats unasked within this part of a round trip. */
    private static final int PART_OF_ROUND_TRIP = 4;
    private static final long LONGEST_PART_NANOS = 20_000_000L;

    private CopyEvidence() {
    }

    /**
     * What shows that a segment is a copy; null where nothing does.
     *
     * @param fingerprint of the segment, see {@link #fingerprint}
     * @param roundTrip of the handshake, nanoseconds; 0 or less where it is not known
     */
    static Evidence find(Segment segment, int fingerprint, EndpointState from, EndpointState to, long roundTrip) {
        int sight = sight(from, fingerprint);
        if (sight >= 0) {
            int before = from.sights[sight + 1];
            boolean samePlace = (before & 1) != 0 == isAtUsualPlace(segment, from);
            long age = (micros(segment) - (before & ~1)) * (long) NANOS_PER_MICRO;
            Evidence evidence = ofSame(segment, from, to, samePlace, Math.abs(age), roundTrip);
            if (evidence != null) {
                return evidence;
            }
        }
        return segment.length() > 0 && isCutAnew(segment, from, to) ? elsewhere(segment, from) : null;
    }

    /** The content of a packet that was seen this long ago. */
    private static Evidence ofSame(Segment segment, EndpointState from, EndpointState to, boolean samePlace, long elapsed,
            long roundTrip) {
        if (segment.ipId() > 0) {
            return proven(from, Evidence.IP_ID, elapsed);
        }
        boolean asked = segment.length() > 0 && isAskedFor(segment, from, to);
        if (!samePlace && elapsed < (segment.hasTimestamps() ? ELSEWHERE_NANOS : asked ? 0 : NO_TIMER_NANOS)) {
            return proven(from, elsewhere(segment, from), elapsed);
        }
        long usual = Math.min((long) LATER_COPIES * Math.max(from.recovery().copyNanos, to.recovery().copyNanos), NO_TIMER_NANOS);
        if (segment.length() == 0) {
            // Empty acknowledgments may repeat at once: only where others were copied are they copies.
            return usual > 0 && elapsed < usual + AT_ONCE_NANOS ? Evidence.TIME : null;
        }
        // A SYN-ACK is repeated by timer and for each SYN that comes again, which may coincide.
        if (segment.has(TcpFlags.SYN) && !segment.has(TcpFlags.ACK) && elapsed < NO_TIMER_NANOS) {
            return proven(from, Evidence.TIME, elapsed);
        }
        if (segment.hasTimestamps() && !asked && elapsed < SAME_TICK_NANOS) {
            return proven(from, Evidence.TSVAL, elapsed);
        }
        long part = Math.max(AT_ONCE_NANOS, Math.min(roundTrip / PART_OF_ROUND_TRIP, LONGEST_PART_NANOS));
        return elapsed < Math.max(asked ? 0 : part, usual) ? Evidence.TIME : null;
    }

    /** A copy of this age was shown to be one; later ones may rest on it. */
    private static Evidence proven(EndpointState from, Evidence evidence, long elapsed) {
        Recovery recovery = from.recovering();
        recovery.copyNanos = Math.max(recovery.copyNanos, (int) Math.min(elapsed, NO_TIMER_NANOS));
        return evidence;
    }

    /**
     * Whether a segment has content that was all seen at another place, cut into other segments: a super-frame on one side of a
     * host, and what its network card made of it on the other.
     */
    private static boolean isCutAnew(Segment segment, EndpointState from, EndpointState to) {
        if (isAtUsualPlace(segment, from) || from.isEmpty()) {
            return false;
        }
        long start = from.offset(segment.sequence());
        if (!SequenceRanges.isSeen(from, start, start + segment.length())) {
            return false;
        }
        return from.tsKnown && segment.hasTimestamps() ? segment.tsVal() - from.highestTsVal <= 0
                : segment.time() - from.sentTime < NO_TIMER_NANOS && !isAskedFor(segment, from, to);
    }

    /** Whether the receiver asks for the segment. */
    private static boolean isAskedFor(Segment segment, EndpointState from, EndpointState to) {
        return !from.isEmpty() && Acknowledgments.askFor(from.offset(segment.sequence()), from, to);
    }

    private static Evidence elsewhere(Segment segment, EndpointState from) {
        return segment.ttl() != from.originalTtl ? Evidence.TTL : Evidence.LINK;
    }

    /** Whether a segment was seen where new content of the endpoint was seen last. */
    private static boolean isAtUsualPlace(Segment segment, EndpointState from) {
        return !from.placed || segment.ttl() == from.originalTtl && segment.link() == from.originalLink;
    }

    /** An even number. */
    private static int micros(Segment segment) {
        return (int) (segment.time() / NANOS_PER_MICRO) & ~1;
    }

    /** Remembers a packet that is not a copy. */
    static void note(EndpointState from, Segment segment, int fingerprint, boolean isNew) {
        if (isNew) {
            from.placed = true;
            from.originalTtl = (short) segment.ttl();
            from.originalLink = segment.link();
        }
        int at = room(from);
        from.sights[at] = fingerprint;
        from.sights[at + 1] = micros(segment) | (isAtUsualPlace(segment, from) ? 1 : 0);
    }

    /** Where the next packet is remembered: behind the others, or in place of the oldest. */
    private static int room(EndpointState from) {
        if (from.sights == null) {
            from.sights = new int[FIELDS * REMEMBERED_FIRST];
        } else if (FIELDS * from.nextSight == from.sights.length) {
            int most = FIELDS * (from.recovery().copyNanos > 0 ? REMEMBERED_AMONG_COPIES : REMEMBERED);
            if (from.sights.length < most) {
                from.sights = Arrays.copyOf(from.sights, Math.min(most, FIELDS * (from.nextSight + from.nextSight / 2)));
            } else {
                from.nextSight = 0;
            }
        }
        return FIELDS * from.nextSight++;
    }

    /** Where the last packet with this fingerprint is remembered; -1 for nowhere. */
    private static int sight(EndpointState from, int fingerprint) {
        if (from.sights != null) {
            for (int i = from.sights.length - FIELDS; i >= 0; i -= FIELDS) {
                if (from.sights[i] == fingerprint) {
                    return i;
                }
            }
        }
        return -1;
    }

    /**
     * A hash, never 0, of the fields that two packets share only if they are one, or the second repeats the first. The checksum
     * is not among them: the copy that a sender's own interface shows has none yet.
     */
    static int fingerprint(Segment segment) {
        // Mixed first: a keep-alive has the next identification and a number one lower than the packet before it.
        int hash = mix(mix(0, segment.ipId()), segment.sequence());
        hash = mix(hash, segment.acknowledgment());
        hash = mix(hash, segment.flags() << 16 | segment.window());
        hash = mix(hash, segment.payload());
        if (segment.hasTimestamps()) {
            hash = mix(mix(hash, segment.tsVal()), segment.tsEcr());
        }
        for (int i = 0; i < segment.sackBlocks(); i++) {
            hash = mix(mix(hash, segment.sackLeft(i)), segment.sackRight(i));
        }
        return hash == 0 ? 1 : hash;
    }

    private static int mix(int hash, int value) {
        int mixed = (hash ^ value) * 0x9e3779b1;
        return mixed ^ mixed >>> 15;
    }
}
