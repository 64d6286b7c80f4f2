package io.wirecause.dns.statistics;

import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.packet.IpAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import org.xbill.DNS.Type;

/** Which names the addresses in answers were given for, so that connections to them can be called by name. */
public final class ResolvedNames {
    private static final int LENGTH_4 = 4;
    private static final int LENGTH_6 = 16;
    /** Addresses taken from one answer. */
    private static final int PER_ANSWER = 16;

    /** The first name of an address, and the longest that a client waited for it. */
    private record Name(String name, long nanos) {
    }

    private final Map<String, Name> names = new LinkedHashMap<>();

    /** Takes in a response from the server that was asked; {@link ServiceTable#MAX_NAMES} addresses are kept. */
    public void response(DnsMessage m, DnsExchange exchange) {
        int answers = Math.min(PER_ANSWER, m.count(DnsMessage.ANSWER));
        for (int i = 0; i < answers; i++) {
            int record = m.first(DnsMessage.ANSWER) + i;
            int length = m.dataLength(record);
            boolean four = m.recordType(record) == Type.A && length == LENGTH_4;
            if (four || m.recordType(record) == Type.AAAA && length == LENGTH_6) {
                int at = m.dataAt(record);
                keep(four ? IpAddress.text(4, 0, m.bytes().u32be(at)) : IpAddress.text(6, m.bytes().i64be(at),
                        m.bytes().i64be(at + 8)), exchange);
            }
        }
    }

    private void keep(String address, DnsExchange exchange) {
        long nanos = exchange.timed() ? exchange.waitNanos() : -1;
        Name known = names.get(address);
        if (known == null && names.size() < ServiceTable.MAX_NAMES) {
            names.put(address, new Name(exchange.name(), nanos));
        } else if (known != null && nanos > known.nanos) {
            names.put(address, new Name(known.name, nanos));
        }
    }

    /** Hands all of them to the table. */
    public void describe(ServiceTable table) {
        names.forEach((address, name) -> table.resolved(address, name.name, name.nanos));
    }
}
