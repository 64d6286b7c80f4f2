package io.pcaplens.sip;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Keeps the worst of many records: higher badness first, among equals the earlier frame. */
final class WorstFirst<T extends Record> {
    /** Records kept; as many as one page can have. */
    static final int MOST = 1_000;

    private final Comparator<Item<?>> worse = Comparator.comparingDouble((Item<?> item) -> -item.badness)
            .thenComparingLong(Item::frame);
    private final PriorityQueue<Item<T>> kept = new PriorityQueue<>(Collections.reverseOrder(worse));
    private long total;

    private record Item<T>(T value, double badness, long frame) {
    }

    /**
     * Takes in a record.
     *
     * @param value   makes it, where it is kept
     * @param badness greater is worse
     */
    void add(Supplier<T> value, double badness, long frame) {
        total++;
        if (kept.size() == MOST) {
            if (worse.compare(new Item<>(null, badness, frame), kept.peek()) >= 0) {
                return;
            }
            kept.poll();
        }
        kept.add(new Item<>(value.get(), badness, frame));
    }

    /** How many there were. */
    long total() {
        return total;
    }

    /** The worst ones, worst first. */
    List<T> list() {
        List<Item<T>> sorted = new ArrayList<>(kept);
        sorted.sort(worse);
        return sorted.stream().map(Item::value).toList();
    }
}
