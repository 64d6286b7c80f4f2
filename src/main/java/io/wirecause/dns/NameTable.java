package io.wirecause.dns;

import io.wirecause.analysis.InsertionOrderedHashTable;
import io.wirecause.analysis.KeyedHash;
import io.wirecause.analysis.TopList;
import io.wirecause.report.Describe;
import java.util.Comparator;
import java.util.List;

/** Which names were asked for, how often, and what came of it. */
final class NameTable {
    /** Names kept with their counts. */
    static final int MAX_NAMES = 50_000;
    /** Names counted as different, by a hash of each: half a million take 8 MB. */
    static final int MAX_DISTINCT = 500_000;
    private static final Comparator<Entry> MOST_ASKED_FIRST = Comparator.comparingInt((Entry e) -> -e.queries)
            .thenComparing((one, other) -> one.name.compareTo(other.name)).thenComparing(e -> e.service);

    /** One name in an answer. */
    record NameRow(
            @Describe("Name asked for, without regard to case") String name,
            @Describe(value = "Name service", oneOf = {"dns", "mdns", "llmnr", "nbns"}) String service,
            @Describe("Queries for it, repetitions included") int queries,
            @Describe("Types asked for") List<String> types,
            @Describe("Response codes that came back") List<String> responseCodes) {
    }

    /** What is known of one name; the places that keep more of it hang it here, so that a message looks up its name once. */
    static final class Entry extends InsertionOrderedHashTable.Node<Entry> {
        private final DnsService service;
        final DomainName name;
        private int queries;
        /** Whether it is known which domain the name belongs to. */
        boolean placed;
        /** The domain that it belongs to, where that is watched for tunnels. */
        TunnelDetector.Profile profile;
        /** The first answers to questions for it, one a type. */
        DifferingAnswers.First answers;
        private final SmallCodeSet types = new SmallCodeSet();
        private final SmallCodeSet rcodes = new SmallCodeSet();

        private Entry(DnsService service, DomainName name) {
            this.service = service;
            this.name = name;
        }

        /** The first answer to a question for this type; null where there is none. */
        DifferingAnswers.First firstAnswer(int type) {
            DifferingAnswers.First first = answers;
            while (first != null && first.type != type) {
                first = first.next;
            }
            return first;
        }

        private NameRow record() {
            return new NameRow(Mnemonics.shortName(name.text()), service.label(), queries,
                    List.copyOf(types.words(type -> Mnemonics.type(service, type))), List.copyOf(rcodes.words(Mnemonics::rcode)));
        }
    }

    private final InsertionOrderedHashTable<Entry> names = new InsertionOrderedHashTable<>();
    private final HashSet64 distinct = new HashSet64();
    private boolean moreThanKept;

    /** Counts the first question of a query; what is known of its name, null where that is not kept. */
    Entry query(DnsMessage message) {
        QuestionName asked = message.asked();
        long nameHash = asked.hash();
        long hash = hash(message.service(), nameHash);
        Entry entry = find(hash, message.service(), asked);
        if (entry == null) {
            if (distinct.size() < MAX_DISTINCT) {
                distinct.add(nameHash);
            }
            if (names.size() >= MAX_NAMES) {
                moreThanKept = true;
                return null;
            }
            entry = new Entry(message.service(), asked.kept());
            names.add(entry, hash);
        }
        asked.know(entry.name);
        entry.queries++;
        entry.types.add(message.questionType());
        return entry;
    }

    /**
     * Notes what came back for a name that was asked for.
     *
     * @param known what is known of the name, null where it is to be looked up
     */
    void response(DnsMessage message, Entry known) {
        QuestionName asked = message.asked();
        Entry entry = known != null ? known : find(hash(message.service(), asked.hash()), message.service(), asked);
        if (entry != null) {
            entry.rcodes.add(message.rcode());
        }
    }

    private Entry find(long hash, DnsService service, QuestionName asked) {
        Entry entry = names.first(hash);
        while (entry != null && (entry.service != service || !asked.is(entry.name))) {
            entry = names.next();
        }
        return entry;
    }

    private static long hash(DnsService service, long nameHash) {
        return KeyedHash.mix(nameHash, service.ordinal());
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
    List<NameRow> top(int limit) {
        TopList<Entry> top = new TopList<>(MOST_ASKED_FIRST, limit);
        for (Entry entry = names.oldest(); entry != null; entry = names.newer(entry)) {
            top.add(entry);
        }
        return top.list().stream().map(Entry::record).toList();
    }
}
