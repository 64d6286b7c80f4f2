package io.wirecause.dns.statistics;

import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.Mnemonics;
import io.wirecause.report.Describe;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.xbill.DNS.Type;

/** Transfers of whole zones (AXFR, RFC 5936) or of their changes (IXFR, RFC 1995). */
public final class ZoneTransfers {
    /** Transfers kept; the rest is counted. */
    static final int MAX_TRANSFERS = 1_000;

    /** One transfer in an answer. */
    public record ZoneTransferRow(
            @Describe("Zone") String zone,
            @Describe(value = "AXFR for a whole zone, IXFR for changes", oneOf = {"AXFR", "IXFR"}) String type,
            @Describe("Who asked") String client,
            @Describe("Who was asked") String server,
            @Describe("Response code, or unanswered") String outcome,
            @Describe("Messages of the response") int messages,
            @Describe("Records transferred") long records,
            @Describe("Whether the SOA record that ends an AXFR was seen; for IXFR, whether anything came") boolean complete,
            @Describe("Frame of the query") long frame) {
    }

    private static final class Entry {
        private int messages;
        private long records;
        private int startsOfAuthority;
    }

    private final Map<DnsExchange, Entry> entries = new IdentityHashMap<>();
    private final List<DnsExchange> order = new ArrayList<>();
    private long total;

    public void query(DnsExchange e) {
        if (!e.zoneTransfer() || e.queries() > 1 || entries.containsKey(e)) {
            return;
        }
        total++;
        if (order.size() < MAX_TRANSFERS) {
            order.add(e);
            entries.put(e, new Entry());
        }
    }

    public void response(DnsExchange e, DnsMessage message) {
        // Checked first: an identity map look-up would double the cost of a response.
        Entry entry = e.zoneTransfer() ? entries.get(e) : null;
        if (entry == null) {
            return;
        }
        int answers = message.count(DnsMessage.ANSWER);
        entry.messages++;
        entry.records += answers;
        for (int i = 0; i < answers; i++) {
            entry.startsOfAuthority += message.recordType(message.first(DnsMessage.ANSWER) + i) == Type.SOA ? 1 : 0;
        }
    }

    /** Number of transfers. */
    public long total() {
        return total;
    }

    /** The first transfers. */
    public List<ZoneTransferRow> first(int limit) {
        return order.stream().limit(limit).map(this::record).toList();
    }

    private ZoneTransferRow record(DnsExchange e) {
        Entry entry = entries.get(e);
        boolean whole = e.type() == Type.AXFR;
        String zone = e.asked() == null ? "" : Mnemonics.shortName(e.name());
        return new ZoneTransferRow(zone, whole ? "AXFR" : "IXFR", e.client().toString(),
                e.server().toString(), e.answered() ? Mnemonics.rcode(e.rcode()) : "unanswered", entry.messages, entry.records,
                e.rcode() == DnsMessage.RCODE_NOERROR && entry.startsOfAuthority >= (whole ? 2 : 1), e.queryFrame());
    }
}
