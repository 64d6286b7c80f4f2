package io.wirecause.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.capture.TestFrames;
import io.wirecause.protocol.LinkTypeNames;
import io.wirecause.testing.Packets;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** What the captures in testdata do not show: what is cut, malformed, nested or only looks like something. */
class PacketDecoderTest {
    private static final int ETHERNET = 1;
    private static final int RADIOTAP = 127;
    private static final byte[] SEGMENT = Packets.ipv4(IpProtocol.TCP, Packets.tcp(new byte[10]));

    private final PacketDecoder decoder = new PacketDecoder();
    private final Packet packet = new Packet();

    private void decode(int linkType, byte[] bytes) {
        decoder.decode(TestFrames.of(linkType, bytes), packet);
    }

    private void decodeVxlan(byte[] inner) {
        byte[] vxlan = Packets.join(Packets.hex("08000000 00002a00"), inner);
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.UDP, Packets.udp(40_000, 4_789, vxlan))));
    }

    @Test
    void shouldNotCountEthernetPaddingAsPayload() {
        byte[] ip = Packets.ipv4(IpProtocol.TCP, Packets.tcp(new byte[0]));
        decode(ETHERNET, Arrays.copyOf(Packets.ethernet(0x0800, ip), 60));
        assertTrue(packet.isTcp());
        assertEquals(0, packet.payloadLength());
    }

    @Test
    void shouldTakeTheLengthFromTheFrameWhenOffloadLeftItOut() {
        byte[] ip = SEGMENT.clone();
        ip[2] = 0;
        ip[3] = 0;
        decode(ETHERNET, Packets.ethernet(0x0800, ip));
        assertTrue(packet.offload());
        assertEquals(10, packet.payloadLength());
    }

    @Test
    void shouldStayWithThePacketAroundATunnelThatHoldsNoIp() {
        decodeVxlan(Packets.ethernet(0x0806, new byte[28]));
        assertTrue(packet.isUdp());
        assertEquals(4_789, packet.destinationPort());
        assertEquals(0, packet.tunnels());
        assertEquals(Layer.ARP, packet.innermost());
        assertNull(packet.undecoded());
    }

    @Test
    void shouldTakeWhatIsMalformedInATunnelForNoTunnel() {
        decodeVxlan(Packets.ethernet(0x0800, new byte[28]));
        assertTrue(packet.isUdp());
        assertEquals(Layer.UDP, packet.innermost());
        assertNull(packet.undecoded());
    }

    @Test
    void shouldGoIntoATunnelThatHoldsIp() {
        decodeVxlan(Packets.ethernet(0x0800, SEGMENT));
        assertTrue(packet.isTcp());
        assertEquals(1, packet.tunnels());
        assertEquals(42, packet.tunnelId());
    }

    @Test
    void shouldNotTakeOtherTrafficOnATunnelsPortForATunnel() {
        byte[] text = "GET / HTTP/1.1 and more of it, long enough for any header".getBytes(StandardCharsets.US_ASCII);
        int[] ports = {1701, 2152, 3386, 3544, 4341, 4500, 4754, 4789, 4790, 5072, 5247, 6081, 6635, 8472, 37_008, 51_820};
        for (int port : ports) {
            decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.UDP, Packets.udp(port, 40_000, text))));
            assertTrue(packet.isUdp(), "port " + port);
            assertEquals(port, packet.sourcePort());
            assertEquals(text.length, packet.payloadLength());
            assertEquals(0, packet.tunnels(), "port " + port);
        }
    }

    @Test
    void shouldNameWireGuardAndEspInUdp() {
        byte[] handshake = new byte[148];
        handshake[0] = 1;
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.UDP, Packets.udp(51_820, 51_820, handshake))));
        assertEquals(Layer.WIREGUARD, packet.innermost());
        assertTrue(packet.isUdp());
        byte[] esp = Packets.join(Packets.hex("00001234 00000001"), new byte[64]);
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.UDP, Packets.udp(4_500, 4_500, esp))));
        assertEquals(Layer.ESP, packet.innermost());
    }

    @Test
    void shouldStopWhereLayersNestTooDeep() {
        byte[] frame = SEGMENT;
        for (int i = 0; i < 30; i++) {
            frame = Packets.ipv4(IpProtocol.IPV4, frame);
        }
        decode(ETHERNET, Packets.ethernet(0x0800, frame));
        assertEquals(Undecoded.TOO_DEEP, packet.undecoded());
        assertEquals(Packet.MAX_LAYERS, packet.layerCount());
    }

    @Test
    void shouldTellCutFromMalformed() {
        byte[] frame = Packets.ethernet(0x0800, SEGMENT);
        decoder.decode(TestFrames.of(ETHERNET, Arrays.copyOf(frame, 40), frame.length, 1), packet);
        assertEquals(Undecoded.CUT_BY_SNAPLEN, packet.undecoded());
        assertEquals(4, packet.ipVersion());
        assertFalse(packet.isTcp());
        decode(ETHERNET, Arrays.copyOf(frame, 40));
        assertEquals(Undecoded.MALFORMED, packet.undecoded());
    }

    @Test
    void shouldGiveEachPacketOfAnAggregate() {
        byte[] snap = Packets.join(Packets.hex("aaaa03 000000 0800"), SEGMENT);
        byte[] part = Packets.join(Packets.hex("020000000002 020000000001"), new byte[] {0, (byte) snap.length}, snap);
        byte[] padded = Arrays.copyOf(part, part.length + 3 & ~3);
        byte[] header = Packets.hex("0000 0800 00000000 8801 0000 020000000009 020000000001 020000000002 0000 8000");
        decode(RADIOTAP, Packets.join(header, padded, padded, part));
        int packets = 0;
        do {
            packets++;
            assertTrue(packet.isTcp());
            assertEquals(10, packet.payloadLength());
            assertEquals(Layer.WLAN, packet.layer(1));
            assertEquals(5, packet.layerCount());
        } while (decoder.decodeNext(packet));
        assertEquals(3, packets);
    }

    @Test
    void shouldNameEncryptedWirelessFrames() {
        byte[] header = Packets.hex("0000 0800 00000000 0841 0000 020000000009 020000000001 020000000002 0000");
        decode(RADIOTAP, Packets.join(header, new byte[40]));
        assertEquals(Undecoded.ENCRYPTED, packet.undecoded());
        assertEquals(Layer.WLAN, packet.innermost());
    }

    @Test
    void shouldNameALinkTypeThatNobodyReads() {
        decode(227, new byte[16]);
        assertEquals(Undecoded.UNKNOWN_LINK_TYPE, packet.undecoded());
        assertEquals("227 (CAN_SOCKETCAN)", LinkTypeNames.describe(packet.unknown()));
        assertEquals("4711", LinkTypeNames.describe(4_711));
    }

    @Test
    void shouldForgetTheVlanOutsideOfATunnel() {
        byte[] inner = Packets.ethernet(0x0800, SEGMENT);
        byte[] vxlan = Packets.join(Packets.hex("08000000 00002a00"), inner);
        byte[] ip = Packets.ipv4(IpProtocol.UDP, Packets.udp(40_000, 4_789, vxlan));
        decode(ETHERNET, Packets.ethernet(0x8100, Packets.join(Packets.hex("0064 0800"), ip)));
        assertTrue(packet.isTcp());
        assertEquals(-1, packet.vlan());
    }
}
