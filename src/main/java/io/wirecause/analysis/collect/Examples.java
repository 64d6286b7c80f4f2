package io.wirecause.analysis.collect;

import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often something was seen, and some of the frames that show it, spread over all cases: every one at first, then every
 * second, every fourth, and so on. Memory is bounded and grows with the cases.
 */
public final class Examples {
    /** Enough to list as many as a finding does at any time. */
    private static final int KEPT = 2 * Finding.MAX_FRAMES;
    private static final int AT_FIRST = 4;
    private static final long[] NONE = {};

    private long[] kept = NONE;
    private int size;
    private long between = 1;
    private long last;
    private long count;

    /** Nothing seen yet. */
    public Examples() {
    }

    /** One more case, in this frame. */
    public void add(long frame) {
        if (count % between == 0) {
            keep(frame);
        }
        last = frame;
        count++;
    }

    private void keep(long frame) {
        if (size == KEPT) {
            for (int i = 0; i < KEPT / 2; i++) {
                kept[i] = kept[2 * i];
            }
            size = KEPT / 2;
            between *= 2;
        }
        if (size == kept.length) {
            kept = Arrays.copyOf(kept, size == 0 ? AT_FIRST : Math.min(KEPT, 2 * size));
        }
        kept[size++] = frame;
    }

    /** How many cases. */
    public long count() {
        return count;
    }

    /** The frames of the first, the last and some in between, at most {@link Finding#MAX_FRAMES}, in order. */
    public List<Long> frames() {
        List<Long> frames = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            frames.add(kept[i]);
        }
        if (count > 0) {
            frames.add(last);
        }
        return Finding.spread(frames, Finding.MAX_FRAMES);
    }
}
