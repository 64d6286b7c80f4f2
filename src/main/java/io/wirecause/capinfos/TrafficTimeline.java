package io.wirecause.capinfos;

import io.wirecause.analysis.collect.TimeSlots;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Packets and bytes over time, in slots that begin at round times. */
final class TrafficTimeline {
    /** Slots at most; at least a fifth of them are in use after any change of width. */
    static final int MAX_SLOTS = 60;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000 * MILLI;
    private static final long HOUR = 3_600 * SECOND;
    private static final long[] WIDTHS = {MILLI / 1000, MILLI / 200, MILLI / 100, MILLI / 20, MILLI / 10, MILLI / 2, MILLI,
        5 * MILLI, 10 * MILLI, 50 * MILLI, 100 * MILLI, 500 * MILLI, SECOND, 5 * SECOND, 10 * SECOND, 60 * SECOND,
        300 * SECOND, 600 * SECOND, HOUR, 6 * HOUR, 24 * HOUR, 120 * HOUR, 600 * HOUR, 3_000 * HOUR, 15_000 * HOUR,
        75_000 * HOUR};
    private static final int PACKETS = 0;
    private static final int BYTES = 1;

    private final TimeSlots slots = new TimeSlots(WIDTHS, MAX_SLOTS, 2);

    /** Takes in one frame. */
    void add(long nanos, long length) {
        int slot = slots.at(nanos);
        slots.add(slot, PACKETS, 1);
        slots.add(slot, BYTES, length);
    }

    CapinfosAnswer.Timeline answer() {
        List<CapinfosAnswer.Slot> listed = new ArrayList<>();
        long width = slots.widthNanos();
        for (int i = 0; i < slots.count(); i++) {
            if (slots.get(i, PACKETS) > 0) {
                listed.add(new CapinfosAnswer.Slot(i * width / 1e9, slots.get(i, PACKETS), slots.get(i, BYTES)));
            }
        }
        Instant start = slots.count() == 0 ? null : Instant.EPOCH.plusNanos(slots.startNanos());
        return new CapinfosAnswer.Timeline(start, width / 1e9, slots.count(), listed);
    }
}
