package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolArguments;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.report.TcpPattern;
import io.wirecause.tcp.report.TcpStatistics;
import io.wirecause.testing.Answered;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The anomalies, retransmissions and traffic flow tools on captures whose truth testdata/tcp/README.md tells. */
class TcpToolsTest {
    private static final String SERVER = "192.0.2.80";

    /** All but one in which a server repeats its SYN-ACK on purpose. */
    static List<Path> healthy() {
        return TestCaptures.in("tcp/healthy").stream().filter(capture -> !capture.toString().contains("defer_accept")).toList();
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void shouldNotExceedTheThresholdWhenTheCaptureIsHealthy(Path capture) throws Exception {
        Answered<RetransmissionsAnswer> answer = retransmissions(TestCaptures.scenario(capture), 0.02);
        assertFalse(answer.body().exceedsThreshold(), answer::toString);
        assertEquals(0, answer.body().totalRetransmissions(), answer::toString);
        assertEquals(List.of(), answer.body().byConnection());
        assertNull(answer.body().summary().worstConnection());
        assertEquals(0, answer.body().summary().worstRetransRate());
        assertFalse(patterns(anomalies(TestCaptures.scenario(capture))).contains("handshake_failure"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp/lossy-transfer:7", "tcp/findings/packet_loss:5", "tcp/findings/reordering:0",
        "tcp/findings/spurious_retransmission:6", "tcp/findings/zero_window:0",
        "tcp/syn-unanswered:7"})
    void shouldCountWhatTheKernelCounted(String captureAndCount) throws Exception {
        String[] parts = captureAndCount.split(":");
        Answered<RetransmissionsAnswer> answer = retransmissions(parts[0], 0.02);
        assertEquals(Long.parseLong(parts[1]), answer.body().totalRetransmissions(), answer.body().retransmissions()::toString);
    }

    @Test
    void shouldCompareWithTheThresholdAndWithWireshark() throws Exception {
        Answered<RetransmissionsAnswer> answer = retransmissions("tcp/lossy-transfer", 0.02);
        assertTrue(answer.body().exceedsThreshold());
        assertFalse(retransmissions("tcp/lossy-transfer", 0.5).body().exceedsThreshold());
        assertEquals(1, answer.body().summary().connectionsAboveThreshold());
        assertEquals(0, retransmissions("tcp/lossy-transfer", 0.5).body().summary().connectionsAboveThreshold());
        RetransmissionsAnswer.Row row = answer.body().byConnection().get(0);
        assertEquals(row.connection(), answer.body().summary().worstConnection());
        assertEquals(row.retransRate(), answer.body().summary().worstRetransRate());
        assertEquals(7, row.serverRetransCount());
        assertEquals(26, row.firstFrame());
        assertEquals(7, row.wiresharkOutOfOrder(), "tshark calls all 7 out-of-order");
        assertEquals(0, row.wiresharkRetransmission());
        assertEquals(7L, answer.body().wireshark().get("out_of_order"));
        assertEquals(7, answer.body().retransmissions().serverToClient().retransmissions());
        assertEquals(10_136, answer.body().retransmissions().serverToClient().retransmittedBytes());
        assertEquals(7, answer.body().retransmissions().byCause().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void shouldPageThroughConnectionsWorstFirst() throws Exception {
        Set<Integer> seen = new HashSet<>();
        double last = 1;
        String cursor = null;
        long total = retransmissions("tcp/findings/syn_flood", 0.02).page().total();
        do {
            Answered<RetransmissionsAnswer> answer = run(RetransmissionsAnswer.class, RetransmissionsTool.TOOL,
                    "tcp/findings/syn_flood",
                    new RetransmissionsArguments(new CaptureArguments(""), null, 0.02, new PageArguments(100, cursor)));
            for (RetransmissionsAnswer.Row row : answer.body().byConnection()) {
                assertTrue(seen.add(row.id()), "listed twice: " + row);
                assertTrue(row.retransRate() <= last, "out of order: " + row);
                last = row.retransRate();
            }
            cursor = answer.page().nextCursor();
        } while (cursor != null);
        assertEquals(total, seen.size());
        assertTrue(total > 100, "one page would do");
    }

    @Test
    void shouldRefuseAThresholdOutOfRange() {
        try (ToolService service = new ToolService()) {
            for (String threshold : List.of("-0.01", "1.01", "NaN")) {
                String failure = service.call("analyze_tcp_retransmissions",
                        Map.of("pcap_file", path("tcp/http-clean"), "threshold", threshold)).failure();
                assertTrue(failure != null && failure.contains("from 0 to 1"), threshold + ": " + failure);
            }
        }
    }

    @Test
    void shouldCountHandshakesAndStates() throws Exception {
        TcpStatistics refused = anomalies("tcp/refused-port").body().statistics();
        assertEquals(3, refused.totalConnections());
        assertEquals(3, refused.handshake().failed());
        assertEquals(3, refused.handshake().refused());
        assertEquals(3, refused.handshake().synCount());
        assertEquals(Map.of("refused", 3L), refused.connectionStates());
        TcpStatistics clean = anomalies("tcp/http-clean").body().statistics();
        assertEquals(1, clean.handshake().successful());
        assertEquals(1, clean.handshake().ackCount());
        assertEquals(0, clean.handshake().failed());
        assertEquals(2L, clean.flags().get("fin"));
        assertEquals(1, anomalies("tcp/syn-unanswered").body().statistics().handshake().unanswered());
    }

    @Test
    void shouldTellWhoResetsAndWhen() throws Exception {
        TcpStatistics.RstDistribution server = anomalies("tcp/server-reset").body().statistics().rstDistribution();
        assertEquals(Map.of(SERVER, 1L), server.bySource());
        assertEquals(Map.of("to_server", 0L, "from_server", 1L, "unknown", 0L), server.byDirection());
        assertEquals(1L, server.byTime().get("before_close"));
        assertEquals(30, server.connectionsWithRst().get(0).firstRstFrame());
        Answered<AnomaliesAnswer> browser = anomalies("tcp/healthy/browser_reset_after_fin");
        TcpStatistics.RstDistribution client = browser.body().statistics().rstDistribution();
        assertEquals(Map.of("client", 6L, "server", 0L), client.byRole());
        assertEquals(3L, client.byTime().get("after_close"));
        assertEquals(3, client.connectionsWithRstCount());
        assertFalse(patterns(browser).contains("client_rst"), "a RST after the FIN is no pattern of resets");
    }

    @Test
    void shouldNamePatternsAndCountThemByCategory() throws Exception {
        Answered<AnomaliesAnswer> answer = anomalies("tcp/findings/connection_refused");
        assertEquals(List.of("handshake_failure", "server_rst"), patterns(answer));
        assertEquals(Map.of("handshake", 1, "reset", 1), answer.body().summary().byCategory());
        assertEquals(4, answer.body().patterns().get(0).connectionCount());
        assertEquals(2, answer.body().summary().notableObservations().size());
        assertTrue(patterns(anomalies("tcp/findings/reordering")).contains("reordering"));
        assertTrue(patterns(anomalies("tcp/findings/duplicate_frames")).contains("duplication"));
        assertTrue(patterns(anomalies("tcp/zero-window")).contains("zero_window"));
        assertTrue(patterns(anomalies("tcp/reused-port")).contains("reused_ports"));
    }

    @Test
    void shouldListTheHostsWithMostResetsOnly() throws Exception {
        TcpStatistics.RstDistribution rst = anomalies("tcp/findings/port_scan").body().statistics().rstDistribution();
        assertEquals(98, rst.byTime().get("refused"));
        assertEquals(10, rst.connectionsWithRst().size());
        assertTrue(rst.connectionsWithRstCount() >= 98, rst::toString);
    }

    @Test
    void shouldTellTheTwoDirectionsApart() throws Exception {
        Answered<TrafficFlowAnswer> answer = flow("tcp/server-reset", SERVER, 8000);
        assertEquals(SERVER + ":8000", answer.body().server());
        assertEquals(1, answer.body().connections());
        assertEquals(15_000, answer.body().serverToClient().byteCount());
        assertEquals(1, answer.body().serverToClient().rstCount());
        assertEquals(1, answer.body().clientToServer().synCount());
        assertEquals("server", answer.body().analysis().primaryRstSource());
        assertEquals("server_heavy", answer.body().analysis().dataFlowDirection());
        assertTrue(answer.body().analysis().interpretation().contains("server sent all RSTs"),
                answer.body().analysis()::interpretation);
        Answered<TrafficFlowAnswer> loss = flow("tcp/findings/packet_loss", SERVER, null);
        assertEquals("client_heavy", loss.body().analysis().dataFlowDirection());
        assertEquals(120_000, loss.body().clientToServer().uniqueByteCount());
        assertEquals(5, loss.body().clientToServer().retransmissions());
        assertEquals("none", loss.body().analysis().primaryRstSource());
    }

    @Test
    void shouldPutTheServerAskedForAtTheServersEndWhenRolesAreAGuess() throws Exception {
        Answered<TrafficFlowAnswer> server = flow("tcp/mid-stream", SERVER, null);
        assertEquals(24_000, server.body().serverToClient().byteCount());
        assertEquals(4_000, server.body().clientToServer().byteCount());
        Answered<TrafficFlowAnswer> turned = flow("tcp/mid-stream", "192.0.2.10", null);
        assertEquals(24_000, turned.body().clientToServer().byteCount());
        assertTrue(turned.coverage().notes().stream().anyMatch(note -> note.contains("not known for sure")));
    }

    @Test
    void shouldSaySoWhenTheAddressIsNoServer() throws Exception {
        Answered<TrafficFlowAnswer> client = flow("tcp/http-clean", "192.0.2.10", null);
        assertEquals(0, client.body().connections());
        assertEquals("none", client.body().analysis().dataFlowDirection());
        assertNull(client.body().analysis().asymmetryRatio());
        assertEquals(List.of(), client.body().bytesOverTime().retransmissions());
        assertTrue(client.coverage().notes().get(0).contains("1 has that address and port at the client's end"),
                client.coverage().notes()::toString);
        assertThrows(UserFacingException.class, () -> flow("tcp/http-clean", "nowhere", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"tcp/healthy/long_idle_keepalive", "tcp/healthy/large_download", "tcp/lossy-transfer",
        "tcp/findings/clock_backwards"})
    void shouldPutEveryByteIntoOneOfSixtySlots(String capture) throws Exception {
        Answered<TrafficFlowAnswer> answer = flow(capture, SERVER, null);
        FlowTimeline.Slots slots = answer.body().bytesOverTime();
        assertNotEquals(0, answer.body().connections());
        assertTrue(slots.clientToServerBytes().size() <= FlowTimeline.SLOTS);
        assertEquals(slots.clientToServerBytes().size(), slots.serverToClientBytes().size());
        assertEquals(answer.body().clientToServer().byteCount(), sum(slots.clientToServerBytes()));
        assertEquals(answer.body().serverToClient().byteCount(), sum(slots.serverToClientBytes()));
        assertEquals(answer.body().clientToServer().retransmissions() + answer.body().serverToClient().retransmissions(),
                sum(slots.retransmissions()));
    }

    private static long sum(List<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    private static List<String> patterns(Answered<AnomaliesAnswer> answer) {
        return answer.body().patterns().stream().map(TcpPattern::pattern).toList();
    }

    private static Answered<RetransmissionsAnswer> retransmissions(String capture, double threshold) throws Exception {
        return run(RetransmissionsAnswer.class, RetransmissionsTool.TOOL, capture,
                new RetransmissionsArguments(new CaptureArguments(""), null, threshold, new PageArguments(10, null)));
    }

    private static Answered<AnomaliesAnswer> anomalies(String capture) throws Exception {
        return run(AnomaliesAnswer.class, AnomaliesTool.TOOL, capture,
                new AnomaliesArguments(new CaptureArguments(""), new ServerArguments(null, null)));
    }

    private static Answered<TrafficFlowAnswer> flow(String capture, String server, Integer port) throws Exception {
        return run(TrafficFlowAnswer.class, TrafficFlowTool.TOOL, capture,
                new TrafficFlowArguments(new CaptureArguments(""), server, port));
    }

    private static <A extends Record & ToolArguments, B extends Record> Answered<B> run(Class<B> body, Tool<A> tool,
            String capture,
                                                                                        A arguments) throws Exception {
        return Answered.of(body, tool, arguments, TestCaptures.of(capture));
    }

    private static String path(String capture) {
        return TestCaptures.of(capture).toString();
    }
}
