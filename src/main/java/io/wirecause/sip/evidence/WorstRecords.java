package io.wirecause.sip.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Supplier;

/** Keeps the worst of many records: higher badness first, among equals the earlier frame. */
public final class WorstRecords<T extends Record> {
    /** Records kept; as many as one page can have. */
    public static final int MOST = 1_000;

    private final PriorityQueue<Item<T>> kept = new PriorityQueue<>((a, b) -> order(b, a));
    private long total;

    private record Item<T>(Supplier<T> value, double badness, long frame) {
    }

    /**
     * Adds a record of something that may still change; the record is made at once.
     *
     * @param value   makes the record
     * @param badness greater is worse
     */
    public void addNow(Supplier<T> value, double badness, long frame) {
        add(() -> {
            T made = value.get();
            return () -> made;
        }, badness, frame);
    }

    /**
     * Adds a record of something that is over; the record is made only if it is listed, as few of a thousand are.
     *
     * @param value   makes the record
     * @param badness greater is worse
     */
    public void addOver(Supplier<T> value, double badness, long frame) {
        add(() -> value, badness, frame);
    }

    private void add(Supplier<Supplier<T>> value, double badness, long frame) {
        total++;
        if (kept.size() == MOST) {
            if (order(new Item<>(null, badness, frame), kept.peek()) >= 0) {
                return;
            }
            kept.poll();
        }
        kept.add(new Item<>(value.get(), badness, frame));
    }

    private static int order(Item<?> a, Item<?> b) {
        int worse = Double.compare(b.badness, a.badness);
        return worse == 0 ? Long.compare(a.frame, b.frame) : worse;
    }

    /** How many there were. */
    public long total() {
        return total;
    }

    /** Suppliers of the records, worst first. */
    public List<Supplier<T>> list() {
        List<Item<T>> sorted = new ArrayList<>(kept);
        sorted.sort(WorstRecords::order);
        return sorted.stream().map(Item::value).toList();
    }
}
