package io.wirecause.explain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.GoldenFile;
import io.wirecause.testing.PcapBuilder;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code explain_connection} tells. */
class ExplainToolTest {
    private static final String TOOL = "explain_connection";
    private static final Path GOLDEN = Path.of("src/test/resources/golden/explain");
    private static final int MOST_STEPS = 60;
    private static final int SYN_ACK = TcpFlags.SYN | TcpFlags.ACK;
    private static final int DATA = TcpFlags.PSH | TcpFlags.ACK;

    private static ToolService service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        service = new ToolService();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static CallOutcome call(Path capture, Object... more) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("pcap_file", capture.toString()));
        for (int i = 0; i < more.length; i += 2) {
            arguments.put(more[i].toString(), more[i + 1]);
        }
        return service.call(TOOL, arguments);
    }

    private static Map<String, Object> answer(Path capture, Object... more) {
        CallOutcome outcome = call(capture, more);
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return outcome.answer();
    }

    @SuppressWarnings("unchecked")
    private static List<String> ladder(Map<String, Object> answer) {
        return (List<String>) answer.get("ladder");
    }

    private static String text(Map<String, Object> answer) {
        StringBuilder out = new StringBuilder();
        for (String key : List.of("verdict", "explained", "client", "server", "summary", "ladder", "steps_folded", "close",
                "verdicts", "others")) {
            Object value = answer.get(key);
            if (value instanceof List<?> lines) {
                out.append(key).append(":\n");
                lines.forEach(line -> out.append("  ").append(line).append('\n'));
            } else if (value != null) {
                out.append(key).append(": ").append(value).append('\n');
            }
        }
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp/http-clean", "tcp/findings/zero_window", "tcp/findings/packet_loss",
        "tcp/findings/reset_not_from_peer", "tcp/findings/syn_unanswered", "tcp/findings/connection_blocked_icmp",
        "tcp/findings/path_mtu_black_hole", "tcp/findings/slow_server", "tcp/findings/reset_after_idle",
        "tls/findings/tls_version_mismatch", "tls/healthy/hello_retry_request", "tls/healthy/quic",
        "http/findings/http_slow", "http/findings/grpc_error", "http/findings/http2_goaway", "http/healthy/http2",
        "dns/findings/dns_unanswered-pair", "dhcp/findings/dhcp_nak", "sip/findings/sip_call_failed",
        "icmp/healthy/ping"})
    void shouldTellTheLifeThatTheGoldenFileTells(String scenario) throws IOException {
        Map<String, Object> answer = answer(TestCaptures.of(scenario));
        GoldenFile.check(GOLDEN.resolve(scenario.replace('/', '-') + ".txt"), text(answer));
    }

    @Test
    void shouldTellTheFirstConnectionOfEveryCaptureInFewStepsAndBytes() {
        List<String> broken = new ArrayList<>();
        int told = 0;
        for (Path capture : TestCaptures.all()) {
            for (boolean detail : new boolean[] {false, true}) {
                CallOutcome outcome = call(capture, "connection", 0, "detail", detail);
                if (outcome.status() != CallOutcome.Status.ANSWERED) {
                    assertTrue(outcome.failure().startsWith("The capture has no TCP connection"), outcome.failure());
                    continue;
                }
                told++;
                Map<String, Object> answer = outcome.answer();
                int steps = ladder(answer).size();
                int bytes = Json.line(answer).length;
                if (steps == 0 || steps > MOST_STEPS || bytes > AnswerRules.MAX_BYTES) {
                    broken.add(TestCaptures.path(capture) + ": " + steps + " steps, " + bytes + " bytes");
                }
            }
        }
        assertTrue(told > 100, told + " told");
        assertEquals(List.of(), broken);
    }

    @Test
    void shouldFindTheConnectionByNumberFrameAndEnds() {
        Path capture = TestCaptures.of("tls/healthy/resumption");
        String explained = "TCP connection 1";
        Map<String, Object> byNumber = answer(capture, "connection", 1);
        assertEquals(explained, byNumber.get("explained"));
        Object client = byNumber.get("client");
        Object server = byNumber.get("server");
        String line = ladder(byNumber).get(0);
        long frame = Long.parseLong(line.substring(line.indexOf('#') + 1));
        for (Map<String, Object> other : List.of(answer(capture, "frame", frame), answer(capture, "endpoints", client.toString()),
                answer(capture, "endpoints", client + " - " + server), answer(capture, "endpoints", server + " <-> " + client))) {
            assertEquals(ladder(byNumber), ladder(other));
        }
    }

    @Test
    void shouldTellWhichNameAClientAsksForOverQuic() {
        String summary = answer(TestCaptures.of("tls/healthy/quic")).get("summary").toString();
        assertTrue(summary.endsWith("The client asks for \"localhost\"."), summary);
    }

    @Test
    void shouldTakeTheWorstOfSeveralAndTellTheOthers() {
        Path capture = TestCaptures.of("tcp/findings/syn_unanswered");
        Map<String, Object> answer = answer(capture);
        assertEquals("TCP connection 1", answer.get("explained"));
        assertEquals("3 other TCP connections (0, 2, 3)", answer.get("others"));
    }

    @Test
    void shouldSayInOneSentenceWhatDoesNotFit() {
        Path capture = TestCaptures.of("tcp/http-clean");
        Map<String, Object[]> wrong = new LinkedHashMap<>();
        wrong.put("The capture has no TCP connection 9: they are numbered from 0 to 0", new Object[] {"connection", 9});
        wrong.put("The capture has no frame 900;", new Object[] {"frame", 900});
        wrong.put("Frame 1 (ARP) holds no IP packet", new Object[] {"frame", 1});
        wrong.put("No packet goes between these endpoints;", new Object[] {"endpoints", "203.0.113.9:1"});
        wrong.put("Give one of connection, frame and endpoints", new Object[] {"connection", 0, "frame", 3});
        wrong.put("The argument endpoints takes one IP address", new Object[] {"endpoints", "nobody"});
        wrong.forEach((sentence, arguments) -> {
            CallOutcome outcome = call(capture, arguments);
            assertEquals(CallOutcome.Status.FAILED, outcome.status());
            assertTrue(outcome.failure().startsWith(sentence), outcome.failure());
            assertTrue(outcome.failure().endsWith("."), outcome.failure());
        });
    }

    @Test
    void shouldTellWhomAnIcmpErrorIsAbout() {
        Path capture = TestCaptures.of("tcp/findings/connection_blocked_icmp");
        assertEquals("TCP connection 0", answer(capture, "frame", 4).get("explained"));
    }

    @Test
    void shouldMaskWhatProvesWhoSomebodyIs() throws Exception {
        PcapBuilder pcap = setUp(new PcapBuilder());
        pcap.tcp(10, 50_000, 80, 80, 101, 501, DATA, ascii("GET /cart?token=s3cret-value HTTP/1.1\r\nHost: shop.example\r\n"
                + "Cookie: id=very-s3cret\r\n\r\n"));
        String told = String.join("\n", ladder(answer(write(pcap))));
        assertTrue(told.contains("\"GET /cart?token=*** HTTP/1.1\" to \"shop.example\""), told);
        assertFalse(told.contains("s3cret"), told);
    }

    @Test
    void shouldFoldTheMiddleOfManyExchangesAndKeepTheLoss() throws Exception {
        PcapBuilder pcap = setUp(new PcapBuilder());
        int client = 101;
        int server = 501;
        for (int i = 0; i < 2_000; i++) {
            boolean lost = i == 1_000;
            pcap.after(1_000).tcp(10, 50_000, 80, 80, client, server, DATA, ascii("GET /" + i + " HTTP/1.1\r\n\r\n"));
            int length = ("GET /" + i + " HTTP/1.1\r\n\r\n").length();
            if (lost) {
                pcap.after(900_000).tcp(10, 50_000, 80, 80, client, server, DATA, ascii("GET /" + i + " HTTP/1.1\r\n\r\n"));
            }
            client += length;
            pcap.after(1_000).tcp(80, 80, 10, 50_000, server, client, DATA, ascii("HTTP/1.1 200 OK\r\n\r\n"));
            server += 19;
        }
        Map<String, Object> answer = answer(write(pcap));
        List<String> ladder = ladder(answer);
        assertTrue(ladder.size() <= 36, ladder.size() + " steps");
        assertTrue(ladder.get(3).contains("GET /0 "), ladder.get(3));
        assertTrue(ladder.stream().anyMatch(line -> line.contains("the client waits for an acknowledgment in vain")),
                String.join("\n", ladder));
        assertTrue(((Number) answer.get("steps_folded")).intValue() > 3_900, answer.get("steps_folded").toString());
        assertTrue(ladder.get(ladder.size() - 1).contains("HTTP/1.1 200 OK"), ladder.get(ladder.size() - 1));
    }

    @Test
    void shouldSayWhoWaitsForWhom() throws Exception {
        PcapBuilder pcap = setUp(new PcapBuilder());
        pcap.tcp(10, 50_000, 80, 80, 101, 501, DATA, ascii("GET / HTTP/1.1\r\n\r\n"))
                .after(400).tcp(80, 80, 10, 50_000, 501, 119, TcpFlags.ACK, new byte[0])
                .after(3_050_000).tcp(80, 80, 10, 50_000, 501, 119, DATA, ascii("HTTP/1.1 200 OK\r\n\r\n"))
                .after(100).tcp(10, 50_000, 80, 80, 119, 520, TcpFlags.ACK, new byte[0])
                .after(62_000_000).tcp(10, 50_000, 80, 80, 119, 520, TcpFlags.FIN | TcpFlags.ACK, new byte[0])
                .after(100).tcp(80, 80, 10, 50_000, 520, 120, TcpFlags.ACK, new byte[0])
                .after(5_000_000).tcp(80, 80, 10, 50_000, 520, 120, TcpFlags.FIN | TcpFlags.ACK, new byte[0]);
        List<String> waits = ladder(answer(write(pcap))).stream().filter(line -> line.contains("\u2026")).map(String::strip)
                .toList();
        assertEquals(List.of("\u2026 3.05 s: the client waits for the server's answer (the last data was acknowledged after "
                + "0.4 ms)", "\u2026 62 s: idle: nothing is owed, then the client ends it",
                "\u2026 5 s: the client has closed its side, the server keeps its own open"), waits);
    }

    private static PcapBuilder setUp(PcapBuilder pcap) {
        return pcap.tcp(10, 50_000, 80, 80, 100, 0, TcpFlags.SYN, new byte[0])
                .after(200).tcp(80, 80, 10, 50_000, 500, 101, SYN_ACK, new byte[0])
                .after(200).tcp(10, 50_000, 80, 80, 101, 501, TcpFlags.ACK, new byte[0]);
    }

    private Path write(PcapBuilder pcap) throws IOException {
        return pcap.write(folder);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
