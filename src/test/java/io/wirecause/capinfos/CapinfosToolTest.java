package io.wirecause.capinfos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.testing.Answered;
import io.wirecause.testing.Packets;
import io.wirecause.testing.PcapWriter;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CapinfosToolTest {
    private static final Path TOLD = TestCaptures.of("capinfos/told");

    @TempDir
    Path folder;

    private static Answered<CapinfosAnswer> run(Path file, int limit, Limits limits) throws Exception {
        try (Capture capture = Capture.open(file)) {
            return Answered.of(CapinfosAnswer.class, CapinfosTool.TOOL,
                    new CapinfosArguments(new CaptureArguments(file.toString()), limit),
                    new ToolContext(file.toString(), capture, limits, ProgressListener.NONE));
        }
    }

    private static Answered<CapinfosAnswer> run(Path file) throws Exception {
        return run(file, 5, Limits.DEFAULT);
    }

    /** A router captured on all its interfaces shows each packet coming and going. */
    @Test
    void shouldTellPacketsThatAreInTheCaptureTwice() throws Exception {
        Answered<CapinfosAnswer> answer = run(TestCaptures.of("layers/linux-cooked"));
        List<Finding> twice = answer.findings().stream().filter(f -> f.code().equals("duplicate_frames")).toList();
        assertEquals(1, twice.size(), answer.issues().toString());
        assertEquals(answer.totals(CapinfosTotals.class).packetCount() / 2 + " packets are in the capture more than once",
                twice.get(0).title());
        assertEquals(Severity.NOTE, twice.get(0).severity());
        assertFalse(run(TOLD).issues().toString().contains("more than once"));
    }

    @Test
    void shouldTellTheFactsOfCapinfos() throws Exception {
        Answered<CapinfosAnswer> answer = run(TOLD);
        assertEquals("capture.pcapng", answer.totals(CapinfosTotals.class).filename());
        assertEquals("ether", answer.totals(CapinfosTotals.class).fileEncapsulation());
        assertEquals(6, answer.totals(CapinfosTotals.class).packetCount());
        assertEquals(588, answer.totals(CapinfosTotals.class).dataSizeBytes());
        assertEquals(1_200, answer.totals(CapinfosTotals.class).fileSizeBytes());
        assertEquals(Instant.parse("2026-11-23T14:14:18.299055497Z"), answer.totals(CapinfosTotals.class).firstPacketTime());
        assertEquals(Instant.parse("2026-11-23T14:14:18.706575519Z"), answer.totals(CapinfosTotals.class).lastPacketTime());
        assertEquals(0.407520022, answer.totals(CapinfosTotals.class).captureDurationSeconds());
        assertEquals(98.0, answer.totals(CapinfosTotals.class).averagePacketSizeBytes());
        assertEquals(588 / 0.407520022, answer.totals(CapinfosTotals.class).dataRateBytes(), 1e-9);
        assertEquals(8 * 588 / 0.407520022, answer.totals(CapinfosTotals.class).dataRateBits(), 1e-9);
        assertEquals(6 / 0.407520022, answer.totals(CapinfosTotals.class).averagePacketRate(), 1e-9);
        CapinfosAnswer.FileFacts facts = answer.body().capture();
        assertEquals("pcapng", facts.fileType());
        assertEquals("nanoseconds", facts.timePrecision());
        assertEquals(262_144, facts.packetSizeLimit());
        assertEquals(true, facts.strictTimeOrder());
        assertTrue(facts.application().startsWith("Dumpcap (Wireshark)"), facts.application());
        assertEquals(List.of("three pings"), facts.comments());
        assertEquals(List.of(new CapinfosAnswer.PacketComment(null, 3, "the second one")), facts.packetComments());
        assertEquals(Map.of("tls_key_log", 1L), facts.decryptionSecrets());
        CapinfosAnswer.InterfaceFacts on = answer.body().interfaces().listed().get(0);
        assertEquals("lo", on.name());
        assertEquals("icmp", on.filter());
        assertEquals(6, on.packets());
    }

    @Test
    void shouldNeverShowKeyMaterial() throws Exception {
        assertTrue(Files.readString(TOLD, java.nio.charset.StandardCharsets.ISO_8859_1).contains("CLIENT_RANDOM"));
        assertFalse(run(TOLD, 500, Limits.DEFAULT).toString().contains("CLIENT_RANDOM"));
    }

    @Test
    void shouldHashTheFileLikeSha256sum() throws Exception {
        byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(TOLD));
        assertEquals(HexFormat.of().formatHex(digest), run(TOLD).body().capture().sha256());
    }

    @Test
    void shouldTellLayersConversationsAndEndpoints() throws Exception {
        Answered<CapinfosAnswer> answer = run(TestCaptures.of("tcp/two-interfaces"));
        CapinfosAnswer.Conversation tcp = answer.body().tcpConversations().listed().get(0);
        assertEquals(2, answer.body().tcpConversations().total());
        assertEquals(answer.body().protocolHierarchy().listed().stream().filter(row -> row.protocol().equals("eth:ip:tcp"))
                .findFirst()
                .orElseThrow().packets(), answer.body().tcpConversations().listed().stream().mapToLong(c -> c.packets()).sum());
        assertEquals(tcp.packets(), tcp.packetsAToB() + tcp.packetsBToA());
        assertEquals(tcp.bytes(), tcp.bytesAToB() + tcp.bytesBToA());
        assertEquals(1, answer.body().udpConversations().total());
        assertEquals(answer.totals(CapinfosTotals.class).packetCount(),
                answer.body().packetSizes().ranges().stream().mapToLong(r -> r.packets()).sum());
        assertEquals(answer.totals(CapinfosTotals.class).packetCount(),
                answer.body().trafficOverTime().listed().stream().mapToLong(s -> s.packets()).sum());
        assertEquals(answer.totals(CapinfosTotals.class).dataSizeBytes(),
                answer.body().trafficOverTime().listed().stream().mapToLong(s -> s.bytes()).sum());
        assertEquals(answer.body().endpoints().listed().stream().mapToLong(e -> e.packetsSent()).sum(),
                answer.body().endpoints().listed().stream().mapToLong(e -> e.packetsReceived()).sum());
        assertEquals(2, answer.body().interfaces().total());
    }

    @ParameterizedTest
    @CsvSource({"tcp/findings/file_truncated", "tcp/findings/clock_backwards", "tcp/findings/snaplen_truncated",
        "tcp/findings/offload_frames"})
    void shouldNameFirstWhatIsWrongWithTheCapture(String file) throws Exception {
        Path path = TestCaptures.of(file);
        String code = TestCaptures.code(path);
        List<Finding> findings = run(path).findings();
        assertFalse(findings.isEmpty(), file);
        assertEquals(code, findings.get(0).code());
    }

    static List<Path> healthy() {
        return TestCaptures.in("tcp/healthy");
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void shouldFindNothingWrongWithAHealthyCapture(Path file) throws Exception {
        assertTrue(run(file).findings().stream().allMatch(finding -> finding.severity() == Severity.NOTE),
                () -> file + " is healthy");
    }

    @Test
    void shouldLeaveTimesOutWhereTheFileHasNone() throws Exception {
        Path file = Path.of("testdata/files/formats/pcap.cap");
        byte[] header = java.util.Arrays.copyOf(Files.readAllBytes(file), 24);
        Answered<CapinfosAnswer> answer = run(Files.write(folder.resolve("empty.pcap"), header));
        assertEquals(0, answer.totals(CapinfosTotals.class).packetCount());
        assertNull(answer.totals(CapinfosTotals.class).firstPacketTime());
        assertEquals(0, answer.totals(CapinfosTotals.class).dataRateBytes());
        assertEquals(0, answer.totals(CapinfosTotals.class).averagePacketSizeBytes());
        assertEquals(List.of(), answer.findings());
    }

    /** Raw IPv4 packets of UDP between random hosts and ports. */
    private Path flood(int packets) throws IOException {
        Path file = folder.resolve("flood.pcap");
        Random random = new Random(3);
        try (PcapWriter pcap = new PcapWriter(Files.newOutputStream(file), PcapWriter.RAW_IP)) {
            for (int i = 0; i < packets; i++) {
                byte[] datagram = Packets.udp(random.nextInt(65_536), random.nextInt(65_536), new byte[0]);
                pcap.frame(1_700_000_000_000_000L + i * 10_000L,
                        Packets.ipv4(random.nextInt(), random.nextInt(), 17, 64, 0, datagram));
            }
        }
        return file;
    }

    @Test
    void shouldStayWithinItsLimitsInAFloodAndSayThatItDid() throws Exception {
        Answered<CapinfosAnswer> answer = run(flood(3_000), 5, new Limits(0, 1_000));
        assertEquals(3_000, answer.totals(CapinfosTotals.class).packetCount());
        assertEquals(1_000, answer.body().udpConversations().total());
        assertEquals(5, answer.body().udpConversations().listed().size());
        assertEquals(1_000, answer.body().endpoints().total());
        assertTrue(answer.coverage().notes().get(0).contains("2000 packets of further ones"),
                answer.coverage().notes()::toString);
    }

    @Test
    void shouldAnswerWithinTwentyKilobytesWhateverTheCapture() throws Exception {
        try (ToolService service = new ToolService()) {
            List<Path> captures = new java.util.ArrayList<>(TestCaptures.plain());
            captures.add(flood(20_000));
            for (Path capture : captures) {
                CallOutcome outcome = service.call("analyze_capinfos", Map.of("pcap_file", capture.toAbsolutePath().toString()));
                assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), capture + ": " + outcome.failure());
                int length = outcome.prettyJson().replaceAll("\\n *", "").length();
                assertTrue(length < 20_000, capture + ": " + length);
            }
        }
    }
}
