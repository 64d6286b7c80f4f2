package io.wirecause.analysis.collect;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts by name where there can be any number of names, such as text from the wire: those beyond a limit count as one. */
public final class BoundedCounter {
    private static final String OTHER = "(other)";

    private final int most;
    private final String other;
    private final Map<String, Count> counts = new HashMap<>();
    private boolean full;

    /** How often a kind was seen, without a new number for each time. */
    private static final class Count {
        private long times;
    }

    /**
     * Nothing counted yet.
     *
     * @param most kinds counted separately
     */
    public BoundedCounter(int most) {
        this(most, OTHER);
    }

    /**
     * Nothing counted yet.
     *
     * @param most  kinds told apart
     * @param other what all further ones are called, and those that an answer does not list
     */
    public BoundedCounter(int most, String other) {
        this.most = most;
        this.other = other;
    }

    /** Counts one of a kind. */
    public void add(String kind) {
        add(kind, 1);
    }

    /** Counts several of a kind. */
    public void add(String kind, long times) {
        Count count = counts.get(kind);
        if (count == null) {
            full |= counts.size() >= most;
            count = counts.computeIfAbsent(full ? other : kind, k -> new Count());
        }
        count.times += times;
    }

    /** How many kinds there were; at least that many where {@link #isFull}. */
    public int kinds() {
        return counts.size() - (full ? 1 : 0);
    }

    /** Whether there were more kinds than are counted separately. */
    public boolean isFull() {
        return full;
    }

    /** The commonest kinds, at most so many, in order of their names; the rest as one. */
    public Map<String, Long> top(int shown) {
        Map<String, Long> top = new TreeMap<>();
        long rest = total();
        for (Map.Entry<String, Count> each : commonest(shown)) {
            top.put(each.getKey(), each.getValue().times);
            rest -= each.getValue().times;
        }
        Map<String, Long> result = new LinkedHashMap<>(top);
        if (rest > 0) {
            result.merge(other, rest, Long::sum);
        }
        return result;
    }

    /** The commonest kinds, at most so many, the commonest first; the rest as one, last. */
    public Map<String, Long> commonestFirst(int shown) {
        Map<String, Long> result = new LinkedHashMap<>();
        long rest = total();
        for (Map.Entry<String, Count> each : commonest(shown + 1)) {
            if (result.size() < shown && !(full && each.getKey().equals(other))) {
                result.put(each.getKey(), each.getValue().times);
                rest -= each.getValue().times;
            }
        }
        if (rest > 0) {
            result.put(other, rest);
        }
        return result;
    }

    private long total() {
        long total = 0;
        for (Count count : counts.values()) {
            total += count.times;
        }
        return total;
    }

    /** The names of the commonest kinds, at most so many. */
    public List<String> names(int shown) {
        List<String> names = new ArrayList<>();
        for (Map.Entry<String, Count> each : commonest(shown + 1)) {
            if (names.size() < shown && !(full && each.getKey().equals(other))) {
                names.add(each.getKey());
            }
        }
        return names;
    }

    /** At most so many, the commonest first and equals in the order of their names, without sorting the others. */
    private List<Map.Entry<String, Count>> commonest(int most) {
        return TopList.of(counts.entrySet(), BoundedCounter::order, most);
    }

    private static int order(Map.Entry<String, Count> a, Map.Entry<String, Count> b) {
        int byTimes = Long.compare(b.getValue().times, a.getValue().times);
        return byTimes == 0 ? a.getKey().compareTo(b.getKey()) : byTimes;
    }
}
