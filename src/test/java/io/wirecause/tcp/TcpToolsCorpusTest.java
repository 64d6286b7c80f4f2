package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.corpus.Corpus;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The three tools answer on every shared capture with TCP, and briefly. */
class TcpToolsCorpusTest {
    private static final int MAX_ANSWER = 20_000;
    private static final int CAPTURES = 600;

    @Test
    void shouldAnswerBrieflyOnEveryCapture() throws IOException {
        Set<String> withTcp = Corpus.segments().keySet();
        List<String> wrong = new ArrayList<>();
        int captures = 0;
        try (ToolService service = new ToolService()) {
            for (Path capture : Corpus.captures()) {
                if (withTcp.contains(Corpus.name(capture))) {
                    captures++;
                    String file = capture.toString();
                    check(service, "analyze_tcp_anomalies", Map.of("pcap_file", file), wrong);
                    Map<?, ?> again = check(service, "analyze_tcp_retransmissions", Map.of("pcap_file", file), wrong);
                    check(service, "analyze_traffic_flow", Map.of("pcap_file", file, "server_ip", server(again)), wrong);
                }
            }
        }
        assertEquals(List.of(), wrong);
        assertTrue(captures > CAPTURES, "only " + captures + " captures");
    }

    private static Map<?, ?> check(ToolService service, String tool, Map<String, Object> arguments, List<String> wrong) {
        CallOutcome outcome = service.call(tool, arguments);
        if (outcome.status() != CallOutcome.Status.ANSWERED) {
            wrong.add(tool + " " + arguments + ": " + outcome.failure());
            return Map.of();
        }
        // Without the indentation, which a model does not get.
        int bytes = outcome.prettyJson().replaceAll("\\n *", "").getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_ANSWER) {
            wrong.add(tool + " " + arguments + ": " + bytes + " bytes");
        }
        return outcome.answer();
    }

    /** The server of the worst connection, or some address where none sends anything again. */
    private static String server(Map<?, ?> retransmissions) {
        if (retransmissions.get("by_connection") instanceof List<?> rows && !rows.isEmpty()
                && rows.get(0) instanceof Map<?, ?> row) {
            String end = row.get("connection").toString().replaceAll("^.* <-> ", "");
            return end.substring(0, end.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
        }
        return "192.0.2.80";
    }
}
