package io.wirecause.view;

import java.util.ArrayList;
import java.util.List;

/**
 * Samples in the order of their capture, of which a bounded number is kept: once there are too many, those of one kind and
 * direction that lie in one interval of time become one, in intervals that double as often as needed.
 */
final class SampleList {
    private static final long FINEST = 1_000L;

    private final int most;
    private List<Sample> kept = new ArrayList<>();
    private long width;

    /** @param most samples kept, above the number of kinds and directions */
    SampleList(int most) {
        this.most = most;
    }

    void add(Sample sample) {
        if (!merge(kept, sample)) {
            kept.add(sample);
        }
        while (kept.size() > most) {
            width = width == 0 ? Math.max(FINEST, span() / most) : 2 * width;
            List<Sample> fewer = new ArrayList<>();
            for (Sample each : kept) {
                if (!merge(fewer, each)) {
                    fewer.add(each);
                }
            }
            // If one doubling helps little, the next addition would fold all of them again.
            kept = fewer;
            if (kept.size() > most - most / 4 && kept.size() <= most) {
                width *= 2;
            }
        }
    }

    private long span() {
        return Math.max(0, kept.get(kept.size() - 1).to - kept.get(0).from);
    }

    /** Merges into one of the last samples, where one of the same kind lies in the same interval. */
    private boolean merge(List<Sample> into, Sample sample) {
        if (width == 0) {
            return false;
        }
        long interval = Math.floorDiv(sample.from, width);
        for (int i = into.size() - 1; i >= 0 && Math.floorDiv(into.get(i).from, width) >= interval; i--) {
            if (into.get(i).isLike(sample) && Math.floorDiv(into.get(i).from, width) == interval) {
                into.get(i).take(sample);
                return true;
            }
        }
        return false;
    }

    List<Sample> all() {
        return kept;
    }

    /** Nanoseconds of an interval that samples share; 0 where each segment has its own. */
    long width() {
        return width;
    }
}
