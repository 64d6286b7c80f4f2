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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    void shouldIgnoreReservedBytesOfVxlanWhereAFrameIsInside() {
        byte[] vxlan = Packets.join(Packets.hex("08000001 00002a07"), Packets.ethernet(0x0800, SEGMENT));
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.UDP, Packets.udp(40_000, 4_789, vxlan))));
        assertTrue(packet.isTcp());
        assertEquals(42, packet.tunnelId());
    }

    /** Flags and frame control: to and from an access point, with the bytes swapped as by Cisco and in order. */
    @ParameterizedTest
    @CsvSource({"0108, true", "0801, true", "0208, true", "0802, true", "0188, true", "8801, true", "0008, false", "0148, false"})
    void shouldReadDataFramesInCapwapWithTheirFrameControlInEitherOrder(String control, boolean data) {
        boolean qos = control.contains("88");
        byte[] frame = Packets.join(Packets.hex(control + "0000" + "02".repeat(18) + "1000" + (qos ? "0000" : "")),
                Packets.hex("aaaa03 000000 0800"), SEGMENT);
        byte[] capwap = Packets.join(Packets.hex("00 10 03 00 00000000"), frame);
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.UDP, Packets.udp(40_000, 5_247, capwap))));
        assertEquals(data, packet.isTcp(), control);
        assertEquals(data ? 1 : 0, packet.tunnels());
    }

    private void decodeErspan3(int frameType, byte[] inner) {
        byte[] header = Packets.hex("1000 22eb 00000001 20000065 11223344 0000 0000");
        header[header.length - 2] = (byte) (frameType << 2);
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.GRE, Packets.join(header, inner))));
    }

    @Test
    void shouldReadAnIpPacketThatErspanMirrorsWithoutItsFrame() {
        decodeErspan3(2, SEGMENT);
        assertTrue(packet.isTcp());
        assertEquals(1, packet.tunnels());
    }

    @Test
    void shouldSayThatErspanMirrorsAnUnknownKindOfFrame() {
        decodeErspan3(9, SEGMENT);
        assertFalse(packet.isTcp());
        assertEquals(Undecoded.UNKNOWN_CONTENT, packet.undecoded());
        assertEquals(9, packet.unknown());
    }

    @Test
    void shouldReadALoopbackFrameWithAnEtherType() {
        decode(0, Packets.join(Packets.hex("0f000800"), SEGMENT));
        assertTrue(packet.isTcp());
        decode(0, Packets.join(Packets.hex("0f000801"), SEGMENT));
        assertEquals(Undecoded.UNKNOWN_CONTENT, packet.undecoded());
    }

    @Test
    void shouldTakeTheLengthOfAPacketThatAMirrorCutFromItsHeader() {
        byte[] whole = Packets.ipv4(IpProtocol.TCP, Packets.tcp(new byte[1_000]));
        decodeVxlan(Packets.ethernet(0x0800, Arrays.copyOf(whole, 60)));
        assertTrue(packet.isTcp());
        assertTrue(packet.cutOnTheWay());
        assertEquals(1_000, packet.payloadLength());
        assertEquals(60 - 40, packet.payloadLengthInFrame());
        assertEquals(60 - 40, packet.payload().length());
        byte[] version6 = Packets.ipv6(IpProtocol.TCP, Packets.tcp(new byte[1_000]));
        decode(ETHERNET, Packets.ethernet(0x86dd, Arrays.copyOf(version6, 128)));
        assertTrue(packet.cutOnTheWay());
        assertEquals(1_000, packet.payloadLength());
        assertNull(packet.undecoded());
    }

    @Test
    void shouldNotBelieveALengthUnderAWrongHeaderChecksum() {
        byte[] wrong = SEGMENT.clone();
        wrong[2] = 0x30;
        decode(ETHERNET, Packets.ethernet(0x0800, wrong));
        assertTrue(packet.isTcp());
        assertFalse(packet.cutOnTheWay());
        assertEquals(10, packet.payloadLength());
    }

    @Test
    void shouldNotTakeALengthThatCountsThePaddingForACut() {
        byte[] ip = Packets.ipv4(IpProtocol.TCP, Packets.tcp(new byte[6]));
        byte[] session = Packets.join(Packets.hex("1100 0001 002a 0021"), ip);
        decode(ETHERNET, Packets.ethernet(0x8864, session));
        assertFalse(packet.cutOnTheWay());
        assertEquals(0, packet.payloadLength());
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
        assertEquals(Undecoded.CUT_BY_SNAPLEN, packet.undecoded());
        assertTrue(packet.cutOnTheWay());
        decode(ETHERNET, Packets.ethernet(0x0800, Packets.ipv4(IpProtocol.TCP, new byte[10])));
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
