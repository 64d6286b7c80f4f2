package io.wirecause.tcp.endpoint;

import java.util.Arrays;

/** The gaps in what was seen of one direction's sequence space, lowest first, and where what was seen begins. */
final class SequenceGaps {
    /** Gaps kept of one direction: a window of a megabyte with every twelfth segment missing. */
    static final int MAX_GAPS = 64;

    long start;
    int count;
    /** Gaps given up because there were too many. */
    int givenUp;
    /** Pairs of first byte and the byte after, ascending. */
    private long[] edges = new long[8];

    long from(int gap) {
        return edges[2 * gap];
    }

    long to(int gap) {
        return edges[2 * gap + 1];
    }

    void open(int at, long from, long to) {
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

    /** Closes all gaps below an offset; returns their bytes. */
    long closeBelow(long offset) {
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

    /** Takes bytes out of the gaps that hold them; returns how many there were. */
    long fill(long from, long to) {
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
