package io.wirecause.tcp;

import java.util.Arrays;

/**
 * Which bytes of one direction's sequence space were seen: all from {@link #start} to {@link #next} but for the gaps.
 * In order, nothing but {@code next} moves and nothing is allocated. Gaps are capped; beyond the cap the lowest gap is
 * given up, as if it had been seen, and that is counted. Offsets are 64-bit and relative to the direction's first number.
 *
 * <p>A layer of {@link EndpointState}, which tells why it has layers.
 */
class SequenceRanges {
    /** Gaps kept of one direction: a window of a megabyte with every twelfth segment missing. */
    static final int MAX_GAPS = 64;

    private boolean any;
    private long next;
    /** Null before the first gap, as long as the first byte seen has the offset 0. */
    private Gaps gaps;

    /** The gaps, lowest first, and where what was seen begins. */
    private static final class Gaps {
        private long start;
        /** Pairs of first byte and the byte behind, ascending. */
        private long[] edges = new long[8];
        private int count;
        private int givenUp;

        private void open(int at, long from, long to) {
            int index = at;
            if (count == MAX_GAPS) {
                givenUp++;
                if (index == 0) {
                    return;
                }
                remove(0);
                index--;
            }
            if (2 * count == edges.length) {
                edges = Arrays.copyOf(edges, 2 * edges.length);
            }
            System.arraycopy(edges, 2 * index, edges, 2 * index + 2, 2 * (count - index));
            edges[2 * index] = from;
            edges[2 * index + 1] = to;
            count++;
        }

        private void remove(int index) {
            System.arraycopy(edges, 2 * index + 2, edges, 2 * index, 2 * (count - index - 1));
            count--;
        }

        private long closeBelow(long offset) {
            long bytes = 0;
            while (count > 0 && edges[0] < offset) {
                long end = Math.min(edges[1], offset);
                bytes += end - edges[0];
                if (end == edges[1]) {
                    remove(0);
                } else {
                    edges[0] = end;
                }
            }
            return bytes;
        }

        /** Takes the bytes out of the gaps that hold them; returns how many there were. */
        private long fill(long from, long to) {
            long filled = 0;
            for (int i = count - 1; i >= 0 && edges[2 * i + 1] > from; i--) {
                long gapFrom = edges[2 * i];
                long gapTo = edges[2 * i + 1];
                long left = Math.max(from, gapFrom);
                long right = Math.min(to, gapTo);
                if (left >= right) {
                    continue;
                }
                filled += right - left;
                if (left == gapFrom && right == gapTo) {
                    remove(i);
                } else if (left == gapFrom) {
                    edges[2 * i] = right;
                } else if (right == gapTo) {
                    edges[2 * i + 1] = left;
                } else {
                    edges[2 * i + 1] = left;
                    open(i + 1, right, gapTo);
                }
            }
            return filled;
        }
    }

    /** First byte seen; counts only where not {@link #isEmpty}. */
    long start() {
        return gaps == null ? 0 : gaps.start;
    }

    /** The byte behind the highest one seen; 0 where none was. */
    long next() {
        return next;
    }

    boolean isEmpty() {
        return !any;
    }

    /** Gaps that were given up because there were too many. */
    int gapsGivenUp() {
        return gaps == null ? 0 : gaps.givenUp;
    }

    int gapCount() {
        return gaps == null ? 0 : gaps.count;
    }

    long gapStart(int gap) {
        return gaps.edges[2 * gap];
    }

    long gapEnd(int gap) {
        return gaps.edges[2 * gap + 1];
    }

    /** Bytes missing below {@link #next}. */
    long missing() {
        long bytes = 0;
        for (int i = 0; i < gapCount(); i++) {
            bytes += gapEnd(i) - gapStart(i);
        }
        return bytes;
    }

    /**
     * Notes the bytes of one segment.
     *
     * @return how many of them were not seen before
     */
    long add(long from, long to) {
        if (!any) {
            any = true;
            if (from != 0) {
                gaps().start = from;
            }
            next = to;
            return to - from;
        }
        if (from == next) {
            next = to;
            return to - from;
        }
        long fresh = 0;
        long start = start();
        if (from < start) {
            long end = Math.min(to, start);
            fresh += end - from;
            if (end < start) {
                gaps().open(0, end, start);
            }
            gaps().start = from;
        }
        if (from > next) {
            gaps().open(gapCount(), next, from);
            next = to;
            return to - from;
        }
        fresh += gaps == null ? 0 : gaps.fill(from, Math.min(to, next));
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
        return gaps == null ? 0 : gaps.closeBelow(offset);
    }

    private Gaps gaps() {
        if (gaps == null) {
            gaps = new Gaps();
        }
        return gaps;
    }
}
