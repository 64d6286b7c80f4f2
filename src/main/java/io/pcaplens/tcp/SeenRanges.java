package io.pcaplens.tcp;

import java.util.Arrays;

/**
 * Which bytes of one direction's sequence space were seen: all from {@link #start} to {@link #next} but for the gaps.
 * In order, nothing but {@code next} moves and nothing is allocated. Gaps are capped; beyond the cap the lowest gap is
 * given up, as if it had been seen, and that is counted. Offsets are 64-bit and relative to the direction's first number.
 */
final class SeenRanges {
    /** Gaps kept of one direction: a window of a megabyte with every twelfth segment missing. */
    static final int MAX_GAPS = 64;

    private long start;
    private long next;
    private boolean empty = true;
    /** Pairs of first byte and the byte behind, ascending. */
    private long[] gaps;
    private int gapCount;
    private int gapsGivenUp;

    /** First byte seen. */
    long start() {
        return start;
    }

    /** The byte behind the highest one seen. */
    long next() {
        return next;
    }

    boolean isEmpty() {
        return empty;
    }

    /** Gaps that were given up because there were too many. */
    int gapsGivenUp() {
        return gapsGivenUp;
    }

    int gapCount() {
        return gapCount;
    }

    long gapStart(int gap) {
        return gaps[2 * gap];
    }

    long gapEnd(int gap) {
        return gaps[2 * gap + 1];
    }

    /** Bytes missing below {@link #next}. */
    long missing() {
        long bytes = 0;
        for (int i = 0; i < gapCount; i++) {
            bytes += gaps[2 * i + 1] - gaps[2 * i];
        }
        return bytes;
    }

    /**
     * Notes the bytes of one segment.
     *
     * @return how many of them were not seen before
     */
    long add(long from, long to) {
        if (empty) {
            empty = false;
            start = from;
            next = to;
            return to - from;
        }
        if (from == next) {
            next = to;
            return to - from;
        }
        long fresh = 0;
        if (from < start) {
            long end = Math.min(to, start);
            fresh += end - from;
            if (end < start) {
                open(0, end, start);
            }
            start = from;
        }
        if (from > next) {
            open(gapCount, next, from);
            next = to;
            return to - from;
        }
        fresh += fill(from, Math.min(to, next));
        if (to > next) {
            fresh += to - next;
            next = to;
        }
        return fresh;
    }

    /**
     * Takes the gaps below an offset for seen.
     *
     * @return how many bytes they had
     */
    long closeGapsBelow(long offset) {
        long bytes = 0;
        while (gapCount > 0 && gaps[0] < offset) {
            long end = Math.min(gaps[1], offset);
            bytes += end - gaps[0];
            if (end == gaps[1]) {
                remove(0);
            } else {
                gaps[0] = end;
            }
        }
        return bytes;
    }

    private void open(int index, long from, long to) {
        if (gaps == null) {
            gaps = new long[8];
        }
        if (gapCount == MAX_GAPS) {
            gapsGivenUp++;
            if (index == 0) {
                return;
            }
            remove(0);
            index--;
        }
        if (2 * gapCount == gaps.length) {
            gaps = Arrays.copyOf(gaps, 2 * gaps.length);
        }
        System.arraycopy(gaps, 2 * index, gaps, 2 * index + 2, 2 * (gapCount - index));
        gaps[2 * index] = from;
        gaps[2 * index + 1] = to;
        gapCount++;
    }

    private void remove(int index) {
        System.arraycopy(gaps, 2 * index + 2, gaps, 2 * index, 2 * (gapCount - index - 1));
        gapCount--;
    }

    /** Takes the bytes out of the gaps that hold them; returns how many there were. */
    private long fill(long from, long to) {
        long filled = 0;
        for (int i = gapCount - 1; i >= 0 && gaps[2 * i + 1] > from; i--) {
            long gapFrom = gaps[2 * i];
            long gapTo = gaps[2 * i + 1];
            long left = Math.max(from, gapFrom);
            long right = Math.min(to, gapTo);
            if (left >= right) {
                continue;
            }
            filled += right - left;
            if (left == gapFrom && right == gapTo) {
                remove(i);
            } else if (left == gapFrom) {
                gaps[2 * i] = right;
            } else if (right == gapTo) {
                gaps[2 * i + 1] = left;
            } else {
                gaps[2 * i + 1] = left;
                open(i + 1, right, gapTo);
            }
        }
        return filled;
    }
}
