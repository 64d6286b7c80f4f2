package io.wirecause.tcp.endpoint;

/**
 * Which bytes of an endpoint's sequence space were seen: all from the first one to {@link EndpointState#next}, except for the
 * gaps. Data in order only moves {@code next} and allocates nothing. Gaps are capped; beyond the cap the lowest one is given up,
 * as if it had been seen, and counted.
 */
public final class SequenceRanges {
    private SequenceRanges() {
    }

    /**
     * Adds the bytes of a segment.
     *
     * @return how many of them had not been seen before
     */
    static long add(EndpointState sender, long from, long to) {
        if (sender.isEmpty()) {
            if (from != 0) {
                gaps(sender).start = from;
            }
            sender.next = to;
            return to - from;
        }
        if (from == sender.next) {
            sender.next = to;
            return to - from;
        }
        return addOutOfOrder(sender, from, to);
    }

    private static long addOutOfOrder(EndpointState sender, long from, long to) {
        long fresh = 0;
        long start = start(sender);
        if (from < start) {
            long end = Math.min(to, start);
            fresh += end - from;
            if (end < start) {
                gaps(sender).open(0, end, start);
            }
            gaps(sender).start = from;
        }
        long next = sender.next;
        if (from > next) {
            gaps(sender).open(gapCount(sender), next, from);
            sender.next = to;
            return to - from;
        }
        fresh += sender.gaps == null ? 0 : sender.gaps.fill(from, Math.min(to, next));
        if (to > next) {
            fresh += to - next;
            sender.next = to;
        }
        return fresh;
    }

    /** Whether all these bytes were seen. */
    public static boolean isSeen(EndpointState sender, long from, long to) {
        for (int i = 0; i < gapCount(sender); i++) {
            if (from < sender.gaps.to(i) && to > sender.gaps.from(i)) {
                return false;
            }
        }
        return !sender.isEmpty() && from >= start(sender) && to <= sender.next;
    }

    /**
     * Counts the gaps below an offset as seen.
     *
     * @return how many bytes they had
     */
    static long closeGapsBelow(EndpointState sender, long offset) {
        return sender.gaps == null ? 0 : sender.gaps.closeBelow(offset);
    }

    /** The first byte seen; meaningful only if the endpoint is not empty. */
    static long start(EndpointState sender) {
        return sender.gaps == null ? 0 : sender.gaps.start;
    }

    static int gapCount(EndpointState sender) {
        return sender.gaps == null ? 0 : sender.gaps.count;
    }

    private static SequenceGaps gaps(EndpointState sender) {
        if (sender.gaps == null) {
            sender.gaps = new SequenceGaps();
        }
        return sender.gaps;
    }
}
