package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.PageWindow;
import io.wirecause.bytes.ByteView;
import io.wirecause.dns.exchange.DnsOutcome;
import io.wirecause.dns.message.DnsBytes;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.testing.Allocated;
import org.junit.jupiter.api.Test;

/** A query and its response cost the exchange that is kept, and hardly more: no strings, keys or boxes a message. */
class DnsAllocationTest {
    private static final int EXCHANGES = 20_000;
    /** What is kept of an exchange, its share of the tables as they grow, and the addresses of its answer. */
    private static final long BYTES_AN_EXCHANGE = 240;

    private final DnsMessage message = new DnsMessage();
    private final ByteView query = ByteView.of(DnsBytes.query(7, "www.example.test", 1).bytes());
    private final ByteView response = ByteView.of(DnsBytes.response(7, "www.example.test", 1).address("www.example.test", 1)
            .record(1, "www.example.test", 15, new byte[] {0, 10, (byte) 0xc0, 12}).bytes());
    private final DnsMessageContext there = new DnsMessageContext(1, 1, DnsBytes.host(1, 40_000), DnsBytes.host(53, 53), false);
    private final DnsMessageContext back = new DnsMessageContext(1, 1, DnsBytes.host(53, 53), DnsBytes.host(1, 40_000), false);
    private long frame;

    private void exchanges(DnsStatistics seen) {
        for (int i = 0; i < EXCHANGES; i++) {
            message.parse(query, query.length(), DnsService.DNS);
            there.at(++frame, frame * 1_000);
            seen.message(message, there);
            message.parse(response, response.length(), DnsService.DNS);
            back.at(++frame, frame * 1_000);
            seen.message(message, back);
        }
    }

    @Test
    void shouldAllocateLittleBesidesWhatIsKept() throws Exception {
        DnsFilter all = DnsFilter.of(new DnsArguments(new CaptureArguments("c"), null, null, null, null, false,
                new PageArguments(10, null)));
        DnsStatistics seen = new DnsStatistics(all, new PageWindow(null, 10), false, null);
        exchanges(seen);
        long before = Allocated.bytes();
        exchanges(seen);
        long allocated = Allocated.bytes() - before;
        assertTrue(allocated < BYTES_AN_EXCHANGE * EXCHANGES, allocated / EXCHANGES + " bytes an exchange");
        seen.finish(0);
        assertEquals(2 * EXCHANGES, seen.outcomes.count(DnsOutcome.ANSWERED));
    }
}
