package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that are slow, many, or never done: they must not shut others out. */
@Timeout(120)
class HttpAbuseTest {
    private static final int CONNECTIONS = 520;
    private final ToolService service = new ToolService(List.of(new FakeTool().tool), ServerOptions.DEFAULT, 2);
    private final List<Socket> sockets = new ArrayList<>();
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws Exception {
        server = new HttpServer(service, ServerOptions.read(Map.of(Name.PORT, List.of("0")),
                Map.of("WIRECAUSE_TRANSPORT", "http")).http(), Duration.ofSeconds(30));
        uri = server.start();
    }

    @AfterEach
    void stop() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
        service.close();
    }

    private Socket send(String text) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        sockets.add(socket);
        socket.setSoTimeout(20_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }

    private String head(String lines) {
        return "POST /mcp HTTP/1.1\r\nHost: localhost\r\n" + lines;
    }

    private void assertServes() throws Exception {
        long start = System.nanoTime();
        assertEquals(Map.of(), HttpSession.begin(uri, Map.of()).result("ping", Map.of()));
        assertTrue(System.nanoTime() - start < 10_000_000_000L, "served late");
    }

    @Test
    void shouldServeOthersBesideClientsThatNeverEndTheirHeader() throws Exception {
        for (int i = 0; i < CONNECTIONS; i++) {
            send(head("X-Slow: "));
        }
        assertServes();
    }

    @Test
    void shouldHangUpOnAHeaderThatComesLineByLineAndNotOnOneThatIsSilentAfterARequest() throws Exception {
        HttpSession patient = HttpSession.begin(uri, Map.of());
        Socket slow = send(head(""));
        slow.setSoTimeout(1_000);
        boolean hungUp = false;
        for (int i = 0; i < 20 && !hungUp; i++) {
            try {
                slow.getOutputStream().write(("X-" + i + ": 1\r\n").getBytes(StandardCharsets.US_ASCII));
                hungUp = slow.getInputStream().read() < 0;
            } catch (SocketTimeoutException e) {
                hungUp = false;
            } catch (IOException e) {
                hungUp = true;
            }
        }
        assertTrue(hungUp);
        assertEquals(Map.of(), patient.result("ping", Map.of()));
    }

    @Test
    void shouldAnswerABodyThatDoesNotComeAndServeOthersBesideMany() throws Exception {
        Socket first = send(head("Content-Length: 1000\r\n\r\n{"));
        for (int i = 0; i < 2 * BodyReader.MAX; i++) {
            send(head("Content-Length: 1000\r\n\r\n{"));
        }
        assertServes();
        assertTrue(reader(first).readLine().contains(" 408 "));
        // Those that are not pushed out are given up after some seconds.
        assertTrue(reader(sockets.get(sockets.size() - 1)).readLine().contains(" 408 "));
    }

    @Test
    void shouldEndTheSessionThatWasIdleLongestWhereThereAreTooMany() throws Exception {
        HttpSession first = HttpSession.begin(uri, Map.of());
        HttpSession second = HttpSession.begin(uri, Map.of());
        for (int i = 2; i < HttpSessions.MAX; i++) {
            HttpSession.begin(uri, Map.of());
        }
        assertEquals(Map.of(), first.result("ping", Map.of()));
        HttpSession more = HttpSession.begin(uri, Map.of());
        assertEquals(Map.of(), more.result("ping", Map.of()));
        assertEquals(Map.of(), first.result("ping", Map.of()));
        assertEquals(404, second.post(HttpSession.request(1, "ping", Map.of())).statusCode());
    }

    @Test
    void shouldOpenAStreamAtOnceAndPingBeforeProxiesCutIt() throws Exception {
        HttpSession session = HttpSession.begin(uri, Map.of());
        session.tell("notifications/initialized", Map.of());
        Socket socket = send("GET /mcp HTTP/1.1\r\nHost: localhost\r\nAccept: */*\r\nMcp-Session-Id: " + session.id()
                + "\r\n\r\n");
        socket.setSoTimeout(5_000);
        BufferedReader lines = reader(socket);
        assertTrue(lines.readLine().contains(" 200 "));
        while (!lines.readLine().isEmpty()) {
            continue;
        }
        socket.setSoTimeout(15_000);
        String line = lines.readLine();
        while (!line.contains("\"ping\"")) {
            line = lines.readLine();
        }
    }

    @Test
    void shouldPingOnTheStreamOfALongCallWhoseClientWantsNoProgress(@TempDir Path folder) throws Exception {
        HttpSession session = HttpSession.begin(uri, Map.of());
        session.tell("notifications/initialized", Map.of());
        CompletableFuture<Object> pinged = new CompletableFuture<>();
        session.later("tools/call", Map.of("name", "fake", "arguments", Map.of("ending", "never", "pcap_file",
                FakeTool.emptyCapture(folder).toString())), message -> pinged.complete(message.get("method")));
        assertEquals("ping", pinged.get(15, TimeUnit.SECONDS));
        session.send("DELETE", null);
    }

    @Test
    void shouldAnswerAResponseToNoRequestOfItsOwnAndTakeAcceptOfAnythingAndASlash() throws Exception {
        HttpSession session = HttpSession.begin(uri, Map.of());
        String response = Json.compact(Map.of("jsonrpc", "2.0", "id", "made-up", "result", Map.of()));
        assertEquals(400, session.post(response).statusCode());
        assertEquals(200, session.post(HttpSession.request(1, "ping", Map.of()), "Accept", "*/*").statusCode());
        HttpSession slash = HttpSession.begin(URI.create(uri + "/"), Map.of());
        assertEquals(Map.of(), slash.result("ping", Map.of()));
    }

    @Test
    void shouldReadWhatItRefusesSoThatTheConnectionStaysUsable() throws Exception {
        String body = "x".repeat(500_000);
        Socket socket = send("POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: " + body.length() + "\r\n\r\n");
        BufferedReader lines = reader(socket);
        for (int round = 0; round < 2; round++) {
            socket.getOutputStream().write(body.getBytes(StandardCharsets.US_ASCII));
            assertTrue(lines.readLine().contains(" 421 "));
            int length = 0;
            for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                length = line.startsWith("Content-Length: ") ? Integer.parseInt(line.substring(16)) : length;
            }
            lines.skip(length);
            socket.getOutputStream().write(("POST /mcp HTTP/1.1\r\nHost: evil.example\r\nContent-Length: " + body.length()
                    + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        }
    }
}
