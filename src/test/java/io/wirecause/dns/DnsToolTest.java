package io.wirecause.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.AnswerSize;
import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.stream.PayloadStreams;
import io.wirecause.capture.Capture;
import io.wirecause.dns.message.DnsBytes;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsMessageContext;
import io.wirecause.dns.message.DnsService;
import io.wirecause.dns.message.RecordData;
import io.wirecause.packet.TcpFlags;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.Answered;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DnsToolTest {
    @TempDir
    private Path folder;
    private final PcapBuilder pcap = new PcapBuilder();

    static List<Path> findings() {
        return TestCaptures.in("dns/findings");
    }

    static List<Path> healthy() {
        return TestCaptures.in("dns/healthy");
    }

    private static DnsArguments all(int limit) {
        return new DnsArguments(new CaptureArguments("capture"), null, null, null, null, false, new PageArguments(limit, null));
    }

    private static Answered<DnsAnswer> ask(Capture capture, DnsArguments arguments) throws UserFacingException {
        return Answered.of(DnsAnswer.class, DnsTool.TOOL, arguments,
                new ToolContext("capture", capture, Limits.DEFAULT, ProgressListener.NONE));
    }

    private static Answered<DnsAnswer> ask(Path path, DnsArguments arguments) throws Exception {
        try (Capture capture = Capture.open(path)) {
            return ask(capture, arguments);
        }
    }

    private Answered<DnsAnswer> ask(DnsArguments arguments) throws Exception {
        try (Capture capture = pcap.open(folder)) {
            return ask(capture, arguments);
        }
    }

    private PcapBuilder client(DnsBytes wire) {
        return pcap.after(1_000).udp(1, 40_000, 53, 53, wire.bytes());
    }

    private PcapBuilder server(DnsBytes wire) {
        return pcap.after(1_000).udp(53, 53, 1, 40_000, wire.bytes());
    }

    @ParameterizedTest
    @MethodSource("findings")
    void shouldNameFirstWhatTheCaptureShows(Path path) throws Exception {
        Answered<DnsAnswer> answer = ask(path, all(10));
        String code = TestCaptures.code(path);
        assertFalse(answer.findings().isEmpty(), "no findings");
        Finding first = answer.findings().get(0);
        assertEquals(code, first.code());
        assertTrue(answer.issues().get(0).contains(first.title()));
        assertEquals(first.aboutCapture(), first.frames().isEmpty());
        assertTrue(AnswerSize.of(answer.envelope()) <= AnswerSize.DEFAULT_LIMIT);
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void shouldFindNeitherErrorNorWarningWhenHealthy(Path path) throws Exception {
        Answered<DnsAnswer> answer = ask(path, all(10));
        assertTrue(answer.totals(DnsTotals.class).dnsPacketsFound() > 0);
        assertEquals(List.of(), answer.findings().stream().filter(f -> f.severity() != Severity.NOTE).map(Finding::title)
                .toList());
        assertEquals(0, answer.body().statistics().malformed().messages());
        assertTrue(AnswerSize.of(answer.envelope()) <= AnswerSize.DEFAULT_LIMIT);
    }

    @Test
    void shouldDecodeEveryRecordTypeWhenAServerSendsThem() throws Exception {
        Answered<DnsAnswer> answer = ask(TestCaptures.of("dns/healthy/record_types"),
                new DnsArguments(new CaptureArguments("capture"), null, null, null, null, true, new PageArguments(100, null)));
        Map<String, String> data = new java.util.TreeMap<>();
        answer.body().packets().forEach(p -> p.answers().forEach(a -> data.put(a.type(), a.data())));
        assertEquals("52 22 23 N 04 53 32 E -2m 0m 10000m 10m", data.get("LOC"));
        assertEquals("1 . alpn=h3,h2 ipv4hint=192.0.2.1 ipv6hint=2001:db8:0:0:0:0:0:1", data.get("HTTPS"));
        assertEquals("100 50 \"s\" \"SIP+D2U\" \"\" _sip._udp.example.test.", data.get("NAPTR"));
        assertEquals("10 20 5060 mail.example.test", data.get("SRV"));
        assertEquals("ns1.example.test hostmaster.example.test 2026112301 7200 3600 1209600 300", data.get("SOA"));
        assertTrue(data.keySet().containsAll(List.of("A", "AAAA", "CAA", "CNAME", "HINFO", "MX", "NS", "RP", "SSHFP", "SVCB",
                "TLSA", "TXT",
                "URI")), data.keySet().toString());
    }

    @Test
    void shouldFollowDnssecZoneTransferTruncationAndFragments() throws Exception {
        Answered<DnsAnswer> dnssec = ask(TestCaptures.of("dns/healthy/dnssec"), all(10));
        assertEquals(4, dnssec.body().statistics().edns().dnssecOk());
        assertEquals(1, dnssec.body().statistics().edns().checkingDisabled());
        assertEquals(4, dnssec.body().statistics().edns().authenticData());
        assertEquals(4, dnssec.body().statistics().edns().signed());
        Answered<DnsAnswer> transfer = ask(TestCaptures.of("dns/healthy/zone_transfer"), all(10));
        assertEquals(2, transfer.body().zoneTransfers().size());
        assertTrue(transfer.body().zoneTransfers().stream().allMatch(t -> t.complete() && t.zone().equals("example.test")));
        Answered<DnsAnswer> truncated = ask(TestCaptures.of("dns/healthy/truncated_then_tcp"), all(10));
        assertEquals(new DnsAnswer.Truncation(1, 1, 0), truncated.body().statistics().truncation());
        Answered<DnsAnswer> fragments = ask(TestCaptures.of("dns/healthy/fragments"), all(10));
        assertEquals(36, fragments.body().packets().get(1).counts().answers());
        assertEquals(6, fragments.body().packets().get(1).packetNumber());
    }

    @Test
    void shouldTellServicesApartAndPairNothingByMulticast() throws Exception {
        Answered<DnsAnswer> mdns = ask(TestCaptures.of("dns/healthy/mdns"), all(10));
        assertEquals(DnsService.MDNS, mdns.body().services().get(0).service());
        assertEquals(Map.of(), mdns.body().statistics().outcomes());
        Answered<DnsAnswer> netbios = ask(TestCaptures.of("dns/healthy/netbios"),
                new DnsArguments(new CaptureArguments("capture"), "FILESERVER<20>", null, null, null, false,
                new PageArguments(100, null)));
        assertTrue(netbios.totals(DnsTotals.class).dnsPacketsAnalyzed() < netbios.totals(DnsTotals.class).dnsPacketsFound());
        assertTrue(netbios.body().packets().stream().allMatch(p -> p.service() == DnsService.NBNS));
    }

    @Test
    void shouldKnowMessagesByContentWhenThePortSaysNothing() throws Exception {
        byte[] noise = new byte[200];
        new Random(4).nextBytes(noise);
        pcap.udp(1, 40_000, 53, 9_999, DnsBytes.query(1, "a.test", 1).bytes());
        pcap.udp(1, 40_000, 53, 9_999, noise);
        byte[] trailing = java.util.Arrays.copyOf(DnsBytes.query(1, "a.test", 1).bytes(), 60);
        pcap.udp(1, 40_000, 53, 9_999, trailing);
        pcap.tcp(1, 40_001, 53, 9_998, 1, 0, TcpFlags.ACK, DnsBytes.query(2, "b.test", 1).overTcp());
        pcap.tcp(1, 40_002, 53, 9_998, 1, 0, TcpFlags.ACK, "GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes());
        Answered<DnsAnswer> answer = ask(all(10));
        assertEquals(2, answer.totals(DnsTotals.class).dnsPacketsFound());
        assertEquals(List.of("a.test", "b.test"), answer.body().packets().stream().map(p -> p.questions().get(0).name())
                .toList());
        assertTrue(answer.coverage().notes().stream().anyMatch(n -> n.startsWith("2 datagrams or streams on other ports")));
    }

    @Test
    void shouldReadAStreamWhenItsSegmentsAreOutOfOrder() throws Exception {
        byte[] query = DnsBytes.query(5, "a.test", 1).overTcp();
        pcap.tcp(1, 40_000, 53, 53, 99, 0, TcpFlags.SYN, new byte[0]);
        pcap.tcp(1, 40_000, 53, 53, 110, 0, TcpFlags.ACK, java.util.Arrays.copyOfRange(query, 10, query.length));
        pcap.tcp(1, 40_000, 53, 53, 100, 0, TcpFlags.ACK, java.util.Arrays.copyOf(query, 10));
        Answered<DnsAnswer> answer = ask(all(10));
        assertEquals(3, answer.body().packets().get(0).packetNumber());
        assertEquals("TCP", answer.body().packets().get(0).protocol());
        assertEquals("a.test", answer.body().packets().get(0).questions().get(0).name());
    }

    @Test
    void shouldFilterByNameTypeClientAndServer() throws Exception {
        client(DnsBytes.query(1, "www.example.test", 1));
        server(DnsBytes.response(1, "www.example.test", 1).address("www.example.test", 1));
        client(DnsBytes.query(2, "notexample.test", 28));
        pcap.udp(2, 40_000, 54, 53, DnsBytes.query(3, "example.test", 28).bytes());
        assertEquals(3, ask(new DnsArguments(new CaptureArguments("c"), "Example.test.", null, null, null, false,
                new PageArguments(10, null))).totals(DnsTotals.class).dnsPacketsAnalyzed());
        assertEquals(2, ask(new DnsArguments(new CaptureArguments("c"), null, "aaaa", null, null, false,
                new PageArguments(10, null))).totals(DnsTotals.class).dnsPacketsAnalyzed());
        assertEquals(3, ask(new DnsArguments(new CaptureArguments("c"), null, null, "192.0.2.1", null, false,
                new PageArguments(10, null))).totals(DnsTotals.class).dnsPacketsAnalyzed());
        assertEquals(1, ask(new DnsArguments(new CaptureArguments("c"), null, null, null, "192.0.2.54", false,
                new PageArguments(10, null))).totals(DnsTotals.class).dnsPacketsAnalyzed());
        DnsArguments wrongType = new DnsArguments(new CaptureArguments("c"), null, "nonsense", null, null, false,
                new PageArguments(10, null));
        assertTrue(assertThrows(UserFacingException.class, () -> ask(wrongType)).getMessage().contains("type"));
        DnsArguments wrongAddress = new DnsArguments(new CaptureArguments("c"), null, null, "client.test", null, false,
                new PageArguments(10, null));
        assertTrue(assertThrows(UserFacingException.class, () -> ask(wrongAddress)).getMessage().contains("client"));
    }

    @Test
    void shouldPageThroughAllMessages() throws Exception {
        for (int i = 0; i < 25; i++) {
            client(DnsBytes.query(i, "n" + i + ".test", 1));
        }
        String cursor = null;
        StringBuilder seen = new StringBuilder();
        for (int pages = 0; pages == 0 || cursor != null; pages++) {
            Answered<DnsAnswer> answer = ask(new DnsArguments(new CaptureArguments("c"), null, null, null, null, false,
                    new PageArguments(10, cursor)));
            answer.body().packets().forEach(p -> seen.append(p.dnsId()).append(' '));
            assertEquals(25, answer.page().total());
            cursor = answer.page().nextCursor();
        }
        assertEquals("0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 ", seen.toString());
    }

    @Test
    void shouldTellPartnersAndTimesOfWhatIsListed() throws Exception {
        client(DnsBytes.query(1, "a.test", 1));
        server(DnsBytes.response(1, "a.test", 1).address("a.test", 1));
        Answered<DnsAnswer> answer = ask(all(10));
        DnsPacketRecord query = answer.body().packets().get(0);
        DnsPacketRecord response = answer.body().packets().get(1);
        assertEquals("answered", query.outcome());
        assertEquals(2L, query.partnerFrame());
        assertEquals(1.0, query.responseTimeMs());
        assertEquals(1L, response.partnerFrame());
        assertEquals(1.0, response.responseTimeMs());
        assertNull(response.outcome());
        assertEquals("Query A \"a.test\"", query.summary());
        assertEquals("Response A \"a.test\": A \"192.0.2.1\"", response.summary());
        assertEquals(1.0, answer.body().statistics().responseTime().medianMs());
    }

    @Test
    void shouldSayThatOneDirectionMayBeMissingWhenNothingIsAnswered() throws Exception {
        client(DnsBytes.query(1, "a.test", 1));
        pcap.after(3_000_000).udp(9, 1, 8, 2, new byte[4]);
        Finding finding = ask(all(10)).findings().get(0);
        assertEquals("dns_unanswered", finding.code());
        assertNotNull(finding.limits());
        assertEquals("medium", finding.confidence().name().toLowerCase(java.util.Locale.ROOT));
    }

    @Test
    void shouldNameContradictingResponsesToOneQuery() throws Exception {
        client(DnsBytes.query(1, "a.test", 1));
        server(DnsBytes.response(1, "a.test", 1).address("a.test", 66));
        server(DnsBytes.response(1, "a.test", 1).address("a.test", 1));
        Answered<DnsAnswer> answer = ask(all(10));
        assertEquals(1, answer.body().statistics().contradictingResponses());
        assertEquals("dns_answers_differ", answer.findings().get(0).code());
        assertEquals(Severity.WARNING, answer.findings().get(0).severity());
        assertEquals("192.0.2.66", answer.body().differingAnswers().get(0).answerA());
    }

    @Test
    void shouldDecodeAsFarAsItGoesWhenMalformed() throws Exception {
        server(DnsBytes.response(1, "a.test", 1).address("a.test", 1).record(1, "a.test", 16, 1, 5, new byte[3], 900));
        server(DnsBytes.response(2, "b.test", 15).record(1, "b.test", 15, new byte[] {0}));
        pcap.udp(53, 53, 1, 40_000, new byte[5]);
        Answered<DnsAnswer> answer = ask(all(10));
        assertEquals("192.0.2.1", answer.body().packets().get(0).answers().get(0).data());
        assertEquals(List.of("answer 2: 900 bytes of data announced, 3 left"), answer.body().packets().get(0).problems());
        assertEquals(List.of("MX record: data too short"), answer.body().packets().get(1).problems());
        assertEquals(List.of("only 5 of 12 header bytes"), answer.body().packets().get(2).problems());
        assertEquals(List.of(1L, 2L, 3L), answer.body().statistics().malformed().frames());
        assertEquals(3, answer.body().statistics().malformed().kinds().size());
    }

    @Test
    void shouldNotCallItMalformedWhenTheSnaplenCutIt() throws Exception {
        byte[] response = DnsBytes.response(1, "a.test", 1).address("a.test", 1).bytes();
        pcap.udp(53, 53, 1, 40_000, response, response.length - 3);
        Answered<DnsAnswer> answer = ask(all(10));
        assertEquals(0, answer.body().statistics().malformed().messages());
        assertEquals(List.of("cut short by the snaplen"), answer.body().packets().get(0).problems());
        assertTrue(answer.coverage().notes().stream().anyMatch(n -> n.contains("snaplen")));
    }

    @Test
    void shouldNeverThrowWhenBitsAreFlippedOrTheFileIsCut() throws Exception {
        Random random = new Random(11);
        for (Path path : Stream.concat(findings().stream(), healthy().stream()).toList()) {
            byte[] original = Files.readAllBytes(path);
            for (int round = 0; round < 12; round++) {
                byte[] bytes = original.clone();
                for (int flips = 0; flips < 1 + bytes.length / 60; flips++) {
                    // The file's header and the records' headers stay, so that the messages are reached.
                    bytes[64 + random.nextInt(bytes.length - 64)] ^= (byte) (1 << random.nextInt(8));
                }
                Path file = folder.resolve("flipped.pcap");
                Files.write(file, round % 4 == 0 ? java.util.Arrays.copyOf(original, random.nextInt(original.length - 24) + 24)
                        : bytes);
                Answered<DnsAnswer> answer = ask(file, all(10));
                assertTrue(AnswerSize.of(answer.envelope()) <= AnswerSize.DEFAULT_LIMIT, path + " round " + round);
            }
        }
    }

    @Test
    void shouldNeverThrowWhenMessagesAreCutAtEveryByte() throws Exception {
        RecordData data = new RecordData(RecordData.SHOWN_DETAILED);
        List<byte[]> messages = new java.util.ArrayList<>();
        for (Path path : healthy()) {
            try (Capture capture = Capture.open(path)) {
                DnsAnalyzer analyzer = new DnsAnalyzer((m, seen) -> messages.add(m.bytes().copy()), (c, s, id, frame) -> { },
                        (stream, time) -> { }, PayloadStreams.Source.of(100));
                io.wirecause.analysis.Pass.run(new ToolContext("c", capture, Limits.DEFAULT, ProgressListener.NONE),
                        List.of(analyzer));
                analyzer.finish();
            }
        }
        DnsMessage m = new DnsMessage();
        for (byte[] message : messages) {
            for (int length = 0; length < message.length; length++) {
                m.parse(io.wirecause.bytes.ByteView.of(java.util.Arrays.copyOf(message, length)), length, DnsService.DNS);
                assertNotNull(m.problem() == null && length > 0 ? m.bytes() : m.problem());
                DnsPacketRecord.of(m, m.problem(), new DnsMessageContext(1, 0, DnsBytes.host(1, 1), DnsBytes.host(2, 53), false),
                        data, true);
            }
        }
        assertTrue(messages.size() > 100, messages.size() + " messages");
    }
}
