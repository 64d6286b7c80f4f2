package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.jsonrpc.JsonRpcCodec;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import io.wirecause.report.UserFacingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The server over HTTP within this process, with a tool that does what a test wants. */
@Timeout(60)
class HttpServerTest {
    private static final String TOKEN = "correct-horse.battery~staple";

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
        serve(Map.of(Name.PORT, List.of("0")), Duration.ofSeconds(30));
    }

    private void serve(Map<Name, List<String>> given, Duration idle) throws UserFacingException {
        server = new HttpServer(service, ServerOptions.read(given, Map.of("WIRECAUSE_TRANSPORT", "http")).http(), idle);
        uri = server.start();
    }

    @AfterEach
    void stop() {
        server.close();
        service.close();
    }

    private HttpSession session() throws Exception {
        return HttpSession.begin(uri, Map.of());
    }

    private Map<String, Object> fake(String ending) {
        return Map.of("name", "fake", "arguments", Map.of("pcap_file", capture.toString(), "ending", ending));
    }

    @Test
    void shouldInitializeListAndCall() throws Exception {
        HttpSession session = session();
        assertEquals(202, session.tell("notifications/initialized", Map.of()).statusCode());
        List<?> tools = (List<?>) session.result("tools/list", Map.of()).get("tools");
        assertEquals("fake", ((Map<?, ?>) tools.get(0)).get("name"));
        Map<?, ?> result = session.result("tools/call", fake("answer"));
        assertEquals(false, result.get("isError"));
        assertEquals(24, ((Map<?, ?>) result.get("structuredContent")).get("bytes"));
        assertEquals(true, session.result("tools/call", fake("problem")).get("isError"));
        assertEquals(Map.of(), session.result("ping", Map.of()));
    }

    @Test
    void shouldAnswerWhatIsWrongWithAMessageAndGoOn() throws Exception {
        HttpSession session = session();
        HttpResponse<String> response = session.post("{\"jsonrpc\":\"2.0\",");
        assertEquals(400, response.statusCode());
        assertEquals(-32700, HttpSession.error(response).get("code"));
        assertEquals(400, session.post("[]").statusCode());
        assertEquals(-32601, session.error("no/such/method", Map.of()).get("code"));
        Map<?, ?> unknown = session.error("tools/call", Map.of("name", "no_such_tool"));
        assertEquals(-32602, unknown.get("code"));
        assertTrue(unknown.get("message").toString().contains("the tools are fake"), unknown.toString());
        assertEquals(-32602, session.error("initialize", Map.of()).get("code"));
        assertEquals(415, session.post(HttpSession.request(7, "ping", Map.of()), "Content-Type", "text/plain").statusCode());
        assertEquals(400, session.post(HttpSession.request(8, "ping", Map.of()),
                "MCP-Protocol-Version", "1999-01-01").statusCode());
        assertEquals(Map.of(), session.result("ping", Map.of()));
    }

    @Test
    void shouldRefuseAForeignOriginOrHost() throws Exception {
        HttpSession session = session();
        String ping = HttpSession.request(1, "ping", Map.of());
        for (String origin : List.of("https://evil.example", "http://localhost.evil.example", "null", "http://localhostx:80")) {
            assertEquals(403, session.post(ping, "Origin", origin).statusCode(), origin);
        }
        assertEquals(200, session.post(ping, "Origin", "http://localhost:" + uri.getPort()).statusCode());
        for (String host : List.of("evil.example", "evil.example:" + uri.getPort(), "127.0.0.1.evil.example", "localhostx")) {
            assertEquals(421, session.rawStatus("Host: " + host, ping), host);
        }
        assertEquals(400, session.rawStatus("Host: localhost\r\nHost: evil.example", ping));
        assertEquals(400, session.rawStatus("Host: localhost\r\nOrigin: http://localhost\r\nOrigin: http://evil.example", ping));
        assertEquals(200, session.rawStatus("Host: localhost:" + uri.getPort(), ping));
    }

    @Test
    void shouldWantTheTokenWhereOneIsSet() throws Exception {
        server.close();
        serve(Map.of(Name.PORT, List.of("0"), Name.HTTP_TOKEN, List.of(TOKEN)), Duration.ofSeconds(30));
        String begin = HttpSession.initialize(Map.of());
        HttpSession stranger = new HttpSession(uri, Map.of());
        HttpResponse<String> refused = stranger.post(begin);
        assertEquals(401, refused.statusCode());
        assertEquals("Bearer", refused.headers().firstValue("WWW-Authenticate").orElse(null));
        for (String wrong : List.of("Bearer", "Bearer ", "Bearer x", "Bearer " + TOKEN + "x", "Basic " + TOKEN, TOKEN)) {
            assertEquals(401, stranger.post(begin, "Authorization", wrong).statusCode(), wrong);
        }
        HttpSession session = HttpSession.begin(uri, Map.of("Authorization", "Bearer " + TOKEN));
        assertEquals(Map.of(), session.result("ping", Map.of()));
    }

    @Test
    void shouldTakeAnyHostButNoForeignOriginWhereOthersCallWithAToken() throws Exception {
        server.close();
        serve(Map.of(Name.PORT, List.of("0"), Name.HOST, List.of("0.0.0.0"), Name.HTTP_TOKEN, List.of(TOKEN)),
                Duration.ofSeconds(30));
        HttpSession session = HttpSession.begin(URI.create("http://127.0.0.1:" + uri.getPort() + HttpServer.PATH),
                Map.of("Authorization", "Bearer " + TOKEN));
        String ping = HttpSession.request(1, "ping", Map.of());
        assertEquals(200, session.rawStatus("Host: captures.example", ping));
        assertEquals(403, session.rawStatus("Host: captures.example\r\nOrigin: http://captures.example", ping));
    }

    @Test
    void shouldNotTellOfItsInnardsWhereHeadersAreWrong() throws Exception {
        HttpSession session = session();
        for (String[] header : new String[][] {{"Content-Type", "text/plain"}, {"Accept", "text/html"}}) {
            HttpResponse<String> refused = session.post(HttpSession.request(1, "ping", Map.of()), header);
            assertTrue(refused.statusCode() == 415 || refused.statusCode() == 400, header[0]);
            assertFalse(refused.body().contains("stackTrace"), refused.body());
            assertTrue(HttpSession.error(refused).get("message").toString().contains(header[0]), refused.body());
        }
    }

    @Test
    void shouldRefuseABodyThatIsTooLarge() throws Exception {
        HttpSession session = session();
        // The server answers before it has read all of it, and hangs up: what a client still sends then may cost it the answer.
        assertEquals(413, session.rawStatus("Host: localhost\r\nContent-Length: 2097152", ""));
        int tooMuch = JsonRpcCodec.MAX_MESSAGE + 1;
        assertEquals(413, session.rawStatus("Host: localhost\r\nTransfer-Encoding: chunked",
                Integer.toHexString(tooMuch) + "\r\n" + "x".repeat(tooMuch)));
        assertEquals(Map.of(), session.result("ping", Map.of()));
    }

    @Test
    void shouldAnswerAClientThatSendsAllOfAMessageThatIsTooLarge() throws Exception {
        HttpSession session = session();
        for (int i = 0; i < 5; i++) {
            assertEquals(413, session.post("x".repeat(3 * JsonRpcCodec.MAX_MESSAGE)).statusCode());
            assertEquals(Map.of(), session.result("ping", Map.of()));
        }
    }

    @Test
    void shouldTakeTheNextRequestOnAConnectionWhereItRefusedOne() throws Exception {
        HttpSession session = session();
        String body = "x".repeat(100_000);
        for (int i = 0; i < 20; i++) {
            assertEquals(404, new HttpSession(uri.resolve("/other"), Map.of()).postOnce(body).statusCode());
            assertEquals(404, new HttpSession(uri, Map.of("Mcp-Session-Id", "made-up")).sendOnce("DELETE", body).statusCode());
            assertEquals(400, session.postOnce(body).statusCode());
            assertEquals(200, session.postOnce(HttpSession.request(i, "ping", Map.of())).statusCode());
        }
    }

    @Test
    void shouldOfferOnlyWhatItDoes() throws Exception {
        HttpSession session = new HttpSession(uri, Map.of());
        String begun = session.post(HttpSession.initialize(Map.of())).body();
        assertTrue(begun.contains("\"completions\"") && !begun.contains("\"logging\""), begun);
        String events = session().post(HttpSession.request(1, "tools/list", Map.of())).body();
        assertTrue(events.contains("data: ") && !events.contains("id: "), events.substring(0, 80));
    }

    @Test
    void shouldKnowItsSessions() throws Exception {
        HttpSession session = session();
        String ping = HttpSession.request(1, "ping", Map.of());
        assertEquals(400, new HttpSession(uri, Map.of()).post(ping).statusCode());
        assertEquals(404, new HttpSession(uri, Map.of("Mcp-Session-Id", "made-up")).post(ping).statusCode());
        assertEquals(404, new HttpSession(uri, Map.of("Mcp-Session-Id", "made-up")).send("GET", null).statusCode());
        assertEquals(405, session.send("PUT", ping).statusCode());
        assertEquals(200, session.send("DELETE", null).statusCode());
        assertEquals(404, session.post(ping).statusCode());
        assertEquals(404, new HttpSession(uri.resolve("/other"), Map.of()).send("GET", null).statusCode());
    }

    @Test
    void shouldServeTwoClientsAtOnce() throws Exception {
        HttpSession one = session();
        HttpSession two = session();
        assertNotEquals(one.id(), two.id());
        CompletableFuture<Map<?, ?>> slow = one.later("tools/call", fake("never"));
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        assertEquals(false, two.result("tools/call", fake("answer")).get("isError"));
        // The id of another client's request is its own affair.
        two.tell("notifications/cancelled", Map.of("requestId", one.lastId()));
        assertFalse(tool.stopped.await(300, TimeUnit.MILLISECONDS));
        one.tell("notifications/cancelled", Map.of("requestId", one.lastId()));
        assertTrue(tool.stopped.await(10, TimeUnit.SECONDS));
        assertNull(slow.get(10, TimeUnit.SECONDS), "a cancelled request has no answer");
    }

    @Test
    void shouldTellProgress() throws Exception {
        HttpSession session = session();
        Map<String, Object> call = new java.util.HashMap<>(fake("never"));
        call.put("_meta", Map.of("progressToken", "p"));
        List<Map<?, ?>> news = new ArrayList<>();
        CompletableFuture<Map<?, ?>> slow = session.later("tools/call", call, message -> {
            synchronized (news) {
                news.add(message);
                news.notifyAll();
            }
        });
        synchronized (news) {
            while (news.size() < 2) {
                news.wait();
            }
        }
        session.tell("notifications/cancelled", Map.of("requestId", session.lastId()));
        slow.get(10, TimeUnit.SECONDS);
        Map<?, ?> first = (Map<?, ?>) news.get(0).get("params");
        assertEquals("notifications/progress", news.get(0).get("method"));
        assertEquals("p", first.get("progressToken"));
    }

    @Test
    void shouldOutliveAClientThatDisconnectsInTheMiddleOfACall() throws Exception {
        HttpSession session = session();
        Map<String, Object> call = new java.util.HashMap<>(fake("never"));
        call.put("_meta", Map.of("progressToken", "p"));
        var socket = session.rawSend("Host: localhost", HttpSession.request(77, "tools/call", call));
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        socket.close();
        assertFalse(tool.stopped.await(500, TimeUnit.MILLISECONDS), "a broken connection does not cancel");
        assertEquals(false, session.result("tools/call", fake("answer")).get("isError"));
        session.tell("notifications/cancelled", Map.of("requestId", 77));
        assertTrue(tool.stopped.await(10, TimeUnit.SECONDS));
        assertEquals(false, session.result("tools/call", fake("answer")).get("isError"));
    }

    @Test
    void shouldEndWhatIsAtWorkWithItsSession() throws Exception {
        HttpSession session = session();
        session.later("tools/call", fake("never"));
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        session.send("DELETE", null);
        assertTrue(tool.stopped.await(10, TimeUnit.SECONDS));
    }

    @Test
    void shouldAnswerACallThatTakesLongerThanAConnectionMayBeIdle() throws Exception {
        server.close();
        serve(Map.of(Name.PORT, List.of("0")), Duration.ofMillis(100));
        HttpSession session = unhurried(this::session);
        String call = HttpSession.request(1, "tools/call", fake("late"));
        assertTrue(unhurried(() -> {
            try (var socket = session.rawSend("Host: localhost", call);
                 var in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
                if (in.readLine() == null) {
                    throw new IOException("hung up on before it was asked");
                }
                return in.lines().anyMatch(line -> line.contains("\"isError\":false"));
            }
        }), "no answer");
        // A client that says nothing is hung up on.
        try (var silent = session.rawConnect()) {
            silent.setSoTimeout(20_000);
            assertEquals(-1, silent.getInputStream().read());
        }
    }

    /** On a busy machine a connection may be taken for idle before this end comes to write; then again. */
    private static <T> T unhurried(Callable<T> attempt) throws Exception {
        for (int left = 20; ; left--) {
            try {
                return attempt.call();
            } catch (IOException | UncheckedIOException e) {
                if (left == 0) {
                    throw e;
                }
            }
        }
    }

    @Test
    @Timeout(60)
    void shouldEndCallsInFlightWhenItIsStopped() throws Exception {
        HttpSession session = session();
        CompletableFuture<Map<?, ?>> late = session.later("tools/call", fake("late"));
        // On a busy machine it may come after the other, when the server takes nothing new any more.
        while (tool.runs.get() == 0) {
            Thread.sleep(5);
        }
        CompletableFuture<Map<?, ?>> never = session.later("tools/call", fake("never"));
        assertTrue(tool.working.await(10, TimeUnit.SECONDS));
        server.close();
        assertTrue(tool.stopped.await(10, TimeUnit.SECONDS));
        assertEquals(false, ((Map<?, ?>) late.get(10, TimeUnit.SECONDS).get("result")).get("isError"));
        assertNull(never.handle((answer, broken) -> answer).get(10, TimeUnit.SECONDS));
        Assertions.assertThrows(IOException.class, () -> session.result("ping", Map.of()));
    }
}
