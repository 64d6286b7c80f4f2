package io.wirecause.icmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageWindow;
import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import io.wirecause.testing.Allocated;
import io.wirecause.testing.FrameList;
import io.wirecause.testing.Packets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ping and its reply cost no memory beyond the table of requests. */
class IcmpAllocationTest {
    /** The table of requests grows at the powers of two: the messages measured lie between two of them. */
    private static final int WARM = 2 * 17_000;
    private static final int ALL = 2 * 32_000;
    /** What the measurement and the compiler's work on this thread may cost: less than a byte a message. */
    private static final long TOLERANCE = 20_000;

    @TempDir
    Path folder;

    @Test
    void shouldAllocateNothingForPingsThatAreAnswered() throws Exception {
        FrameList pings = new FrameList();
        for (int i = 0; i < ALL; i++) {
            byte[] echo = Packets.icmp(i % 2 == 0 ? 8 : 0, 0, 7 << 16 | i / 2, new byte[56]);
            pings.add(1_000L * i, i % 2 == 0 ? Packets.ipv4Frame("192.0.2.1", "192.0.2.2", 1, 64, echo)
                    : Packets.ipv4Frame("192.0.2.2", "192.0.2.1", 1, 64, echo));
        }
        IcmpAnalyzer analyzer = new IcmpAnalyzer(IcmpFilter.of(null, null), new IcmpPacketPage(new PageWindow(null, 10), false),
                Limits.DEFAULT.maxConnections());
        try (Capture capture = Capture.open(pings.write(folder.resolve("pings.pcap")))) {
            FrameCursor cursor = capture.frames();
            PacketDecoder decoder = new PacketDecoder();
            Packet packet = new Packet();
            long before = 0;
            while (cursor.next()) {
                before = cursor.frame().number() == WARM ? Allocated.bytes() : before;
                decoder.decode(cursor.frame(), packet);
                analyzer.packet(packet);
            }
            long allocated = Allocated.bytes() - before;
            assertTrue(allocated < TOLERANCE, allocated + " bytes for " + (ALL - WARM) + " messages");
        }
        analyzer.finish();
        assertEquals(ALL / 2, analyzer.echo.rtts().count());
    }
}
