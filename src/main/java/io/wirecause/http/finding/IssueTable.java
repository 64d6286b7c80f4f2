package io.wirecause.http.finding;

import io.wirecause.http.exchange.HttpExchange;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The cases of all kinds, by key; further keys than a limit count as one. */
public final class IssueTable {
    /** Keys of a kind told apart. */
    private static final int MOST_KEYS = 200;
    private static final String OTHERS = "(others)";

    private final Map<HttpFindingCode, Map<String, IssueGroup>> groups = new EnumMap<>(HttpFindingCode.class);

    /** No case yet. */
    public IssueTable() {
    }

    /** One more case; see {@link IssueGroup#add}. */
    public IssueGroup add(HttpFindingCode code, String key, HttpExchange e, String endpoint, long frame, long nanos) {
        Map<String, IssueGroup> ofCode = groups.computeIfAbsent(code, c -> new LinkedHashMap<>());
        String taken = ofCode.size() < MOST_KEYS || ofCode.containsKey(key) ? key : OTHERS;
        IssueGroup group = ofCode.computeIfAbsent(taken, IssueGroup::new);
        group.add(e, endpoint, frame, nanos);
        return group;
    }

    /** The groups of a kind, those with most lasting cases first. */
    List<IssueGroup> of(HttpFindingCode code) {
        return groups.getOrDefault(code, Map.of()).values().stream()
                .sorted(Comparator.comparingLong(IssueGroup::lasting).reversed()
                        .thenComparing(Comparator.comparingLong(IssueGroup::count).reversed()))
                .toList();
    }

    /** Cases of a kind. */
    public long count(HttpFindingCode code) {
        return groups.getOrDefault(code, Map.of()).values().stream().mapToLong(IssueGroup::count).sum();
    }
}
