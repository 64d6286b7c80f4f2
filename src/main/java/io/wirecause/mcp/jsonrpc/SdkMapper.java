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
import java.util.LinkedHashMap;
import java.util.Map;
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
        if (type.getType() == McpSchema.InitializeRequest.class && value instanceof Map<?, ?> params) {
            @SuppressWarnings("unchecked")
            T request = (T) fitting(() -> Initialization.request(params));
            return request;
        }
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
        return mapper.writeValueAsString(written(value));
    }

    /** The message as it is written. */
    public static Object written(Object message) {
        if (message instanceof McpSchema.JSONRPCResponse response
                && response.result() instanceof McpSchema.InitializeResult begun) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("jsonrpc", response.jsonrpc());
            answer.put("id", response.id());
            answer.put("result", Initialization.result(begun));
            return answer;
        }
        return message;
    }

    @Override
    public byte[] writeValueAsBytes(Object value) throws IOException {
        return mapper.writeValueAsBytes(value);
    }
}
