package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged jar from outside, with lines of our own, good and bad. */
@Timeout(60)
public class ServerIT {
    public static final String TOOL = "analyze_tcp_connections";
    public static final String CAPTURE = TestCaptures.of("tcp/http-clean").toString();

    @Test
    void shouldReadOnAfterLinesThatAreNoMessage() throws Exception {
        try (ServerProcess server = ServerProcess.session()) {
            server.send("{\"jsonrpc\":\"2.0\",\"id\":1,");
            assertError(server.receive(), null, -32700);
            server.send("{\"pad\":\"" + "x".repeat(3 << 20) + "\"}");
            assertError(server.receive(), null, -32600);
            server.send("[]");
            assertError(server.receive(), null, -32600);
            server.request(1, "no/such/method", Map.of());
            assertError(server.receive(), 1, -32601);
            server.call(2, TOOL, Map.of("pcap_file", CAPTURE));
            assertEquals(2, server.receive().get("id"));
        }
    }

    @Test
    void shouldAnswerCallsInParallel() throws Exception {
        int calls = 50;
        try (ServerProcess server = ServerProcess.session()) {
            for (int id = 1; id <= calls; id++) {
                server.call(id, TOOL, Map.of("pcap_file", CAPTURE));
            }
            Set<Object> answered = new HashSet<>();
            for (int i = 0; i < calls; i++) {
                Map<?, ?> answer = server.receive();
                assertEquals(false, ((Map<?, ?>) answer.get("result")).get("isError"));
                answered.add(answer.get("id"));
            }
            assertEquals(calls, answered.size());
        }
    }

    @Test
    void shouldAnswerCallsInFlightAndExitWithZeroAtTheEndOfInput() throws Exception {
        try (ServerProcess server = ServerProcess.session()) {
            // The first call loads classes, which on a busy machine takes longer than the server waits after the end of input.
            server.call(1, TOOL, Map.of("pcap_file", CAPTURE));
            assertEquals(1, server.receive().get("id"));
            server.call(2, TOOL, Map.of("pcap_file", CAPTURE, "detailed", true));
            server.end();
            assertEquals(2, server.receive().get("id"));
            assertNull(server.receive());
            assertEquals(0, server.exitWithin(2_000));
        }
    }

    @Test
    void shouldExitWithZeroWhenNothingWasEverSent() throws Exception {
        try (ServerProcess server = ServerProcess.start(List.of())) {
            server.end();
            assertEquals("", server.rest());
            assertEquals(0, server.exitWithin(2_000));
        }
    }

    @Test
    void shouldPrintTheSameAnswerFromTheCommandLine() throws Exception {
        Map<?, ?> served;
        try (ServerProcess server = ServerProcess.session()) {
            server.call(1, TOOL, Map.of("pcap_file", CAPTURE, "server_port", 80));
            served = (Map<?, ?>) ((Map<?, ?>) server.receive().get("result")).get("structuredContent");
        }
        try (ServerProcess command = ServerProcess.start(List.of(), "call", TOOL, "pcap_file=" + CAPTURE, "server_port=80")) {
            Map<?, ?> printed = (Map<?, ?>) Json.parse(command.rest());
            assertEquals(0, command.exitWithin(5_000));
            served.remove("analysis_timestamp");
            printed.remove("analysis_timestamp");
            assertEquals(served, printed);
        }
    }

    @Test
    void shouldExitByWhatWentWrongOnTheCommandLine() throws Exception {
        assertEquals(1, exitOf("call", TOOL, "pcap_file=/no/such/file.pcap"));
        assertEquals(2, exitOf("call", TOOL));
        assertEquals(2, exitOf("call", TOOL, "pcap_file"));
        assertEquals(2, exitOf("call", TOOL, "pcap_file=" + CAPTURE, "server_port=http"));
        assertEquals(2, exitOf("call", "no_such_tool"));
        assertEquals(2, exitOf("call"));
        assertEquals(2, exitOf("no-such-command"));
    }

    @Test
    void shouldShowToolsVersionAndHelp() throws Exception {
        assertTrue(outputOf("tools").contains(TOOL + " - "));
        assertTrue(outputOf("--version").startsWith("wirecause "));
        assertFalse(outputOf("--version").contains("$"));
        assertTrue(outputOf("--help").contains("Usage: wirecause"));
    }

    private static int exitOf(String... arguments) throws Exception {
        try (ServerProcess command = ServerProcess.start(List.of(), arguments)) {
            command.rest();
            return command.exitWithin(5_000);
        }
    }

    private static String outputOf(String... arguments) throws Exception {
        try (ServerProcess command = ServerProcess.start(List.of(), arguments)) {
            String output = command.rest();
            assertEquals(0, command.exitWithin(5_000));
            return output;
        }
    }

    private static void assertError(Map<?, ?> answer, Object id, int code) throws IOException {
        assertEquals(id, answer.get("id"));
        assertEquals(code, ((Map<?, ?>) answer.get("error")).get("code"));
    }
}
