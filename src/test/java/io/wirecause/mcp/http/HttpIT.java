package io.wirecause.mcp.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.stdio.ServerIT;
import io.wirecause.mcp.stdio.ServerProcess;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The packaged jar over HTTP, with the SDK's own client. */
@Timeout(90)
class HttpIT {
    private static final String TOKEN = "a-token-for-the-test";
    /** More than there may be connections. */
    private static final int SLOW_CLIENTS = 520;

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process is not asked to end there but ended")
    void shouldServeTheSdksClientAndEndWhenAskedTo() throws Exception {
        try (HttpProcess server = HttpProcess.start(TOKEN)) {
            try (McpSyncClient client = client(server.uri())) {
                client.initialize();
                assertEquals(Catalog.TOOLS.size(), client.listTools().tools().size());
                McpSchema.CallToolResult result = client.callTool(McpSchema.CallToolRequest.builder(ServerIT.TOOL)
                        .arguments(Map.of("pcap_file", ServerIT.CAPTURE)).build());
                assertEquals(false, result.isError());
            }
            assertTrue(server.endsWithin(20), "still running after it was asked to end");
        }
    }

    @Test
    void shouldServeBesideClientsWithoutATokenThatNeverFinishAHeaderOrABody() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (HttpProcess server = HttpProcess.start(TOKEN)) {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                Socket socket = new Socket(server.uri().getHost(), server.uri().getPort());
                sockets.add(socket);
                String head = "POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-" + i + ": 1\r\n";
                String body = i % 8 == 0 ? "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{" : "";
                socket.getOutputStream().write((head + body).getBytes(StandardCharsets.US_ASCII));
            }
            long start = System.nanoTime();
            HttpSession session = HttpSession.begin(server.uri(), Map.of("Authorization", "Bearer " + TOKEN));
            assertEquals(Map.of(), session.result("ping", Map.of()));
            assertTrue(System.nanoTime() - start < 20_000_000_000L, "served late");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static McpSyncClient client(URI uri) {
        var transport = HttpClientStreamableHttpTransport.builder(uri.resolve("/").toString()).endpoint(HttpServer.PATH)
                .addHttpRequestCustomizer((request, method, to, body, context) ->
                        request.setHeader("Authorization", "Bearer " + TOKEN))
                .build();
        return McpClient.sync(transport).requestTimeout(Duration.ofSeconds(20)).build();
    }

    @Test
    void shouldRefuseToServeOthersWithoutAToken() throws Exception {
        Process process = new ProcessBuilder(ServerProcess.JAVA, "-jar", ServerProcess.JAR.toString(),
                "--transport", "http", "--host", "0.0.0.0", "--port", "0").start();
        try {
            assertTrue(process.waitFor(20, TimeUnit.SECONDS));
            assertEquals(2, process.exitValue());
            String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(said.contains("WIRECAUSE_HTTP_TOKEN"), said);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void shouldLoadNothingOfHttpWhenItServesOverStdio() throws Exception {
        try (ServerProcess server = ServerProcess.start(List.of("-Xlog:class+load:file=" + Path.of("target", "loaded.log")))) {
            server.request(0, "initialize", Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of(),
                    "clientInfo", Map.of("name", "test", "version", "1")));
            server.receive();
            server.send("{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}");
            server.call(1, ServerIT.TOOL, Map.of("pcap_file", ServerIT.CAPTURE));
            server.receive();
            server.end();
            server.exitWithin(10_000);
        }
        String loaded = Files.readString(Path.of("target", "loaded.log"));
        assertTrue(loaded.contains("io.wirecause.mcp.call.ToolService "), "the log holds nothing");
        assertFalse(loaded.contains("org.eclipse.jetty."), "Jetty is loaded under stdio");
        assertFalse(loaded.contains("jakarta.servlet."), "servlets are loaded under stdio");
    }
}
