package io.wirecause.capinfos;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Traffic over time in a bounded number of slots, although nobody knows beforehand how long the capture lasts: slots
 * start narrow, and whenever the time outgrows them several become one. Slots begin at round times.
 */
final class TimeSlots {
    /** Slots at most; at least a fifth of them are in use after any change of width. */
    static final int MAX_SLOTS = 60;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long HOUR = 3_600 * SECOND;
    /** Each width is a multiple of the one before, so that whole slots are joined. */
    private static final long[] WIDTHS = {MILLI / 1000, MILLI / 200, MILLI / 100, MILLI / 20, MILLI / 10, MILLI / 2, MILLI,
        5 * MILLI, 10 * MILLI, 50 * MILLI, 100 * MILLI, 500 * MILLI, SECOND, 5 * SECOND, 10 * SECOND, 60 * SECOND,
        300 * SECOND, 600 * SECOND, HOUR, 6 * HOUR, 24 * HOUR, 120 * HOUR, 600 * HOUR, 3_000 * HOUR, 15_000 * HOUR,
        75_000 * HOUR};

    private final long[] packets = new long[MAX_SLOTS];
    private final long[] bytes = new long[MAX_SLOTS];
    private int width;
    /** Number of the first slot, counted in slots since 1970; and how many there are. */
    private long first;
    private int count;

    void add(long nanos, long length) {
        if (count == 0) {
            first = Math.floorDiv(nanos, WIDTHS[width]);
            count = 1;
        }
        long slot = Math.floorDiv(nanos, WIDTHS[width]);
        while (Math.max(slot, first + count - 1) - Math.min(slot, first) >= MAX_SLOTS) {
            widen();
            slot = Math.floorDiv(nanos, WIDTHS[width]);
        }
        if (slot < first) {
            int shift = (int) (first - slot);
            shift(packets, shift);
            shift(bytes, shift);
            first = slot;
            count += shift;
        }
        int index = (int) (slot - first);
        count = Math.max(count, index + 1);
        packets[index]++;
        bytes[index] += length;
    }

    private void shift(long[] slots, int by) {
        System.arraycopy(slots, 0, slots, by, count);
        Arrays.fill(slots, 0, by, 0);
    }

    private void widen() {
        long factor = WIDTHS[width + 1] / WIDTHS[width];
        long newFirst = Math.floorDiv(first, factor);
        for (int i = 0; i < count; i++) {
            int to = (int) (Math.floorDiv(first + i, factor) - newFirst);
            long packetsHere = packets[i];
            long bytesHere = bytes[i];
            packets[i] = 0;
            bytes[i] = 0;
            packets[to] += packetsHere;
            bytes[to] += bytesHere;
        }
        count = (int) (Math.floorDiv(first + count - 1, factor) - newFirst) + 1;
        first = newFirst;
        width++;
    }

    CapinfosAnswer.Timeline answer() {
        List<CapinfosAnswer.Slot> slots = new ArrayList<>();
        double seconds = WIDTHS[width] / 1e9;
        for (int i = 0; i < count; i++) {
            if (packets[i] > 0) {
                slots.add(new CapinfosAnswer.Slot(i * WIDTHS[width] / 1e9, packets[i], bytes[i]));
            }
        }
        Instant start = count == 0 ? null : Instant.EPOCH.plusNanos(first * WIDTHS[width]);
        return new CapinfosAnswer.Timeline(start, seconds, count, slots);
    }
}
