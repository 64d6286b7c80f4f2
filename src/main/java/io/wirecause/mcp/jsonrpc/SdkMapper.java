package io.wirecause.mcp.jsonrpc;

import io.modelcontextprotocol.json.McpJsonMapper;
import io.modelcontextprotocol.json.TypeRef;
import io.modelcontextprotocol.json.jackson3.JacksonMcpJsonMapper;
import io.modelcontextprotocol.spec.McpError;
import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.wirecause.mcp.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The mapper that the SDK works with. Where a client's parameters do not have the shape of their record, the exceptions of
 * Jackson name classes, and the SDK would pass that on as an internal error; this one says what is wrong.
 */
public final class SdkMapper implements McpJsonMapper {
    private static final Logger LOG = LoggerFactory.getLogger(SdkMapper.class);

    private final McpJsonMapper mapper = new JacksonMcpJsonMapper(Json.MAPPER);

    @Override
    public <T> T convertValue(Object value, Class<T> type) {
        return fitting(() -> mapper.convertValue(value, type));
    }

    @Override
    public <T> T convertValue(Object value, TypeRef<T> type) {
        return fitting(() -> mapper.convertValue(value, type));
    }

    private static <T> T fitting(Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (RuntimeException e) {
            LOG.info("Parameters do not fit their method", e);
            throw McpError.builder(ErrorCodes.INVALID_PARAMS)
                    .message("The parameters do not have the shape that the method wants.").build();
        }
    }

    @Override
    public <T> T readValue(String content, Class<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, Class<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(String content, TypeRef<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public <T> T readValue(byte[] content, TypeRef<T> type) throws IOException {
        return mapper.readValue(content, type);
    }

    @Override
    public String writeValueAsString(Object value) throws IOException {
        if (value instanceof McpError error && error.getJsonRpcError() != null) {
            // The servlet would answer with the exception, its stack trace included.
            return new String(JsonRpcCodec.error(null, error.getJsonRpcError().code(), error.getJsonRpcError().message()),
                    StandardCharsets.UTF_8);
        }
        return mapper.writeValueAsString(offered(value));
    }

    /** A message without what the SDK always offers and nothing here does: to send its log to the client. */
    public static Object offered(Object message) {
        if (message instanceof McpSchema.JSONRPCResponse response
                && response.result() instanceof McpSchema.InitializeResult begun) {
            McpSchema.ServerCapabilities all = begun.capabilities();
            var capabilities = new McpSchema.ServerCapabilities(all.completions(), all.experimental(), null, all.prompts(),
                    all.resources(), all.tools());
            return McpSchema.JSONRPCResponse.result(response.id(), new McpSchema.InitializeResult(begun.protocolVersion(),
                    capabilities, begun.serverInfo(), begun.instructions(), begun.meta()));
        }
        return message;
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }
}
