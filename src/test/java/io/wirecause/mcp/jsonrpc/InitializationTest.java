package io.wirecause.mcp.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.json.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@SuppressWarnings("deprecation")
class InitializationTest {
    @Test
    void shouldReadWhatClientsOfferAsJacksonDoes() {
        for (String capabilities : List.of("{}", "{\"roots\":{\"listChanged\":true},\"sampling\":{}}",
                "{\"experimental\":{\"a\":[1]},\"extensions\":{\"io.example/ui\":{\"mimeTypes\":[\"text/html\"]}}}",
                "{\"elicitation\":{\"form\":{},\"url\":{}}}", "{\"elicitation\":{\"url\":{}}}")) {
            Map<?, ?> params = params("{\"protocolVersion\":\"2025-11-25\",\"capabilities\":" + capabilities
                    + ",\"clientInfo\":{\"name\":\"c\",\"version\":\"1\"}}");
            assertEquals(Json.MAPPER.convertValue(params, McpSchema.InitializeRequest.class), Initialization.request(params),
                    capabilities);
        }
    }

    @Test
    void shouldTakeAnEmptyElicitationForForms() {
        McpSchema.ClientCapabilities read = capabilities("{\"elicitation\":{}}");
        assertEquals(new McpSchema.ClientCapabilities.Elicitation.Form(), read.elicitation().form());
        assertNull(read.elicitation().url());
    }

    @Test
    void shouldLeaveOutWhatHasTheWrongType() {
        assertEquals(McpSchema.ClientCapabilities.builder().build(),
                capabilities("{\"roots\":1,\"sampling\":[],\"elicitation\":\"x\",\"experimental\":null,\"extensions\":true}"));
        assertEquals("unknown",
                Initialization.request(params("{\"protocolVersion\":\"1\",\"clientInfo\":{\"name\":\"c\",\"version\":2}}"))
                .clientInfo().version());
    }

    @Test
    void shouldWriteTheAnswerAsJacksonDoes() {
        McpSchema.Implementation self = McpSchema.Implementation.builder("s", "1").title("S").description("D")
                .icons(List.of(new McpSchema.Icon("data:,", "image/svg+xml", List.of("any"),
                "dark"))).websiteUrl("https://x.example")
                .build();
        McpSchema.ServerCapabilities capabilities = McpSchema.ServerCapabilities.builder().tools(false).prompts(true)
                .resources(true, false).completions().experimental(Map.of("e", 1)).extensions(Map.of("x", Map.of("y",
                2))).build();
        var result = new McpSchema.InitializeResult("2025-06-18", capabilities, self, "Ask.", Map.of("m", 1));
        assertEquals(Json.parse(Json.line(result)), Json.parse(Json.line(Initialization.result(result))));
    }

    @Test
    void shouldNotOfferTheLog() {
        McpSchema.ServerCapabilities capabilities = McpSchema.ServerCapabilities.builder().logging().build();
        var result = McpSchema.InitializeResult.builder("2025-06-18", capabilities,
                McpSchema.Implementation.builder("s", "1").build()).build();
        Object written = Json.parse(Json.line(SdkMapper.written(McpSchema.JSONRPCResponse.result(7, result))));
        assertEquals(Map.of("jsonrpc", "2.0", "id", 7, "result", Map.of("protocolVersion", "2025-06-18", "capabilities", Map.of(),
                "serverInfo", Map.of("name", "s", "version", "1"))), written);
    }

    private static McpSchema.ClientCapabilities capabilities(String json) {
        return Initialization.request(params("{\"protocolVersion\":\"1\",\"capabilities\":" + json
                + ",\"clientInfo\":{\"name\":\"c\"}}"))
                .capabilities();
    }

    private static Map<?, ?> params(String json) {
        return (Map<?, ?>) Json.parse(json);
    }
}
