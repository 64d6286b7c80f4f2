package io.wirecause.dns.statistics;

import io.wirecause.analysis.service.Resolutions;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.dns.exchange.DnsExchange;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.packet.IpAddress;
import org.xbill.DNS.Type;

/** Which names the addresses in answers were given for, so that connections to them can be called by name. */
public final class ResolvedNames {
    private static final int LENGTH_4 = 4;
    private static final int LENGTH_6 = 16;
    /** Addresses taken from one answer. */
    private static final int PER_ANSWER = 16;

    private final Resolutions names = new Resolutions();

    /** Takes in a response from the server that was asked; {@link Resolutions#MAX_NAMES} addresses are kept. */
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
        names.add(address, exchange.name(), exchange.timed() ? exchange.waitNanos() : -1);
    }

    /** Hands all of them to the table. */
    public void describe(ServiceTable table) {
        table.resolved(names);
    }
}
