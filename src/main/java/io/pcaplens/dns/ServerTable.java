package io.pcaplens.dns;

import io.pcaplens.analysis.Latencies;
import io.pcaplens.flow.FlowKey.Endpoint;
import io.pcaplens.report.Describe;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What each DNS server was asked and how it answered. */
final class ServerTable {
    /** Servers kept; a resolver's own capture talks to thousands. */
    static final int MAX_SERVERS = 10_000;

    /**
     * One server in an answer.
     *
     * @param responseTime null where none of its answers could be paired with a query
     */
    record Record(
            @Describe("Address and port") String server,
            @Describe("Queries sent to it, repetitions not counted") int queries,
            @Describe("Queries that it answered") int answered,
            @Describe("Queries without a response, although the capture goes on for a second or more") int unanswered,
            @Describe("Repetitions of queries with the same id") int retries,
            @Describe("Responses with the truncation flag") int truncated,
            @Describe("Responses by response code") Map<String, Integer> responseCodes,
            @Describe(value = "From query to response", optional = true) Latencies.Summary responseTime) {
    }

    private static final class Entry {
        private int queries;
        private int answered;
        private int unanswered;
        private int retries;
        private int truncated;
        private final Map<String, Integer> rcodes = new TreeMap<>();
        private final Latencies latencies = new Latencies();
    }

    private final Map<Endpoint, Entry> servers = new HashMap<>();
    private final Latencies all = new Latencies();
    private long beyond;

    /** Takes in an exchange that is over. */
    void add(Exchange e, long now) {
        if (e.service != DnsService.DNS) {
            return;
        }
        if (e.timed()) {
            all.add(e.responseNanos());
        }
        Entry entry = servers.get(e.server);
        if (entry == null) {
            if (servers.size() >= MAX_SERVERS) {
                beyond++;
                return;
            }
            entry = new Entry();
            servers.put(e.server, entry);
        }
        entry.queries++;
        entry.retries += e.queries - 1;
        if (e.answered()) {
            entry.answered++;
            entry.truncated += e.truncated ? 1 : 0;
            entry.rcodes.merge(Mnemonics.rcode(e.rcode), 1, Integer::sum);
            if (e.timed()) {
                entry.latencies.add(e.responseNanos());
            }
        } else if (Outcome.of(e, now) == Outcome.UNANSWERED) {
            entry.unanswered++;
        }
    }

    /** How many servers were asked, those beyond the limit not counted. */
    int size() {
        return servers.size();
    }

    /** Exchanges with servers beyond the limit. */
    long beyond() {
        return beyond;
    }

    /** Response times of all servers together; null where there are none. */
    Latencies.Summary responseTime() {
        return all.summary();
    }

    /** Those asked most, at most so many. */
    List<Record> top(int limit) {
        return servers.entrySet().stream()
                .sorted(Comparator.comparingInt((Map.Entry<Endpoint, Entry> e) -> -e.getValue().queries)
                        .thenComparing(e -> e.getKey().toString()))
                .limit(limit).map(e -> record(e.getKey(), e.getValue())).toList();
    }

    private static Record record(Endpoint server, Entry e) {
        return new Record(server.toString(), e.queries, e.answered, e.unanswered, e.retries, e.truncated, e.rcodes,
                e.latencies.summary());
    }
}
