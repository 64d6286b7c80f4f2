package io.wirecause.dns.name;

import io.wirecause.analysis.collect.InsertionOrderedHashTable;
import io.wirecause.analysis.collect.KeyedHash;
import io.wirecause.analysis.collect.TopList;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.dns.message.QuestionName;
import io.wirecause.report.Describe;
import java.util.Comparator;
import java.util.List;

/** The names asked for, how often, and with which results. */
public final class NameTable {
    /** Names kept with their counts. */
    public static final int MAX_NAMES = 50_000;
    /** Different names counted, by a hash of each: half a million take 8 MB. */
    public static final int MAX_DISTINCT = 500_000;
    private static final Comparator<NameEntry> MOST_ASKED_FIRST = Comparator.comparingInt((NameEntry e) -> -e.queries)
            .thenComparing((one, other) -> one.name().compareText(other.name())).thenComparing(e -> e.service);

    /** One name in an answer. */
    public record NameRow(
            @Describe("Name asked for, without regard to case") String name,
            @Describe("Name service") DnsService service,
            @Describe("Queries for it, repetitions included") int queries,
            @Describe("Types asked for") List<String> types,
            @Describe("Response codes that came back") List<String> responseCodes) {
    }

    private final InsertionOrderedHashTable<NameEntry> names = new InsertionOrderedHashTable<>();
    private final HashSet64 distinct = new HashSet64();
    private boolean moreThanKept;

    /** Counts the first question of a query; returns what is kept of its name, null for nothing. */
    public NameEntry query(DnsMessage message) {
        QuestionName asked = message.asked();
        long nameHash = asked.hash();
        long hash = hash(message.service(), nameHash);
        NameEntry entry = find(hash, message.service(), asked);
        if (entry == null) {
            if (distinct.size() < MAX_DISTINCT) {
                distinct.add(nameHash);
            }
            if (names.size() >= MAX_NAMES) {
                moreThanKept = true;
                return null;
            }
            entry = new NameEntry(message.service(), asked.kept());
            names.add(entry, hash);
        }
        asked.setKept(entry.name());
        entry.queries++;
        entry.types.add(message.questionType());
        return entry;
    }

    /**
     * Adds the response code for a name that was asked for.
     *
     * @param known what is kept of the name; null to look it up
     */
    public void response(DnsMessage message, NameEntry known) {
        QuestionName asked = message.asked();
        NameEntry entry = known != null ? known : find(hash(message.service(), asked.hash()), message.service(), asked);
        if (entry != null) {
            entry.rcodes.add(message.rcode());
        }
    }

    private NameEntry find(long hash, DnsService service, QuestionName asked) {
        NameEntry entry = names.first(hash);
        while (entry != null && (entry.service != service || !asked.is(entry.name()))) {
            entry = names.next();
        }
        return entry;
    }

    private static long hash(DnsService service, long nameHash) {
        return KeyedHash.mix(nameHash, service.ordinal());
    }

    private static NameRow row(NameEntry entry) {
        return new NameRow(Mnemonics.shortName(entry.name().text()), entry.service, entry.queries,
                List.copyOf(entry.types.words(type -> Mnemonics.type(entry.service, type))),
                List.copyOf(entry.rcodes.words(Mnemonics::rcode)));
    }

    /** Number of different names; a lower bound if {@link #moreThanKept}. */
    public int distinct() {
        return distinct.size();
    }

    /** Whether there were more names than can be kept. */
    public boolean moreThanKept() {
        return moreThanKept;
    }

    /** The names asked for most. */
    public List<NameRow> top(int limit) {
        TopList<NameEntry> top = new TopList<>(MOST_ASKED_FIRST, limit);
        for (NameEntry entry = names.oldest(); entry != null; entry = names.newer(entry)) {
            top.add(entry);
        }
        return top.list().stream().map(NameTable::row).toList();
    }
}
