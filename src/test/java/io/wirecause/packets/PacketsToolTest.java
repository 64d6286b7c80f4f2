package io.wirecause.packets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.packet.TcpFlags;
import io.wirecause.packets.layers.LayerRecord;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PacketsToolTest {
    private static final Path HTTP = TestCaptures.of("tcp/http-clean");

    @TempDir
    private Path folder;

    @Test
    void shouldChooseByFramesConnectionAddressPortProtocolAndTime() throws Exception {
        assertEquals(List.of(6L, 8L, 9L), Shown.numbers(Shown.of(HTTP, a -> Shown.frames(a, "6, 8-9"))));
        assertEquals(31, Shown.of(HTTP, a -> Shown.connection(a, 0)).body().packets().size());
        assertEquals(0, Shown.of(HTTP, a -> Shown.connection(a, 1)).body().packets().size());
        assertEquals(31, Shown.of(HTTP, a -> Shown.where(a, null, 80, null)).body().packets().size());
        assertEquals(33, Shown.of(HTTP, a -> Shown.where(a, "192.0.2.80", null, null)).body().packets().size());
        assertEquals(31, Shown.of(HTTP, a -> Shown.where(a, "192.0.2.10 <-> 192.0.2.80:80", null, null)).body().packets().size());
        assertEquals(0, Shown.of(HTTP, a -> Shown.where(a, "192.0.2.10, 192.0.2.81", null, null)).body().packets().size());
        assertEquals(List.of(1L, 2L), Shown.numbers(Shown.of(HTTP, a -> Shown.where(a, null, null, "ARP"))));
        assertEquals(List.of(1L), Shown.numbers(Shown.of(HTTP, a -> Shown.where(a, "ff:ff:ff:ff:ff:ff", null, null))));
        assertEquals(List.of(3L, 4L), Shown.numbers(Shown.of(HTTP, a -> Shown.time(a, "0.000028", "0.00005"))));
        assertEquals(List.of(1L, 2L), Shown.numbers(Shown.of(HTTP, a -> Shown.time(a, null, "2026-11-23T12:33:25.986211Z"))));
        assertEquals(31, Shown.of(HTTP, a -> Shown.where(a, null, null, "tcp")).body().packets().size());
    }

    @Test
    void shouldCountSequenceNumbersFromTheSynAckAndNotFromAForgedReset() throws Exception {
        List<String> lines = Shown.of(TestCaptures.of("tcp/findings/reset_not_from_peer-ignored"), a -> Shown.frames(a, "6, 12"))
                .body().packets().stream().map(PacketRecord::info).toList();
        assertTrue(lines.get(0).contains("[SYN, ACK] seq=0 ack=1"), lines.get(0));
        assertTrue(lines.get(1).contains("seq=1 ack=101"), lines.get(1));
    }

    @Test
    void shouldRefuseWhatIsNoChoice() {
        for (String wrong : List.of("example.com", "1.2.3.4:99999", "1.1.1.1, 2.2.2.2, 3.3.3.3")) {
            assertThrows(UserFacingException.class, () -> Shown.of(HTTP, a -> Shown.where(a, wrong, null, null)));
        }
        assertThrows(UserFacingException.class, () -> Shown.of(HTTP, a -> Shown.time(a, "yesterday", null)));
        assertThrows(UserFacingException.class, () -> Shown.of(HTTP, a -> Shown.where(a, null, null, "tcp && dns")));
    }

    @Test
    void shouldSayThatNothingFitsAndWhereTheCaptureEnds() throws Exception {
        assertEquals(List.of("Frames up to 900 were asked for; the capture ends with frame 33."),
                Shown.of(HTTP, a -> Shown.frames(a, "900")).coverage().notes());
        assertTrue(Shown.of(HTTP, a -> Shown.connection(a, 7)).coverage().notes().get(0).startsWith("No packet fits"));
    }

    @Test
    void shouldTellEachLayerFieldByField() throws Exception {
        PacketRecord packet = Shown.of(HTTP, a -> Shown.shows(Shown.frames(a, "6"), true, true)).body().packets().get(0);
        assertEquals(List.of("frame", "ethernet", "ipv4", "tcp", "http"),
                packet.layers().stream().map(LayerRecord::layer).toList());
        Map<String, String> tcp = packet.layers().get(3).fields();
        assertEquals("ACK, PSH", tcp.get("Flags"));
        assertEquals("0x4940 (right)", tcp.get("Checksum"));
        assertEquals("192.0.2.10", packet.layers().get(2).fields().get("Source address"));
        assertEquals("GET /index.html HTTP/1.1", packet.layers().get(4).fields().get("Start line"));
        assertTrue(packet.bytes().get(4).endsWith(".NGET /index.htm"), packet.bytes().get(4));
    }

    /** Tunnels, VLANs, Wi-Fi, fragments: pcap4j does not read all of them, so what is inside is read from where we know it is. */
    @Test
    void shouldReachTheInnermostIpPacketInEveryLayerCapture() throws Exception {
        List<String> missed = new ArrayList<>();
        for (Path capture : TestCaptures.in("layers")) {
            for (PacketRecord packet : Shown.of(capture, a -> Shown.shows(a, true, false)).body().packets()) {
                if (packet.layers() != null && packet.source().contains(".") && packet.layers().stream()
                        .noneMatch(layer -> packet.source().startsWith(layer.fields().getOrDefault("Source address", "none")))) {
                    missed.add(TestCaptures.path(capture) + " " + packet.number() + " " + packet.layers());
                }
            }
        }
        assertEquals(List.of(), missed);
    }

    @Test
    void shouldMaskSecretsInEveryView() throws Exception {
        PcapBuilder pcap = new PcapBuilder();
        byte[] request = ("GET /a?key=opensesame HTTP/1.1\r\nAuthorization: Basic opensesame\r\nCookie: s=opensesame\r\n\r\n"
                + "user=joe&password=opensesame").getBytes(StandardCharsets.US_ASCII);
        pcap.tcp(1, 40_000, 2, 80, 1, 1, TcpFlags.ACK, request);
        Path capture = pcap.write(folder);
        PacketRecord packet = Shown.of(capture, a -> Shown.shows(a, true, true)).body().packets().get(0);
        String dump = packet.bytes().stream().map(line -> line.substring(55)).collect(Collectors.joining());
        assertFalse(packet.toString().contains("opensesame"), packet::toString);
        assertFalse(dump.contains("opensesame"), dump);
        assertTrue(dump.contains("Authorization: Basic **********"), dump);
        assertTrue(packet.bytes().toString().contains("** ** **"), packet::toString);
        String said = Shown.follow(capture, 0).turns().toString();
        assertEquals("[client [GET /a?key=*** HTTP/1.1, Authorization: Basic ***, Cookie:***, , user=***&password=***]]", said);
    }

    @Test
    void shouldPageThroughAllPacketsWithinTheSizeOfAnAnswer() throws Exception {
        PcapBuilder pcap = new PcapBuilder();
        for (int i = 0; i < 700; i++) {
            pcap.after(1_000).udp(1, 5_000 + i, 2, 53, new byte[20]);
        }
        Path capture = pcap.write(folder);
        long seen = 0;
        String cursor = null;
        do {
            String from = cursor;
            Answered<PacketsAnswer> answer = Shown.of(capture, a -> Shown.shows(Shown.page(a, 500, from), true, true));
            assertTrue(AnswerSize.of(answer.envelope()) <= AnswerSize.DEFAULT_LIMIT, "too large");
            assertEquals(seen + 1, answer.body().packets().get(0).number());
            seen += answer.body().packets().size();
            assertEquals(700, answer.page().total());
            cursor = answer.page().nextCursor();
        } while (cursor != null);
        assertEquals(700, seen);
    }

    @Test
    void shouldStopReadingBehindTheLastFrameAskedFor() throws Exception {
        PcapBuilder pcap = new PcapBuilder();
        for (int i = 0; i < 10_000; i++) {
            pcap.after(10).udp(1, 5_000, 2, 9_999, new byte[4]);
        }
        Path capture = pcap.write(folder);
        Answered<PacketsAnswer> answer = Shown.of(capture, a -> Shown.frames(a, "3"));
        assertEquals(List.of(3L), Shown.numbers(answer));
        assertEquals(4_096, answer.totalPackets());
        assertFalse(answer.coverage().complete());
        assertTrue(answer.coverage().notes().toString().contains("behind what was asked for"),
                answer.coverage().notes().toString());
        assertEquals(10_000, Shown.of(capture, a -> Shown.frames(a, "9999")).totalPackets());
    }

    @Test
    void shouldTellADisplayFilterThatChoosesTheSame() throws Exception {
        assertNull(Shown.of(HTTP).body().displayFilter());
        assertEquals("frame.number in {6, 8..9} && tcp.stream == 0 && ip.addr == 192.0.2.80 "
                + "&& (tcp.port == 80 || udp.port == 80)",
                Shown.of(HTTP, a -> Shown.where(Shown.connection(Shown.frames(a, "6,8-9"), 0), "192.0.2.80:80", null, null))
                .body()
                        .displayFilter());
        assertNotNull(Shown.of(HTTP).body().captureStart());
    }
}
