package io.wirecause.sip.rtp;

/**
 * Counts lost, repeated and reordered packets by their 16-bit sequence numbers (RFC 3550, appendix A.1). A jump too far
 * to be loss starts a new count when the next packet confirms it: the sender started over.
 */
final class SequenceCounter {
    /** A gap up to this counts as loss (RFC 3550, appendix A.1: MAX_DROPOUT). */
    static final int MAX_DROPOUT = 3_000;
    /** How far back a packet counts as late (RFC 3550, appendix A.1: MAX_MISORDER). */
    static final int MAX_MISORDER = 100;
    private static final int WINDOW_BITS = 128;

    private final long[] seen = new long[WINDOW_BITS / Long.SIZE];
    private boolean started;
    private long base;
    private long highest;
    /** Where the next packet would stand if the sender had started over; -1 for nowhere. */
    private int restart = -1;
    private long distinct;
    private long expectedBefore;
    private long distinctBefore;
    private long duplicates;
    private long reordered;
    private int restarts;
    private int longestGap;

    /** What a packet is in the order of its stream. */
    enum Place {
        /** The next one, or one behind a gap. */
        FORWARD,
        /** Came after one that was sent after it. */
        LATE,
        /** Was there before. */
        REPEATED,
        /** Far off; not counted unless the next one follows it. */
        STRAY
    }

    /**
     * Adds the next packet.
     *
     * @param sequence 0 to 65,535
     */
    Place take(int sequence) {
        if (!started) {
            started = true;
            begin(sequence);
            return Place.FORWARD;
        }
        int ahead = sequence - (int) highest & 0xffff;
        if (ahead != 0 && ahead < MAX_DROPOUT) {
            longestGap = Math.max(longestGap, ahead - 1);
            for (int i = 1; i <= Math.min(ahead, WINDOW_BITS); i++) {
                mark(highest + i, false);
            }
            highest += ahead;
            mark(highest, true);
            distinct++;
            restart = -1;
            return Place.FORWARD;
        }
        if (ahead == 0 || ahead > 0xffff - MAX_MISORDER) {
            return behind(highest - (-ahead & 0xffff));
        }
        if (sequence == restart) {
            expectedBefore += highest - base + 1;
            distinctBefore += distinct;
            restarts++;
            begin(sequence - 1 & 0xffff);
            return take(sequence);
        }
        restart = sequence + 1 & 0xffff;
        return Place.STRAY;
    }

    private void begin(int sequence) {
        // One round ahead, so that packets before the first one still have a number.
        base = 0x10000L + sequence;
        highest = base;
        distinct = 1;
        restart = -1;
        java.util.Arrays.fill(seen, 0);
        mark(highest, true);
    }

    private Place behind(long extended) {
        if (isMarked(extended)) {
            duplicates++;
            return Place.REPEATED;
        }
        mark(extended, true);
        base = Math.min(base, extended);
        distinct++;
        reordered++;
        return Place.LATE;
    }

    private void mark(long extended, boolean there) {
        int bit = (int) (extended & WINDOW_BITS - 1);
        if (there) {
            seen[bit >> 6] |= 1L << bit;
        } else {
            seen[bit >> 6] &= ~(1L << bit);
        }
    }

    private boolean isMarked(long extended) {
        int bit = (int) (extended & WINDOW_BITS - 1);
        return (seen[bit >> 6] >>> bit & 1) != 0;
    }

    /** Packets sent as far as the numbers tell. */
    long expected() {
        return started ? expectedBefore + highest - base + 1 : 0;
    }

    /** Packets missing. */
    long lost() {
        return expected() - distinctBefore - distinct;
    }

    /** Packets that came again. */
    long duplicates() {
        return duplicates;
    }

    /** Packets that came after one sent later. */
    long reordered() {
        return reordered;
    }

    /** How often the sender started over with other numbers. */
    int restarts() {
        return restarts;
    }

    /** Most packets missing in a row when the one behind them came. */
    int longestGap() {
        return longestGap;
    }
}
