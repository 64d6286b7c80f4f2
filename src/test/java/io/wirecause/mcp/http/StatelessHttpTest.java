package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.testing.Stateless;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** MCP 2026-07-28 over HTTP, within this process, at the same address as sessions. */
@Timeout(60)
class StatelessHttpTest {
    private static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;
    private final FakeTool tool = new FakeTool();
    private final ToolService service = new ToolService(List.of(tool.tool), ServerOptions.DEFAULT, 2);
    private Path capture;
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        capture = FakeTool.emptyCapture(directory);
        server = new HttpServer(service, ServerOptions.read(Map.of(Name.PORT, List.of("0")),
                Map.of("WIRECAUSE_TRANSPORT", "http")).http(), Duration.ofSeconds(30));
        uri = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    @Test
    void shouldAnswerWithoutASession() throws Exception {
        HttpResponse<String> discovered = post("server/discover", Map.of(), null, Map.of());
        assertEquals(200, discovered.statusCode());
        assertTrue(discovered.headers().firstValue("Mcp-Session-Id").isEmpty());
        assertEquals(Stateless.VERSION, ((List<?>) result(discovered).get("supportedVersions")).get(0));
        Map<?, ?> called = result(post("tools/call", fake("answer"), "fake", Map.of()));
        assertEquals(24, ((Map<?, ?>) called.get("structuredContent")).get("bytes"));
        assertEquals("complete", called.get("resultType"));
    }

    @Test
    void shouldRefuseHeadersThatTheBodyContradicts() throws Exception {
        assertError(400, -32020, post("tools/call", fake("answer"), "other", Map.of()));
        assertError(400, -32020, post("tools/call", fake("answer"), null, Map.of()));
        assertError(400, -32020, post("tools/call", fake("answer"), "fake", Map.of("Mcp-Method", "tools/list")));
        assertError(400, -32020, post("tools/list", Map.of(), null, Map.of("MCP-Protocol-Version", "2025-11-25")));
        assertError(400, -32602, send(body("tools/list", Map.of()), Map.of("MCP-Protocol-Version", Stateless.VERSION,
                "Mcp-Method", "tools/list")));
        Map<String, Object> later = Map.of("_meta", Stateless.meta("2199-01-01"));
        HttpResponse<String> unknown = send(body("tools/list", later),
                Map.of("MCP-Protocol-Version", "2199-01-01", "Mcp-Method", "tools/list"));
        assertError(400, -32022, unknown);
        assertError(404, -32601, post("ping", Map.of(), null, Map.of()));
        // The name in Base64, as one that is no plain ASCII has to come.
        assertEquals(200, post("tools/call", fake("answer"), "=?base64?ZmFrZQ==?=", Map.of()).statusCode());
        assertEquals(0, tool.runs.get() - 1);
    }

    @Test
    void shouldHavePostOnly() throws Exception {
        for (String method : List.of("GET", "DELETE")) {
            HttpResponse<String> response = CLIENT.send(HttpRequest.newBuilder(uri)
                    .method(method, HttpRequest.BodyPublishers.noBody())
                    .header("MCP-Protocol-Version", Stateless.VERSION).build(), HttpResponse.BodyHandlers.ofString());
            assertEquals(405, response.statusCode(), method);
            assertEquals("POST", response.headers().firstValue("Allow").orElse(""));
        }
        HttpResponse<String> told = send(Json.compact(Map.of("jsonrpc", "2.0", "method", "notifications/whatever")),
                Map.of("MCP-Protocol-Version", Stateless.VERSION, "Mcp-Method", "notifications/whatever"));
        assertEquals(202, told.statusCode());
    }

    @Test
    void shouldServeSessionsAtTheSameAddress() throws Exception {
        HttpSession session = HttpSession.begin(uri, Map.of());
        assertEquals(200, post("tools/list", Map.of(), null, Map.of()).statusCode());
        List<?> ofSession = (List<?>) session.result("tools/list", Map.of()).get("tools");
        assertEquals(ofSession, result(post("tools/list", Map.of(), null, Map.of())).get("tools"));
        // A session id says nothing here.
        assertEquals(200, post("tools/list", Map.of(), null, Map.of("Mcp-Session-Id", "x")).statusCode());
    }

    @Test
    void shouldStopACallWhoseClientHangsUp() throws Exception {
        Socket socket = raw("tools/call", fake("never"), "fake");
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        socket.close();
        // The next sign of life that cannot be written shows it.
        assertTrue(tool.stopped.await(30, TimeUnit.SECONDS), "still at work");
    }

    @Test
    void shouldBoundThoseWhoListenAndServeOthersMeanwhile() throws Exception {
        Map<String, Object> all = Map.of("notifications", Map.of("toolsListChanged", true));
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < StatelessRequests.MAX_LISTENING; i++) {
                Socket socket = raw("subscriptions/listen", all, null);
                open.add(socket);
                assertTrue(firstEvent(socket.getInputStream()).contains("notifications/subscriptions/acknowledged"));
            }
            assertEquals(503, post("subscriptions/listen", all, null, Map.of()).statusCode());
            assertEquals(200, post("tools/list", Map.of(), null, Map.of()).statusCode());
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        // They are missed once a sign of life cannot be written.
        int status = 503;
        for (int i = 0; i < 300 && status == 503; i++) {
            Thread.sleep(100);
            try (Socket socket = raw("subscriptions/listen", all, null)) {
                status = Integer.parseInt(new BufferedReader(new InputStreamReader(socket.getInputStream(),
                        StandardCharsets.US_ASCII)).readLine().split(" ")[1]);
            }
        }
        assertEquals(200, status);
    }

    @Test
    void shouldEndThoseWhoListenWhenItEnds() throws Exception {
        try (Socket socket = raw("subscriptions/listen", Map.of("notifications", Map.of("toolsListChanged", true)), null)) {
            firstEvent(socket.getInputStream());
            long start = System.nanoTime();
            server.close();
            String rest = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(rest.contains("\"resultType\":\"complete\""), rest);
            assertTrue(System.nanoTime() - start < 4_000_000_000L, "took long");
        }
    }

    private static String firstEvent(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!text.toString().endsWith("\n\n") || !text.toString().contains("data:")) {
            int next = in.read();
            if (next < 0) {
                break;
            }
            text.append((char) next);
        }
        return text.toString();
    }

    private Map<String, Object> fake(String ending) {
        return Map.of("name", "fake", "arguments", Map.of("pcap_file", capture.toString(), "ending", ending));
    }

    private static String body(String method, Map<String, Object> params) {
        return Json.compact(Map.of("jsonrpc", "2.0", "id", 1, "method", method, "params", params));
    }

    private HttpResponse<String> post(String method, Map<String, Object> params, String name, Map<String, String> more)
            throws Exception {
        return send(body(method, Stateless.params(params, Map.of())), headers(method, name, more));
    }

    private static Map<String, String> headers(String method, String name, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("MCP-Protocol-Version", Stateless.VERSION);
        headers.put("Mcp-Method", method);
        if (name != null) {
            headers.put("Mcp-Name", name);
        }
        headers.putAll(more);
        return headers;
    }

    private HttpResponse<String> send(String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json").header("Accept", "application/json, text/event-stream");
        headers.forEach(request::setHeader);
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Socket raw(String method, Map<String, Object> params, String name) throws IOException {
        String body = body(method, Stateless.params(params, Map.of()));
        StringBuilder head = new StringBuilder("POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Accept: application/json, text/event-stream\r\nContent-Length: " + body.length() + "\r\n");
        headers(method, name, Map.of()).forEach((key, value) -> head.append(key).append(": ").append(value).append("\r\n"));
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write((head + "\r\n" + body).getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    private static Map<?, ?> result(HttpResponse<String> response) {
        String json = response.body().lines().map(line -> line.startsWith("data:") ? line.substring(5).strip() : line)
                .filter(line -> line.contains("\"result\"")).findFirst().orElseThrow(() -> new AssertionError(response.body()));
        return (Map<?, ?>) ((Map<?, ?>) Json.parse(json)).get("result");
    }

    private static void assertError(int status, int code, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertEquals(code, HttpSession.error(response).get("code"), response.body());
    }
}
