package io.pcaplens.sip;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts text from the wire, of which there can be any number of kinds: those beyond a limit are counted as one. */
final class Tally {
    private static final String OTHER = "(other)";

    private final int most;
    private final Map<String, Long> counts = new HashMap<>();
    private boolean full;

    /**
     * Nothing counted yet.
     *
     * @param most kinds told apart
     */
    Tally(int most) {
        this.most = most;
    }

    void add(String kind) {
        if (counts.size() >= most && !counts.containsKey(kind)) {
            full = true;
            counts.merge(OTHER, 1L, Long::sum);
        } else {
            counts.merge(kind, 1L, Long::sum);
        }
    }

    /** How many kinds there were; at least that many where {@link #isFull}. */
    int kinds() {
        return counts.size() - (full ? 1 : 0);
    }

    /** Whether there were more kinds than are told apart. */
    boolean isFull() {
        return full;
    }

    /** The commonest kinds, at most so many, in order of their names; the rest as one. */
    Map<String, Long> top(int shown) {
        List<Map.Entry<String, Long>> sorted = sorted();
        Map<String, Long> top = new TreeMap<>();
        sorted.stream().limit(shown).forEach(e -> top.put(e.getKey(), e.getValue()));
        long rest = sorted.stream().skip(shown).mapToLong(Map.Entry::getValue).sum();
        Map<String, Long> result = new LinkedHashMap<>(top);
        if (rest > 0) {
            result.merge(OTHER, rest, Long::sum);
        }
        return result;
    }

    /** The names of the commonest kinds, at most so many. */
    List<String> names(int shown) {
        return sorted().stream().map(Map.Entry::getKey).filter(name -> !(full && name.equals(OTHER))).limit(shown).toList();
    }

    private List<Map.Entry<String, Long>> sorted() {
        List<Map.Entry<String, Long>> sorted = new ArrayList<>(counts.entrySet());
        sorted.sort(Map.Entry.<String, Long>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey(Comparator.naturalOrder())));
        return sorted;
    }
}
