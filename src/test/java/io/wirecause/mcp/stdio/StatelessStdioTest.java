package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.testing.Stateless;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MCP 2026-07-28 over stdio, within this process: each request says all of itself, and "initialize" may come beside them. */
@Timeout(30)
class StatelessStdioTest {
    @TempDir
    Path directory;
    private final FakeTool tool = new FakeTool();
    private Path capture;
    private OutputStream toServer;
    private BufferedReader fromServer;
    private Thread server;

    @BeforeEach
    void start() throws IOException {
        capture = FakeTool.emptyCapture(directory);
        Pipe requests = Pipe.open();
        Pipe answers = Pipe.open();
        toServer = Channels.newOutputStream(requests.sink());
        fromServer = new BufferedReader(new InputStreamReader(Channels.newInputStream(answers.source()), StandardCharsets.UTF_8));
        server = new Thread(() -> {
            try (ToolService service = new ToolService(List.of(tool.tool), ServerOptions.DEFAULT, 2);
                 OutputStream out = Channels.newOutputStream(answers.sink())) {
                StdioServer.serve(service, Channels.newInputStream(requests.source()), out);
            } catch (InterruptedException | IOException e) {
                throw new IllegalStateException(e);
            }
        });
        server.start();
    }

    @AfterEach
    void stop() throws Exception {
        toServer.close();
        server.join();
    }

    @Test
    void shouldDiscoverWithoutASession() throws IOException {
        Map<?, ?> result = map(ask(1, "server/discover", Map.of()).get("result"));
        assertEquals(Stateless.VERSION, ((List<?>) result.get("supportedVersions")).get(0));
        assertTrue(((List<?>) result.get("supportedVersions")).contains("2025-11-25"), result.toString());
        assertEquals("complete", result.get("resultType"));
        assertEquals("wirecause", map(map(result.get("_meta")).get("io.modelcontextprotocol/serverInfo")).get("name"));
        assertTrue(((String) result.get("instructions")).contains("pcap_file"), result.toString());
        assertTrue(map(result.get("capabilities")).keySet().containsAll(List.of("tools", "prompts", "resources", "completions")));
    }

    @Test
    void shouldSayWhichVersionsItKnows() throws IOException {
        send(Json.compact(Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/list", "params",
                Map.of("_meta", Stateless.meta("2199-01-01")))));
        Map<?, ?> error = map(receive().get("error"));
        assertEquals(-32022, error.get("code"));
        assertEquals("2199-01-01", map(error.get("data")).get("requested"));
        assertTrue(((List<?>) map(error.get("data")).get("supported")).contains(Stateless.VERSION), error.toString());
    }

    @Test
    void shouldRefuseARequestThatLacksWhatItMustSay() throws IOException {
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"server/discover\",\"params\":{}}");
        assertEquals(-32602, map(receive().get("error")).get("code"));
        send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}}");
        assertEquals(-32602, map(receive().get("error")).get("code"));
        send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"tools/list\",\"params\":{\"_meta\":"
                + "{\"io.modelcontextprotocol/protocolVersion\":null,\"io.modelcontextprotocol/clientCapabilities\":[]}}}");
        assertEquals(-32602, map(receive().get("error")).get("code"));
        // What older revisions have and this one has not.
        for (String method : List.of("ping", "initialize", "logging/setLevel", "resources/subscribe")) {
            assertEquals(-32601, map(ask(4, method, Map.of()).get("error")).get("code"), method);
        }
    }

    @Test
    void shouldAnswerACallAndNameTheToolsWhereThereIsNoSuchOne() throws IOException {
        Map<?, ?> result = map(call(1, "answer").get("result"));
        assertEquals(List.of("complete", false), List.of(result.get("resultType"), result.get("isError")));
        assertEquals(24, map(result.get("structuredContent")).get("bytes"));
        assertEquals(true, map(call(2, "problem").get("result")).get("isError"));
        Map<?, ?> unknown = map(ask(3, "tools/call", Map.of("name", "nope")).get("error"));
        assertEquals("Unknown tool \"nope\"; the tools are fake.", unknown.get("message"));
        assertEquals(-32602, map(ask(4, "tools/call", Map.of("name", "fake", "arguments", List.of())).get("error")).get("code"));
    }

    @Test
    void shouldListInAFixedOrderAndSayHowLongThatHolds() throws IOException {
        for (String method : List.of("tools/list", "prompts/list", "resources/list", "resources/templates/list")) {
            Map<?, ?> once = map(ask(1, method, Map.of()).get("result"));
            assertEquals(once, map(ask(2, method, Map.of()).get("result")), method);
            assertEquals("public", once.get("cacheScope"), method);
            assertTrue((Integer) once.get("ttlMs") > 0, method);
        }
        Map<?, ?> captures = map(ask(3, "resources/read", Map.of("uri", "wirecause://captures")).get("result"));
        assertEquals(List.of("private", 0), List.of(captures.get("cacheScope"), captures.get("ttlMs")));
        assertEquals(-32602, map(ask(4, "resources/read", Map.of("uri", "wirecause://no")).get("error")).get("code"));
    }

    @Test
    void shouldTellHowFarACallIsAndStopItWhenCancelled() throws Exception {
        send(request(5, "tools/call", Map.of("name", "fake", "arguments",
                Map.of("pcap_file", capture.toString(), "ending", "never")), Map.of("progressToken", "t1")));
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        Map<?, ?> news = receive();
        assertEquals("notifications/progress", news.get("method"));
        assertEquals("t1", map(news.get("params")).get("progressToken"));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");
        assertTrue(tool.stopped.await(2, TimeUnit.SECONDS), "still at work");
        send(request(6, "tools/list", Map.of(), Map.of()));
        Map<?, ?> next = receive();
        while (next.containsKey("method")) {
            next = receive();
        }
        assertEquals(6, next.get("id"));
    }

    @Test
    void shouldServeASessionBesideIt() throws IOException {
        assertEquals(1, ask(1, "tools/list", Map.of()).get("id"));
        send("{\"jsonrpc\":\"2.0\",\"id\":2,\"method\":\"tools/list\"}");
        assertEquals(-32600, map(receive().get("error")).get("code"));
        send("{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"initialize\",\"params\":{\"protocolVersion\":\"2025-11-25\","
                + "\"capabilities\":{},\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}}");
        assertEquals("2025-11-25", map(receive().get("result")).get("protocolVersion"));
        send("{\"jsonrpc\":\"2.0\",\"id\":4,\"method\":\"tools/list\"}");
        Map<?, ?> ofSession = map(receive().get("result"));
        Map<?, ?> stateless = map(ask(5, "tools/list", Map.of()).get("result"));
        assertEquals(ofSession.get("tools"), stateless.get("tools"));
        assertFalse(ofSession.containsKey("ttlMs"));
    }

    @Test
    void shouldLetAClientListenUntilItCancelsOrTheInputEnds() throws Exception {
        send(request(7, "subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true)), Map.of()));
        Map<?, ?> acknowledged = receive();
        assertEquals("notifications/subscriptions/acknowledged", acknowledged.get("method"));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":7}}");
        send(request(7, "subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true)), Map.of()));
        assertEquals("notifications/subscriptions/acknowledged", receive().get("method"));
        toServer.close();
        Map<?, ?> last = receive();
        assertEquals(7, last.get("id"));
        assertEquals("complete", map(last.get("result")).get("resultType"));
        assertNull(fromServer.readLine());
    }

    @Test
    void shouldAnswerAsTheSchemaOfTheRevisionWantsIt() throws Exception {
        Path file = Path.of("..", "shared", "mcp-2026-07-28", "schema.json");
        assumeTrue(Files.exists(file), "the schema of the revision is not here");
        Map<?, ?> definitions = map(map(Json.parse(Files.readAllBytes(file))).get("$defs"));
        check(definitions, "DiscoverResultResponse", ask(1, "server/discover", Map.of()));
        check(definitions, "ListToolsResultResponse", ask(2, "tools/list", Map.of()));
        check(definitions, "CallToolResultResponse", call(3, "answer"));
        check(definitions, "CallToolResultResponse", call(4, "problem"));
        check(definitions, "ListPromptsResultResponse", ask(5, "prompts/list", Map.of()));
        check(definitions, "ListResourcesResultResponse", ask(6, "resources/list", Map.of()));
        check(definitions, "ListResourceTemplatesResultResponse", ask(7, "resources/templates/list", Map.of()));
        check(definitions, "ReadResourceResultResponse", ask(8, "resources/read", Map.of("uri", "wirecause://limits")));
        check(definitions, "CompleteResultResponse", ask(9, "completion/complete", Map.of(
                "ref", Map.of("type", "ref/resource", "uri", "wirecause://findings/{code}"),
                "argument", Map.of("name", "code", "value", "x"))));
        check(definitions, "JSONRPCErrorResponse", ask(10, "no/such/method", Map.of()));
        send(request(11, "subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true)), Map.of()));
        check(definitions, "SubscriptionsAcknowledgedNotification", receive());
    }

    private static void check(Map<?, ?> definitions, String name, Map<?, ?> message) {
        assertTrue(definitions.containsKey(name), name);
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(
                Json.compact(Map.of("$defs", definitions, "$ref", "#/$defs/" + name)));
        assertEquals(List.of(), schema.validate(Json.compact(message), InputFormat.JSON), name);
    }

    private Map<?, ?> call(Object id, String ending) throws IOException {
        return ask(id, "tools/call", Map.of("name", "fake", "arguments",
                Map.of("pcap_file", capture.toString(), "ending", ending)));
    }

    private Map<?, ?> ask(Object id, String method, Map<String, Object> params) throws IOException {
        send(request(id, method, params, Map.of()));
        Map<?, ?> answer = receive();
        assertEquals(id, answer.get("id"));
        return answer;
    }

    private static String request(Object id, String method, Map<String, Object> params, Map<String, Object> moreMeta) {
        return Json.compact(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", Stateless.params(params, moreMeta)));
    }

    private void send(String line) throws IOException {
        toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Map<?, ?> receive() throws IOException {
        return map(Json.parse(fromServer.readLine()));
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
