package io.wirecause.mcp.stdio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.analysis.Tool;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The packaged jar from outside, with the SDK's own client. */
@Timeout(60)
@SuppressWarnings("deprecation")
class SdkClientIT {
    private McpSyncClient client;

    @BeforeEach
    void connect() {
        client = specification().build();
        client.initialize();
    }

    private static McpClient.SyncSpec specification() {
        ServerParameters server = ServerParameters.builder(ServerProcess.JAVA)
                .args("-jar", ServerProcess.JAR.toString()).build();
        return McpClient.sync(new StdioClientTransport(server, McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        client.closeGracefully();
    }

    @Test
    void shouldIntroduceItself() {
        assertEquals("wirecause", client.getServerInfo().name());
        assertTrue(client.getServerInstructions().contains("pcap_file"));
        client.ping();
    }

    @Test
    void shouldListTheCatalog() {
        List<McpSchema.Tool> listed = client.listTools().tools();
        assertEquals(Catalog.TOOLS.stream().map(Tool::name).toList(), listed.stream().map(McpSchema.Tool::name).toList());
        for (McpSchema.Tool tool : listed) {
            assertEquals(Boolean.TRUE, tool.annotations().readOnlyHint(), tool.name());
            assertEquals(Boolean.TRUE, tool.annotations().idempotentHint(), tool.name());
        }
    }

    @Test
    void shouldAnswerEveryToolByItsOwnSchema() {
        for (McpSchema.Tool tool : client.listTools().tools()) {
            McpSchema.CallToolResult result = call(tool.name(), Map.of("pcap_file", ServerIT.CAPTURE));
            if (Boolean.TRUE.equals(result.isError())) {
                // A tool may want more than the capture, but then says so.
                assertTrue(text(result).contains(" is missing: "), text(result));
                continue;
            }
            var verdict = McpJsonDefaults.getSchemaValidator().validate(tool.outputSchema(), result.structuredContent());
            assertTrue(verdict.valid(), tool.name() + ": " + verdict.errorMessage());
            assertEquals(result.structuredContent(), Json.parse(text(result)));
        }
    }

    @Test
    void shouldSayWhatIsWrongWithArguments() {
        McpSchema.CallToolResult result = call(ServerIT.TOOL, Map.of("pcap_file", ServerIT.CAPTURE, "server_port", 70_000));
        assertEquals(true, result.isError());
        assertEquals("Argument server_port must be a whole number from 0 to 65535, not 70000.", text(result));
        assertNull(result.structuredContent());
    }

    @Test
    void shouldRefuseAnUnknownTool() {
        McpError error = assertThrows(McpError.class, () -> call("no_such_tool", Map.of()));
        assertEquals(-32602, error.getJsonRpcError().code());
    }

    @Test
    void shouldAnswerCallsFromManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<McpSchema.CallToolResult> one = () -> call(ServerIT.TOOL, Map.of("pcap_file", ServerIT.CAPTURE));
            var calls = IntStream.range(0, 24).mapToObj(i -> one).toList();
            for (Future<McpSchema.CallToolResult> result : threads.invokeAll(calls)) {
                assertEquals(false, result.get().isError());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void shouldStayInTheRootsThatItOffers() {
        client.closeGracefully();
        Path testdata = TestCaptures.ROOT;
        client = specification().capabilities(McpSchema.ClientCapabilities.builder().roots(true).build())
                .roots(McpSchema.Root.builder(testdata.resolve("dns").toUri().toString()).build()).build();
        client.initialize();
        McpSchema.CallToolResult refused = call(ServerIT.TOOL, Map.of("pcap_file", ServerIT.CAPTURE));
        assertTrue(text(refused).contains("is not inside the roots that the client offers"), text(refused));
        client.addRoot(McpSchema.Root.builder(testdata.toUri().toString()).build());
        assertEquals(false, call(ServerIT.TOOL, Map.of("pcap_file", ServerIT.CAPTURE)).isError());
    }

    private McpSchema.CallToolResult call(String tool, Map<String, Object> arguments) {
        return client.callTool(McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(McpSchema.CallToolResult result) {
        return ((McpSchema.TextContent) result.content().get(0)).text();
    }
}
