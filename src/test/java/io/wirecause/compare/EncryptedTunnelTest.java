package io.wirecause.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapWriter;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Traffic in clear at one point that an IPsec tunnel hides at the other. */
class EncryptedTunnelTest {
    private static final int CLIENT = 0xc000020a;
    private static final int SERVER = 0xcb007150;
    private static final int NEAR = 0xc6336401;
    private static final int FAR = 0xc6336450;
    private static final int PACKETS = 400;
    private static final int ESP = 50;

    @TempDir
    Path folder;

    /** Both captures: of the packets there every 17th is lost behind the encryption, of those back every 29th before it ends. */
    private List<Path> pair(int adds, int unit, boolean loses, int seed) throws IOException {
        Random random = new Random(seed);
        Path clear = folder.resolve("clear.pcap");
        Path tunnel = folder.resolve("tunnel.pcap");
        int[] numbers = {1_000, 5};
        try (OutputStream one = Files.newOutputStream(clear); OutputStream two = Files.newOutputStream(tunnel);
                PcapWriter inClear = new PcapWriter(one, PcapWriter.RAW_IP);
                PcapWriter inTunnel = new PcapWriter(two, PcapWriter.RAW_IP)) {
            long micros = 1_700_000_000_000_000L;
            for (int i = 0; i < PACKETS; i++) {
                boolean there = i % 2 == 0;
                micros += 2_000 + random.nextInt(20_000);
                byte[] datagram = new byte[20 + random.nextInt(random.nextBoolean() ? 30 : 1_200)];
                random.nextBytes(datagram);
                byte[] packet = Packets.ipv4(there ? CLIENT : SERVER, there ? SERVER : CLIENT, 17, 64, i + 1,
                        Packets.udp(there ? 4_000 : 5_000, there ? 5_000 : 4_000, datagram));
                ByteBuffer esp = ByteBuffer.allocate((packet.length + 2 + unit - 1) / unit * unit + adds);
                random.nextBytes(esp.array());
                esp.putInt(there ? 0x1111 : 0x2222).putInt(numbers[there ? 0 : 1]++);
                byte[] outer = Packets.ipv4(there ? NEAR : FAR, there ? FAR : NEAR, ESP, 63, i + 1, esp.array());
                long later = micros + 3_000 + random.nextInt(2_000);
                boolean lost = loses && i > 20 && i < PACKETS - 20 && i / 2 % (there ? 17 : 29) == 0;
                if (there || !lost) {
                    inClear.frame(there ? micros : later, packet);
                }
                if (!there || !lost) {
                    inTunnel.frame((there ? later : micros) + 7_000_000_000L, outer);
                }
            }
        }
        return List.of(clear, tunnel);
    }

    private static Map<?, ?> compare(List<Path> pair) {
        try (ToolService service = new ToolService()) {
            CallOutcome outcome = service.call(TestCaptures.COMPARES, Map.of("pcap_file", pair.get(0).toString(), "other_file",
                    pair.get(1).toString()));
            assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
            return (Map<?, ?>) Json.parse(outcome.json());
        }
    }

    private static Map<String, List<String>> titles(Map<?, ?> answer) {
        return ((List<?>) answer.get("findings")).stream().map(Map.class::cast).collect(Collectors.groupingBy(
                finding -> (String) finding.get("code"), Collectors.mapping(finding -> (String) finding.get("title"),
                        Collectors.toList())));
    }

    @ParameterizedTest
    @CsvSource({"32, 4", "36, 16", "40, 16"})
    void shouldFindThePacketsAgainAndThoseThatWereLost(int adds, int unit) throws IOException {
        Map<String, List<String>> titles = titles(compare(pair(adds, unit, true, adds + unit)));
        assertEquals(List.of("What \"clear.pcap\" shows in clear passes \"tunnel.pcap\" inside a tunnel, IPsec (ESP) between "
                + "198.51.100.1 and 198.51.100.80"), titles.get("encrypted_between"));
        assertEquals(List.of("11 of 200 packets were lost on the way from \"clear.pcap\" to \"tunnel.pcap\", where IPsec (ESP) "
                + "encrypts them", "6 of 200 packets were lost on the way from \"tunnel.pcap\" to \"clear.pcap\", where "
                + "IPsec (ESP) encrypts them"), titles.get("lost_between"));
    }

    @Test
    void shouldSayNothingOfLossWhereNothingIsLost() throws IOException {
        Map<String, List<String>> titles = titles(compare(pair(32, 4, false, 1)));
        assertEquals(1, titles.get("encrypted_between").size());
        assertEquals(null, titles.get("lost_between"));
    }

    @Test
    void shouldNotTakeAnotherTunnelForIt() throws IOException {
        Path clear = pair(32, 4, false, 1).get(0);
        Path kept = Files.move(clear, folder.resolve("kept.pcap"));
        Map<String, List<String>> titles = titles(compare(List.of(kept, pair(32, 4, false, 2).get(1))));
        assertTrue(titles.containsKey("no_common_traffic"), titles.toString());
    }
}
