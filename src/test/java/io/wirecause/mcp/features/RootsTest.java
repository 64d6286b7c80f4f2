package io.wirecause.mcp.features;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.call.FakeTool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.http.HttpServer;
import io.wirecause.mcp.http.HttpSession;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.options.ServerOptions.Name;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the SDK's own client offers as roots, and what clients do that offer them badly. */
@Timeout(60)
@SuppressWarnings("deprecation")
class RootsTest {
    @TempDir
    Path directory;
    private final List<AutoCloseable> open = new ArrayList<>();
    private Path inside;
    private Path outside;

    @BeforeEach
    void makeCaptures() throws IOException {
        // As the server sees it: the system's temporary folder may be a link.
        directory = directory.toRealPath();
        inside = FakeTool.emptyCapture(Files.createDirectories(directory.resolve("in side")));
        outside = FakeTool.emptyCapture(Files.createDirectories(directory.resolve("outside")));
    }

    @AfterEach
    void close() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    private URI serve(String... allowed) throws Exception {
        ServerOptions options = ServerOptions.read(allowed.length == 0 ? Map.of() : Map.of(Name.ALLOW_DIR, List.of(allowed)),
                Map.of());
        ToolService service = new ToolService(List.of(new FakeTool().tool), options);
        open.add(service);
        HttpServer server = new HttpServer(service,
                ServerOptions.read(Map.of(Name.TRANSPORT, List.of("http"), Name.PORT, List.of("0")), Map.of()).http(),
                Duration.ofSeconds(30));
        open.add(server);
        return server.start();
    }

    private McpSyncClient client(URI uri, Path... roots) {
        McpSyncClient client = McpClient.sync(
                HttpClientStreamableHttpTransport.builder(uri.resolve("/").toString()).endpoint(HttpServer.PATH).build())
                .requestTimeout(Duration.ofSeconds(20))
                .capabilities(McpSchema.ClientCapabilities.builder().roots(true).build())
                .roots(Arrays.stream(roots).map(RootsTest::root).toList())
                .build();
        open.add(client);
        client.initialize();
        return client;
    }

    private static McpSchema.Root root(Path folder) {
        return McpSchema.Root.builder(folder.toUri().toString()).build();
    }

    /** The answer, or the sentence that refuses it. */
    private static String call(McpSyncClient client, Path capture) {
        var result = client.callTool(McpSchema.CallToolRequest.builder("fake")
                .arguments(Map.of("pcap_file", capture.toString())).build());
        String text = ((McpSchema.TextContent) result.content().get(0)).text();
        return Boolean.TRUE.equals(result.isError()) ? text : "answered";
    }

    private static Map<?, ?> captures(McpSyncClient client) {
        var read = client.readResource(McpSchema.ReadResourceRequest.builder("wirecause://captures").build());
        return (Map<?, ?>) Json.parse(((McpSchema.TextResourceContents) read.contents().get(0)).text());
    }

    @Test
    void shouldStayInTheRootsAndFindTheirCaptures() throws Exception {
        McpSyncClient client = client(serve(), inside.getParent());
        assertEquals("answered", call(client, inside));
        String refused = call(client, outside);
        assertTrue(refused.contains("is not inside the roots that the client offers") && refused.contains("--allow-dir"),
                refused);
        assertTrue(call(client, Path.of(inside.getParent() + "/../outside/empty.pcap")).contains("is not inside"));
        assertEquals(refused.replace("empty.pcap", "absent.pcap"), call(client, outside.resolveSibling("absent.pcap")),
                "nothing is told of what exists outside");
        assertEquals(List.of(inside.toString()), captures(client).get("captures"));
    }

    @Test
    void shouldLetGoWhereRootsAreEmpty() throws Exception {
        McpSyncClient client = client(serve());
        assertEquals("answered", call(client, outside));
        assertEquals(List.of(), captures(client).get("captures"));
    }

    @Test
    void shouldFollowRootsThatChange() throws Exception {
        McpSyncClient client = client(serve(), inside.getParent());
        assertTrue(call(client, outside).contains("is not inside"));
        client.addRoot(root(outside.getParent()));
        assertEquals("answered", call(client, outside));
        client.removeRoot(root(inside.getParent()).uri());
        assertTrue(call(client, inside).contains("is not inside"));
    }

    @Test
    void shouldPutTheUsersFoldersBeforeTheClientsRoots() throws Exception {
        McpSyncClient client = client(serve(inside.getParent().toString()), directory, outside.getParent());
        assertEquals("answered", call(client, inside));
        assertTrue(call(client, outside).contains("is not inside an allowed directory"));
    }

    @Test
    void shouldKeepTheRootsOfClientsApart() throws Exception {
        URI uri = serve();
        McpSyncClient one = client(uri, inside.getParent());
        McpSyncClient two = client(uri, outside.getParent());
        assertEquals("answered", call(one, inside));
        assertEquals("answered", call(two, outside));
        assertTrue(call(one, outside).contains("is not inside"));
        assertTrue(call(two, inside).contains("is not inside"));
    }

    @Test
    void shouldNotWaitForeverForAClientThatDoesNotListItsRoots() throws Exception {
        HttpSession session = HttpSession.begin(serve(), Map.of(), Map.of("roots", Map.of("listChanged", true)));
        List<Object> asked = new ArrayList<>();
        Map<String, Object> call = Map.of("name", "fake", "arguments", Map.of("pcap_file", outside.toString()));
        Map<?, ?> answer = session.later("tools/call", call, message -> asked.add(message.get("method"))).get();
        assertEquals(List.of("roots/list"), asked);
        assertEquals(false, ((Map<?, ?>) answer.get("result")).get("isError"));
        session.later("tools/call", call, message -> asked.add(message.get("method"))).get();
        assertEquals(1, asked.size(), "asked once");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "other paths are absolute there")
    void shouldTakeLocalFoldersOnly() {
        assertEquals(List.of(Path.of("/a b/c")), paths("file:///a%20b/c"));
        assertEquals(List.of(Path.of("/a b/c")), paths("file:///a b/c"), "not escaped, as some clients write it");
        assertEquals(List.of(Path.of("/a")), paths("FILE://localhost/b/../a/"));
        assertEquals(List.of(Path.of("/a")), paths("file:/a"));
        for (String hostile : List.of("", "/a", "file:", "file:a", "file://host/share", "http://example.com/a", "file:///a%00b",
                "file:///a\u0000b", "file://user@/a", "https:///a", "file:///" + "x".repeat(5_000), "\u202efile:///a")) {
            assertEquals(List.of(), paths(hostile), hostile);
        }
        assertEquals(256, Roots.paths(java.util.Collections.nCopies(1_000, new McpSchema.Root("file:///a", null))).size());
        assertEquals(List.of(), Roots.paths(null));
    }

    private static List<Path> paths(String uri) {
        return Roots.paths(List.of(new McpSchema.Root(uri, "name")));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldTakeRootsWhoseNamesGoBeyondAscii() {
        for (String uri : List.of("file:///gr\u00f6\u00dfe/a%20b", "file:///gr%C3%B6%C3%9Fe/a%20b",
                "file:///gr\u00f6\u00dfe/a b")) {
            assertEquals(List.of(Path.of("/gr\u00f6\u00dfe/a b")), Roots.paths(List.of(new McpSchema.Root(uri, null))), uri);
        }
    }
}
