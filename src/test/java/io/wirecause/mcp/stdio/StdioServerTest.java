package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import io.wirecause.mcp.options.ServerOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server within this process, between two pipes, with a tool that does what a test wants. */
@Timeout(30)
class StdioServerTest {
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
    void shouldAnswerWithStructuredContentAndTheSameAsText() throws IOException {
        initialize();
        sendCall(5, "answer");
        Map<?, ?> result = map(receive().get("result"));
        assertEquals(false, result.get("isError"));
        Map<?, ?> answer = map(result.get("structuredContent"));
        assertEquals(capture.toString(), answer.get("file"));
        assertEquals(24, answer.get("bytes"));
        assertEquals(result.get("structuredContent"), Json.parse(text(result)));
    }

    @Test
    void shouldOfferAPageToAClientThatShowsItAlone() throws IOException {
        send(request("init", "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{\"extensions\":"
                + "{\"io.modelcontextprotocol/ui\":{\"mimeTypes\":[\"text/html;profile=mcp-app\"]}}},"
                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}"));
        assertEquals("init", receive().get("id"));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        send(request(1, "tools/list", "{}"));
        assertEquals(List.of("fake", "view_capture"), names(receive()));
        send(request(2, "resources/read", "{\"uri\":\"ui://wirecause/view\"}"));
        assertTrue(Json.compact(receive()).contains("Content-Security-Policy"));
    }

    @Test
    void shouldOfferNoPageToOtherClients() throws IOException {
        initialize();
        send(request(1, "tools/list", "{}"));
        assertEquals(List.of("fake"), names(receive()));
        send(request(2, "resources/read", "{\"uri\":\"ui://wirecause/view\"}"));
        assertTrue(receive().containsKey("error"));
    }

    private static List<?> names(Map<?, ?> listed) {
        return ((List<?>) map(listed.get("result")).get("tools")).stream().map(each -> ((Map<?, ?>) each).get("name")).toList();
    }

    @Test
    void shouldAnswerAFailureAsAnErrorOfTheTool() throws IOException {
        initialize();
        sendCall(5, "problem");
        Map<?, ?> result = map(receive().get("result"));
        assertEquals(true, result.get("isError"));
        assertEquals("The capture holds nothing.", text(result));
        assertFalse(result.containsKey("structuredContent"));
    }

    @Test
    void shouldAnswerBadArgumentsAsAnErrorOfTheTool() throws IOException {
        initialize();
        sendCall(5, "sideways");
        Map<?, ?> result = map(receive().get("result"));
        assertEquals(true, result.get("isError"));
        assertTrue(text(result).startsWith("Argument ending must be one of \"answer\","), text(result));
    }

    @Test
    void shouldReadOnAfterLinesThatAreNoMessage() throws IOException {
        initialize();
        send("{broken");
        assertError(receive(), null, -32700);
        send("x".repeat(JsonRpcCodec.MAX_MESSAGE + 1));
        assertError(receive(), null, -32600);
        send("[]");
        assertError(receive(), null, -32600);
        send("");
        send(request(9, "ping", "{}"));
        assertEquals(9, receive().get("id"));
    }

    @Test
    void shouldRefuseWhatItDoesNotKnow() throws IOException {
        initialize();
        send(request(1, "no/such/method", "{}"));
        assertError(receive(), 1, -32601);
        send(request(2, "tools/call", "{\"name\":\"nope\"}"));
        Map<?, ?> unknown = receive();
        assertError(unknown, 2, -32602);
        assertEquals("Unknown tool \"nope\"; the tools are fake.", map(unknown.get("error")).get("message"));
        send(request(3, "tools/call", "{\"name\":\"fake\",\"arguments\":[]}"));
        assertError(receive(), 3, -32602);
        send(request(4, "tools/call", "{}"));
        assertError(receive(), 4, -32602);
    }

    @Test
    void shouldServeAClientThatNeverSaysThatItIsReady() throws IOException {
        send(request("init", "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}"));
        sendCall(5, "answer");
        assertEquals("init", receive().get("id"));
        assertEquals(false, map(receive().get("result")).get("isError"));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
        sendCall(6, "answer");
        assertEquals(6, receive().get("id"));
    }

    @Test
    void shouldTakeOnlyPingBeforeTheSessionBegins() throws IOException {
        send(request(1, "tools/list", "{}"));
        assertError(receive(), 1, -32600);
        send(request(2, "ping", "{}"));
        assertEquals(Map.of(), receive().get("result"));
        initialize();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/nothing\"},\"argument\":{\"name\":\"a\",\"value\":\"b\"}}",
        "\"prompts/get\",\"params\":{\"name\":[1]}", "\"resources/read\",\"params\":{\"uri\":{}}",
        "\"tools/call\",\"params\":{\"name\":\"fake\",\"_meta\":3}", "\"completion/complete\"", "\"prompts/get\"",
        "\"resources/read\",\"params\":{}",
        "\"completion/complete\",\"params\":{\"ref\":{\"type\":\"ref/prompt\",\"name\":\"x\"}}",
        "\"initialize\",\"params\":{\"clientInfo\":7}", "\"logging/setLevel\"", "\"logging/setLevel\",\"params\":{\"level\":[]}",
        "\"resources/subscribe\"", "\"resources/unsubscribe\",\"params\":{}"})
    void shouldNameNoClassesWhenParametersHaveAnotherShape(String methodAndParams) throws IOException {
        initialize();
        send("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":" + methodAndParams + "}");
        String answer = Json.compact(receive().get("error"));
        int code = methodAndParams.contains("logging") ? ErrorCodes.METHOD_NOT_FOUND : ErrorCodes.INVALID_PARAMS;
        assertTrue(answer.contains(String.valueOf(code)) && !answer.contains("jackson")
                && !answer.contains("modelcontextprotocol"), answer);
    }

    @Test
    void shouldAnswerPingWhileACallWorks() throws Exception {
        initialize();
        sendCall(5, "never");
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        send(request(6, "ping", "{}"));
        assertEquals(6, receive().get("id"));
    }

    @Test
    void shouldStopACancelledCallAndNotAnswerIt() throws Exception {
        initialize();
        sendCall(5, "never");
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":5}}");
        assertTrue(tool.stopped.await(1, TimeUnit.SECONDS), "still at work");
        send(request(6, "ping", "{}"));
        assertEquals(6, receive().get("id"));
        toServer.close();
        assertNull(fromServer.readLine());
    }

    @Test
    void shouldTellHowFarACallIsWhenItCameWithAToken() throws Exception {
        initialize();
        send(request(5, "tools/call", Json.compact(Map.of("name", "fake", "_meta", Map.of("progressToken", "t1"),
                "arguments", Map.of("pcap_file", capture.toString(), "ending", "never")))));
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        double before = -1;
        for (int i = 0; i < 3; i++) {
            Map<?, ?> news = receive();
            assertEquals("notifications/progress", news.get("method"));
            Map<?, ?> params = map(news.get("params"));
            assertEquals("t1", params.get("progressToken"));
            double progress = ((Number) params.get("progress")).doubleValue();
            assertTrue(progress > before, progress + " after " + before);
            assertTrue(((String) params.get("message")).startsWith("Analysing: "), params.toString());
            before = progress;
        }
    }

    @Test
    void shouldIgnoreACancellationOfNothing() throws IOException {
        initialize();
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\",\"params\":{\"requestId\":\"x\"}}");
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/cancelled\"}");
        send(request(6, "ping", "{}"));
        assertEquals(6, receive().get("id"));
    }

    @Test
    void shouldRefuseAnIdThatIsAtWork() throws Exception {
        initialize();
        sendCall(5, "never");
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        sendCall(5, "answer");
        assertError(receive(), 5, -32600);
    }

    @Test
    void shouldRefuseMoreRequestsThanItKeeps() throws IOException {
        initialize();
        for (int id = 0; id <= PendingClientRequests.MAX; id++) {
            sendCall(id, "never");
        }
        assertError(receive(), PendingClientRequests.MAX, -32000);
    }

    @Test
    void shouldFinishCallsAtTheEndOfInput() throws IOException {
        initialize();
        sendCall(5, "late");
        toServer.close();
        assertEquals(5, receive().get("id"));
        assertNull(fromServer.readLine());
    }

    @Test
    void shouldEndWithinTwoSecondsOfTheEndOfInputWhateverWorks() throws Exception {
        initialize();
        sendCall(5, "never");
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        toServer.close();
        server.join(2_000);
        assertFalse(server.isAlive());
        assertTrue(tool.stopped.await(1, TimeUnit.SECONDS));
    }

    @Test
    void shouldKeepLittleForAClientThatDoesNotRead() throws Exception {
        initialize();
        int calls = 100;
        for (int id = 0; id < calls; id++) {
            sendCall(id, "large");
        }
        int runs = 0;
        for (int before = -1; runs != before; runs = tool.runs.get()) {
            before = runs;
            Thread.sleep(300);
        }
        assertTrue(runs < 40, runs + " answers are kept for a client that does not read");
        Set<Object> answered = new HashSet<>();
        for (int i = 0; i < calls; i++) {
            answered.add(receive().get("id"));
        }
        assertEquals(calls, answered.size());
    }

    private void initialize() throws IOException {
        send(request("init", "initialize", "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},"
                + "\"clientInfo\":{\"name\":\"test\",\"version\":\"1\"}}"));
        assertEquals("init", receive().get("id"));
        send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
    }

    private void sendCall(Object id, String ending) throws IOException {
        send(request(id, "tools/call", Json.compact(Map.of("name", "fake",
                "arguments", Map.of("pcap_file", capture.toString(), "ending", ending)))));
    }

    private static String request(Object id, String method, String params) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + Json.compact(id) + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
    }

    private void send(String line) throws IOException {
        toServer.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private Map<?, ?> receive() throws IOException {
        return map(Json.parse(fromServer.readLine()));
    }

    private static void assertError(Map<?, ?> answer, Object id, int code) {
        assertEquals(id, answer.get("id"));
        assertEquals(code, map(answer.get("error")).get("code"));
    }

    private static String text(Map<?, ?> result) {
        return (String) map(((List<?>) result.get("content")).get(0)).get("text");
    }

    private static Map<?, ?> map(Object value) {
        return (Map<?, ?>) value;
    }
}
