package io.wirecause.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.Capture;
import io.wirecause.capture.FrameCursor;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Packet;
import io.wirecause.packet.PacketDecoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IcmpErrorTest {
    private static final String GLOBAL_HEADER = "d4c3b2a1020004000000000000000000ffff000065000000";
    /** From 192.0.2.9 to 192.0.2.1. */
    private static final String IP = "45000038000000004001000 0c0000209c0000201".replace(" ", "");
    /** A UDP datagram from 192.0.2.1:40000 to 192.0.2.2:53. */
    private static final String QUOTE = "4500002000000000401100 00c0000201c0000202 9c400035000c0000".replace(" ", "");

    @TempDir
    private Path folder;
    private final IcmpError error = new IcmpError();

    private boolean read(String icmp) throws Exception {
        String packet = IP + icmp;
        String length = String.format("%02x000000", packet.length() / 2);
        Path file = Files.write(folder.resolve("icmp.pcap"),
                HexFormat.of().parseHex(GLOBAL_HEADER + "0100000000000000" + length + length + packet));
        try (Capture capture = Capture.open(file)) {
            FrameCursor frames = capture.frames();
            assertTrue(frames.next());
            Packet decoded = new Packet();
            new PacketDecoder().decode(frames.frame(), decoded);
            return error.unreachable(decoded);
        }
    }

    @Test
    void shouldShowThePacketThatCouldNotBeDelivered() throws Exception {
        assertTrue(read("0303000000000000" + QUOTE));
        assertEquals(3, error.code());
        assertEquals(IpProtocol.UDP, error.quoted().protocol());
        assertEquals(53, error.quoted().destinationPort());
    }

    @Test
    void shouldPassOverOtherMessagesAndCutQuotes() throws Exception {
        assertFalse(read("0800000000000000" + QUOTE));
        assertFalse(read("0303000000000000" + QUOTE.substring(0, 38)));
        assertFalse(read("0303000000000000"));
    }
}
