package io.pcaplens.dns;

import io.pcaplens.report.Describe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Which names were asked for, how often, and what came of it. */
final class NameTable {
    /** Names kept with their counts. */
    static final int MAX_NAMES = 50_000;
    /** Names counted as different, by a hash of each: half a million take 30 MB. */
    static final int MAX_DISTINCT = 500_000;
    /** Types and codes kept of one name. */
    private static final int MAX_KINDS = 8;

    /** One name in an answer. */
    record Record(
            @Describe("Name asked for, without regard to case") String name,
            @Describe(value = "Name service", oneOf = {"dns", "mdns", "llmnr", "nbns"}) String service,
            @Describe("Queries for it, repetitions included") int queries,
            @Describe("Types asked for") List<String> types,
            @Describe("Response codes that came back") List<String> responseCodes) {
    }

    private record Key(DnsService service, String name) {
    }

    /** What is known of one name; the places that keep more of it hang it here, so that a message looks up its name once. */
    static final class Entry {
        private int queries;
        /** The domain that it belongs to, where that is watched for tunnels. */
        HiddenChannels.Profile profile;
        /** The first answer to a question for it, by type. */
        final List<DifferingAnswers.First> answers = new ArrayList<>(1);
        private final Set<String> types = new TreeSet<>();
        private final Set<String> rcodes = new TreeSet<>();
    }

    private final Map<Key, Entry> names = new HashMap<>();
    private final Set<Long> distinct = new HashSet<>();
    private boolean moreThanKept;

    /** Counts the first question of a query; what is known of its name, null where that is not kept. */
    Entry query(DnsMessage message) {
        Key key = key(message);
        Entry entry = names.get(key);
        if (entry == null) {
            if (distinct.size() < MAX_DISTINCT) {
                distinct.add(hash(key.name));
            }
            if (names.size() >= MAX_NAMES) {
                moreThanKept = true;
                return null;
            }
            entry = new Entry();
            names.put(key, entry);
        }
        entry.queries++;
        if (entry.types.size() < MAX_KINDS) {
            entry.types.add(Mnemonics.type(message.service(), message.questionType()));
        }
        return entry;
    }

    /**
     * Notes what came back for a name that was asked for.
     *
     * @param known what is known of the name, null where it is to be looked up
     */
    void response(DnsMessage message, Entry known) {
        Entry entry = known == null ? names.get(key(message)) : known;
        if (entry != null && entry.rcodes.size() < MAX_KINDS) {
            entry.rcodes.add(Mnemonics.rcode(message.rcode()));
        }
    }

    private static Key key(DnsMessage message) {
        return new Key(message.service(), message.questionKey());
    }

    private static long hash(String name) {
        long h = 0;
        for (int i = 0; i < name.length(); i++) {
            h = (h ^ name.charAt(i)) * 0x9e3779b97f4a7c15L;
            h ^= h >>> 29;
        }
        return h;
    }

    /** How many different names were asked for; at least so many where {@link #moreThanKept}. */
    int distinct() {
        return distinct.size();
    }

    /** Whether there were more names than are kept. */
    boolean moreThanKept() {
        return moreThanKept;
    }

    /** Those asked for most, at most so many. */
    List<Record> top(int limit) {
        return names.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Key, Entry> e) -> -e.getValue().queries)
                        .thenComparing(e -> e.getKey().name).thenComparing(e -> e.getKey().service))
                .limit(limit).map(e -> record(e.getKey(), e.getValue())).toList();
    }

    private static Record record(Key key, Entry e) {
        return new Record(Mnemonics.shortName(key.name), key.service.label(), e.queries, List.copyOf(e.types),
                List.copyOf(e.rcodes));
    }
}
