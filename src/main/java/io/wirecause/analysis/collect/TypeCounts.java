package io.wirecause.analysis.collect;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts by message type, as an answer lists them. */
public final class TypeCounts {
    private TypeCounts() {
    }

    /**
     * The commonest types first, of equals in the order of their names; what is left as {@code N more types}.
     *
     * @param most types named at most
     */
    public static Map<String, Long> commonest(Map<String, Long> counts, int most) {
        Map<String, Long> named = new LinkedHashMap<>();
        TopList.of(counts.entrySet(), Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()), most).forEach(e -> named.put(e.getKey(), e.getValue()));
        if (counts.size() > most) {
            named.put(counts.size() - most + " more types", sum(counts) - sum(named));
        }
        return Collections.unmodifiableMap(named);
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(n -> n).sum();
    }
}
