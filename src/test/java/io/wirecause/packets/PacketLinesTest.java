package io.wirecause.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.GoldenFile;
import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line of each kind of packet. */
class PacketLinesTest {
    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden", "packets", "lines.txt");

    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();

    private List<String> lines() throws Exception {
        return Shown.infos(Shown.of(pcap.write(folder)));
    }

    private String udp(int from, int to, String hex) throws Exception {
        pcap.udp(1, from, 2, to, Packets.hex(hex));
        List<String> lines = lines();
        return lines.get(lines.size() - 1);
    }

    private String tcp(int from, int to, String text) throws Exception {
        pcap.tcp(1, from, 2, to, 1, 1, TcpFlags.ACK, text.getBytes(StandardCharsets.ISO_8859_1));
        List<String> lines = lines();
        return lines.get(lines.size() - 1).replaceAll("^(\\S+ )(\\[.*\\] )?", "$1");
    }

    /** The lines of packets from many captures, to be read by a person. */
    @Test
    void shouldSayWhatTheGoldenFileSays() throws Exception {
        StringBuilder out = new StringBuilder();
        for (String scenario : List.of("packets/mixed", "tcp/zero-window", "tcp/reused-port", "tcp/healthy/simultaneous_open",
                "tcp/healthy/fast_open", "dns/healthy/record_types", "dns/healthy/truncated_then_tcp", "dhcp/healthy/relay",
                "icmp/healthy/path-mtu", "icmp/healthy/router-advertisement", "sip/healthy/call_tcp", "sip/healthy/rtcp_hold",
                "layers/ether-pppoe", "layers/over-ip-ah", "layers/udp-gtp-u")) {
            out.append("# ").append(scenario).append('\n');
            Shown.of(TestCaptures.of(scenario), a -> Shown.page(a, scenario.equals("packets/mixed") ? 100 : 24, null)).body()
                    .packets()
                    .forEach(p -> out.append(String.join(" | ", p.number() + "", p.source(), p.destination(), p.protocol(),
                            p.length() + "", p.info())).append('\n'));
        }
        GoldenFile.check(GOLDEN, out.toString());
    }

    @Test
    void shouldCountSequenceNumbersFromTheStartOfTheConnectionAndScaleWindows() throws Exception {
        pcap.tcp(1, 40_000, 2, 80, -5, 0, TcpFlags.SYN, new byte[0]).tcp(2, 80, 1, 40_000, 7_000, -4, TcpFlags.SYN | TcpFlags.ACK,
                new byte[0]).tcp(1, 40_000, 2, 80, -4, 7_001, TcpFlags.ACK, new byte[10])
                .tcp(2, 80, 1, 40_000, 7_001, 6, TcpFlags.RST | TcpFlags.ACK, new byte[0]);
        assertEquals(List.of("TCP [SYN] seq=0 win=65535 len=0", "TCP [SYN, ACK] seq=0 ack=1 win=65535 len=0",
                "TCP [ACK] seq=1 ack=1 win=65535 len=10", "TCP [RST, ACK] seq=1 ack=11 win=65535 len=0"), lines());
    }

    @Test
    void shouldTellProtocolsOverTcpByTheirFirstLine() throws Exception {
        assertEquals("HTTP \"POST /a?b=*** HTTP/1.1\" (seq=1 len=23)", tcp(1_001, 8_080, "POST /a?b=c HTTP/1.1\r\n\n"));
        assertEquals("SSH \"SSH-2.0-OpenSSH_9.2\" (seq=1 len=21)", tcp(22, 1_002, "SSH-2.0-OpenSSH_9.2\r\n"));
        assertEquals("FTP \"PASS ***\" (seq=1 len=11)", tcp(1_003, 21, "PASS abcd\r\n"));
        assertEquals("SMTP 10 bytes (seq=1 len=10)", tcp(1_004, 25, "b3Blbg==\r\n"));
        assertEquals("SMTP \"220 ready\" (seq=1 len=11)", tcp(25, 1_005, "220 ready\r\n"));
        assertEquals("BGP KEEPALIVE (seq=1 len=19)", tcp(179, 1_006, "\u00ff".repeat(16) + "\u0000\u0013\u0004"));
        assertEquals("HTTP2 connection preface of HTTP/2 (seq=1 len=24)", tcp(1_007, 80, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"));
        assertEquals("TLS Alert fatal handshake_failure (seq=1 len=7)",
                tcp(443, 1_008, "\u0015\u0003\u0003\u0000\u0002\u0002\u0028"));
        assertEquals("TCP [ACK] seq=1 ack=1 win=65535 len=7", tcp(1_009, 9_999, "what is").replace("TCP seq",
                "TCP [ACK] seq"));
    }

    @Test
    void shouldTellProtocolsOverUdpByContentAndPort() throws Exception {
        assertEquals("NTP version 4 client, stratum 0, len=48", udp(5_000, 123, "23" + "00".repeat(47)));
        assertEquals("STUN Binding request, len=20", udp(5_000, 6_000, "00010000 2112a442" + "00".repeat(12)));
        assertEquals("STUN Binding success, len=20", udp(6_000, 5_000, "01010000 2112a442" + "00".repeat(12)));
        assertEquals("QUIC Initial, to id 0102, from id none, 30 bytes",
                udp(5_000, 443, "c3 00000001 02 0102 00 00 14" + "00".repeat(19)));
        assertEquals("QUIC Retry, to id none, from id 07, 20 bytes", udp(443, 5_000, "f0 00000001 00 01 07" + "00".repeat(12)));
        assertEquals("QUIC Version Negotiation, to id none, from id none, 11 bytes",
                udp(443, 5_000, "80 00000000 00 00 00000001"));
        assertEquals("QUIC short header, protected, 20 bytes", udp(5_000, 443, "41" + "00".repeat(19)));
        assertEquals("DTLS Handshake, len=20", udp(5_000, 4_433, "16 fefd 0000 000000000000 0007" + "00".repeat(7)));
        assertEquals("UDP len=12", udp(7_000, 7_002, "80 08 0001 00000000 11223344"));
        assertEquals("RTP payload type 8, ssrc 0x11223344, seq 2, time 160", udp(7_000, 7_002, "80 08 0002 000000a0 11223344"));
        assertEquals("RTCP receiver report, ssrc 0x11223344", udp(7_001, 7_003, "80 c9 0001 11223344"));
    }
}
