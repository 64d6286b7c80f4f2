package io.wirecause.analysis.collect;

import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.List;

/** How often something was seen, and the first few frames that show it: as many as a finding lists. */
public final class Examples {
    private final long[] first = new long[Finding.EXAMPLES];
    private long count;

    /** Nothing seen yet. */
    public Examples() {
    }

    /** One more case, in this frame. */
    public void add(long frame) {
        if (count < first.length) {
            first[(int) count] = frame;
        }
        count++;
    }

    /** How many cases. */
    public long count() {
        return count;
    }

    /** The frames of the first few, in the order in which they were added. */
    public List<Long> frames() {
        List<Long> frames = new ArrayList<>();
        for (int i = 0; i < Math.min(first.length, count); i++) {
            frames.add(first[i]);
        }
        return frames;
    }
}
