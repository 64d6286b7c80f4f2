package io.wirecause.dns.statistics;

import io.wirecause.analysis.collect.CodeCounts;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.service.Phase;
import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.analysis.service.Trait;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.flow.FlowKey.Endpoint;
import io.wirecause.report.Describe;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import org.xbill.DNS.Rcode;

/** The DNS servers: what each was asked and how it answered. */
public final class ServerTable {
    /** Servers kept; a recursive resolver talks to thousands. */
    public static final int MAX_SERVERS = 10_000;
    /** Response codes have twelve bits with EDNS. */
    private static final int MAX_RCODES = 1 << 12;
    private static final int MAX_TYPES = 64;

    /**
     * What a server does answer.
     *
     * @param answered queries answered
     * @param edns     those of them with EDNS
     * @param ttl      IP time to live of its last response that no other contradicts; -1 if unknown
     * @param types    how many queries of a type it answered
     */
    public record Replies(int answered, int edns, int ttl, IntUnaryOperator types) {
        /** Whether it answered a query of this type. */
        public boolean has(int type) {
            return types.applyAsInt(type) > 0;
        }
    }

    /**
     * One server in an answer.
     *
     * @param responseTime null if none of its responses could be paired with a query
     */
    public record ServerRow(
            @Describe("Address and port") String server,
            @Describe("Queries sent to it, repetitions not counted") int queries,
            @Describe("Queries that it answered") int answered,
            @Describe("Queries without a response, although the capture goes on for a second or more") int unanswered,
            @Describe("Repetitions of queries with the same id") int retries,
            @Describe("Responses with the truncation flag") int truncated,
            @Describe("Responses by response code") Map<String, Long> responseCodes,
            @Describe(value = "From query to response", optional = true) Latencies.Summary responseTime) {
    }

    private static final class Entry {
        private final String server;
        private int queries;
        private int answered;
        private int unanswered;
        private int retries;
        private int truncated;
        private int answeredEdns;
        private int ttl = -1;
        private final CodeCounts answeredTypes = new CodeCounts(MAX_TYPES);
        private final CodeCounts rcodes = new CodeCounts(MAX_RCODES);
        private final Latencies latencies = new Latencies();

        private Entry(String server) {
            this.server = server;
        }
    }

    private final EndpointIds numbers = new EndpointIds(MAX_SERVERS);
    private final List<Entry> servers = new ArrayList<>();
    private final Latencies all = new Latencies();
    private long beyond;

    /** Adds a finished exchange, given the time that the capture has reached. */
    public void add(DnsExchange e, long now) {
        if (e.service() != DnsService.DNS) {
            return;
        }
        if (e.timed()) {
            all.add(e.responseNanos());
        }
        int number = numbers.number(e.server());
        if (number < 0) {
            beyond++;
            return;
        }
        if (number == servers.size()) {
            servers.add(new Entry(e.server().toString()));
        }
        Entry entry = servers.get(number);
        entry.queries++;
        entry.retries += e.queries() - 1;
        if (e.answered()) {
            entry.answered++;
            entry.truncated += e.truncated() ? 1 : 0;
            entry.rcodes.add(e.rcode());
            entry.answeredTypes.add(e.type());
            entry.answeredEdns += e.udpSize() > 0 ? 1 : 0;
            entry.ttl = e.contradictionFrame() == 0 ? e.ttl() : entry.ttl;
            if (e.timed()) {
                entry.latencies.add(e.responseNanos());
            }
        } else if (DnsOutcome.of(e, now) == DnsOutcome.UNANSWERED) {
            entry.unanswered++;
        }
    }

    /** What a server answers; null if it is not kept. */
    public Replies replies(Endpoint server) {
        int number = numbers.number(server);
        if (number < 0 || number >= servers.size()) {
            return null;
        }
        Entry entry = servers.get(number);
        return new Replies(entry.answered, entry.answeredEdns, entry.ttl, type -> (int) entry.answeredTypes.of(type));
    }

    /** Number of servers kept. */
    public int size() {
        return servers.size();
    }

    /** Exchanges with servers beyond the limit. */
    public long beyond() {
        return beyond;
    }

    /** Response times of all servers; null if there are none. */
    public Latencies.Summary responseTime() {
        return all.summary();
    }

    /** Adds the servers to the rows of those over UDP, where there are any. */
    public void describe(ServiceTable table) {
        for (Entry e : servers) {
            Service row = table.overUdp(e.server);
            if (row != null) {
                row.requests(e.queries, e.unanswered + e.rcodes.of(Rcode.SERVFAIL) + e.rcodes.of(Rcode.REFUSED));
                row.profile().took(Phase.SERVER, e.latencies.spread(), 1);
                row.profile().answers(e.rcodes.named(Mnemonics::rcode));
                row.profile().is(Trait.PROTOCOL, "DNS", e.queries);
            }
        }
    }

    /** The servers asked most. */
    public List<ServerRow> top(int limit) {
        return servers.stream().sorted(Comparator.comparingInt((Entry e) -> -e.queries).thenComparing(e -> e.server))
                .limit(limit).map(ServerTable::record).toList();
    }

    private static ServerRow record(Entry e) {
        return new ServerRow(e.server, e.queries, e.answered, e.unanswered, e.retries, e.truncated,
                e.rcodes.named(Mnemonics::rcode),
                e.latencies.summary());
    }
}
