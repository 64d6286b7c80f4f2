package io.wirecause.capinfos;

import java.util.ArrayList;
import java.util.List;

/** Counts frames by length, in the ranges of Wireshark's packet length statistics. */
final class SizeTable {
    /** First length of each range. */
    private static final int[] FROM = {0, 20, 40, 80, 160, 320, 640, 1280, 2560, 5120};

    private final long[] counts = new long[FROM.length];
    private long min = Long.MAX_VALUE;
    private long max;

    void add(long length) {
        min = Math.min(min, length);
        max = Math.max(max, length);
        int range = FROM.length - 1;
        while (length < FROM[range]) {
            range--;
        }
        counts[range]++;
    }

    /** Length of the longest frame. */
    long max() {
        return max;
    }

    CapinfosAnswer.PacketSizes answer() {
        List<CapinfosAnswer.SizeRange> ranges = new ArrayList<>();
        for (int i = 0; i < FROM.length; i++) {
            if (counts[i] > 0) {
                ranges.add(new CapinfosAnswer.SizeRange(FROM[i], i + 1 < FROM.length ? FROM[i + 1] - 1 : null, counts[i]));
            }
        }
        return new CapinfosAnswer.PacketSizes(min == Long.MAX_VALUE ? 0 : min, max, ranges);
    }
}
