package io.wirecause.dhcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.testing.Allocated;
import io.wirecause.testing.Answered;
import io.wirecause.testing.FrameList;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A message costs what is kept of its exchange, and little more: words are made of what is shown. */
class DhcpAllocationTest {
    private static final int EXCHANGES = 5_000;
    private static final int MESSAGES = 4 * EXCHANGES;
    private static final String ADDRESS = "192.0.2.50";
    /** Exchanges, their steps and offers, leases; the answer and tables of fixed size have their share too. */
    private static final long BYTES_A_MESSAGE = 400;

    @TempDir
    Path folder;

    @Test
    void shouldAllocateLittleBesidesWhatIsKept() throws Exception {
        FrameList capture = new FrameList();
        for (int i = 0; i < EXCHANGES; i++) {
            long at = i * 1_000_000L;
            String options = "0104 ffffff00 0304 c0000201 0604 c0000235";
            capture.add(at, Datagrams.discover(i & 63, i)).add(at + 1_000, Datagrams.offer(Datagrams.SERVER, i & 63, i, ADDRESS,
                    options)).add(at + 2_000, Datagrams.choose(Datagrams.SERVER, i & 63, i, ADDRESS))
                    .add(at + 3_000, Datagrams.ack(Datagrams.SERVER, i & 63, i, ADDRESS));
        }
        Path file = capture.write(folder.resolve("many.pcap"));
        Dhcp.answer(file);
        long before = Allocated.bytes();
        Answered<DhcpAnswer> answer = Dhcp.answer(file);
        long allocated = Allocated.bytes() - before;
        assertEquals(MESSAGES, answer.totals(DhcpTotals.class).dhcpPacketsFound());
        assertEquals(EXCHANGES, answer.body().statistics().outcomes().get("bound"));
        assertTrue(allocated < BYTES_A_MESSAGE * MESSAGES, allocated / MESSAGES + " bytes a message");
    }
}
