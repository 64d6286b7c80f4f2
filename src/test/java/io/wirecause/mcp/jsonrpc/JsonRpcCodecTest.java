package io.wirecause.mcp.jsonrpc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.modelcontextprotocol.spec.McpSchema;
import io.wirecause.mcp.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonRpcCodecTest {
    @Test
    void shouldTellRequestsNotificationsAndResponsesApart() throws JsonRpcCodec.Refused {
        assertInstanceOf(McpSchema.JSONRPCRequest.class, read("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"m\"}"));
        assertInstanceOf(McpSchema.JSONRPCNotification.class, read("{\"jsonrpc\":\"2.0\",\"method\":\"m\",\"params\":{}}"));
        assertInstanceOf(McpSchema.JSONRPCResponse.class, read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}"));
        assertInstanceOf(McpSchema.JSONRPCResponse.class,
                read("{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-1,\"message\":\"no\"}}"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
        "{                                                      | -32700 | null",
        "nonsense                                               | -32700 | null",
        "{} {}                                                  | -32700 | null",
        "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]   | -32600 | null",
        "42                                                     | -32600 | null",
        "{\"id\":7,\"method\":\"ping\"}                         | -32600 | 7",
        "{\"jsonrpc\":\"1.0\",\"id\":7,\"method\":\"ping\"}     | -32600 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}  | -32600 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ping\"}   | -32600 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":18446744073709551616,\"method\":\"tools/list\"} | -32600 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}    | -32600 | null",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":3}            | -32600 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7}                         | -32600 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"method\":\"m\",\"params\":[1]} | -32602 | 7",
        "{\"jsonrpc\":\"2.0\",\"id\":7,\"error\":{}}            | -32600 | 7",
    })
    void shouldRefuseWhatIsNoMessage(String line, int code, String id) {
        JsonRpcCodec.Refused refused = assertThrows(JsonRpcCodec.Refused.class, () -> read(line));
        Map<?, ?> answer = (Map<?, ?>) Json.parse(refused.answer());
        assertEquals(code, ((Map<?, ?>) answer.get("error")).get("code"));
        assertEquals(id, String.valueOf(answer.get("id")));
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        byte[] line = "{\"jsonrpc\":\"2.0\",\"method\":\"?\"}".getBytes(StandardCharsets.ISO_8859_1);
        line[line.length - 3] = (byte) 0xff;
        assertThrows(JsonRpcCodec.Refused.class, () -> JsonRpcCodec.read(line));
    }

    @Test
    void shouldRefuseDeepNestingWithoutExhaustingTheStack() {
        assertThrows(JsonRpcCodec.Refused.class, () -> read("[".repeat(500_000)));
    }

    private static McpSchema.JSONRPCMessage read(String line) throws JsonRpcCodec.Refused {
        return JsonRpcCodec.read(line.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void shouldTakeAResponseWithoutAResultAndRefuseAnErrorThatIsNone() throws Exception {
        assertInstanceOf(McpSchema.JSONRPCResponse.class,
                JsonRpcCodec.read("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":null}".getBytes(StandardCharsets.UTF_8)));
        assertEquals("\"error\" must be an object.", assertThrows(JsonRpcCodec.Refused.class, () -> JsonRpcCodec.read(
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":5}".getBytes(StandardCharsets.UTF_8))).getMessage());
    }
}
