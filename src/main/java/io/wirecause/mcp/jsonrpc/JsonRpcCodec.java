package io.wirecause.mcp.jsonrpc;

import io.modelcontextprotocol.spec.McpSchema;
import io.modelcontextprotocol.spec.McpSchema.ErrorCodes;
import io.wirecause.mcp.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Reads one line as a JSON-RPC 2.0 message, as MCP narrows it, and writes the errors that answer invalid lines. */
public final class JsonRpcCodec {
    /** Bytes of one message at most. Requests are a few hundred bytes long. */
    public static final int MAX_MESSAGE = 1 << 20;

    private JsonRpcCodec() {
    }

    /** Why a line is not taken. The id is null where the line has no readable one. */
    public static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;
        private final int code;
        private final transient Object id;

        public Refused(int code, Object id, String message) {
            super(message);
            this.code = code;
            this.id = id;
        }

        /** The JSON-RPC error code. */
        public int code() {
            return code;
        }

        /** The line that answers. */
        public byte[] answer() {
            return error(id, code, getMessage());
        }
    }

    /** The message in a line. */
    public static McpSchema.JSONRPCMessage read(byte[] line) throws Refused {
        Object value;
        try {
            value = Json.parse(line);
        } catch (JacksonException e) {
            throw new Refused(ErrorCodes.PARSE_ERROR, null, "Not JSON: one message in UTF-8 on one line is expected.");
        }
        if (!(value instanceof Map<?, ?> message)) {
            throw new Refused(ErrorCodes.INVALID_REQUEST, null, "One JSON-RPC object a line is expected; batches are not taken.");
        }
        Object id = message.get("id");
        boolean valid = isId(id);
        if (!"2.0".equals(message.get("jsonrpc"))) {
            throw new Refused(ErrorCodes.INVALID_REQUEST, valid ? id : null, "\"jsonrpc\" must be \"2.0\".");
        }
        if (message.containsKey("method")) {
            if (message.containsKey("id") && !valid) {
                throw new Refused(ErrorCodes.INVALID_REQUEST, null,
                        "\"id\" must be a string or a whole number of at most 64 bits.");
            }
            return call(message, id);
        }
        if (valid && (message.containsKey("result") || message.containsKey("error"))) {
            return response(message, id);
        }
        throw new Refused(ErrorCodes.INVALID_REQUEST, valid ? id : null, "\"method\" is missing.");
    }

    private static McpSchema.JSONRPCMessage call(Map<?, ?> message, Object id) throws Refused {
        if (!(message.get("method") instanceof String method)) {
            throw new Refused(ErrorCodes.INVALID_REQUEST, id, "\"method\" must be a string.");
        }
        Object params = message.get("params");
        if (params != null && !(params instanceof Map)) {
            throw new Refused(ErrorCodes.INVALID_PARAMS, id, "\"params\" must be an object.");
        }
        return id == null ? new McpSchema.JSONRPCNotification(method, params)
                : new McpSchema.JSONRPCRequest(method, id, params);
    }

    private static McpSchema.JSONRPCMessage response(Map<?, ?> message, Object id) throws Refused {
        if (message.get("error") == null) {
            Object result = message.get("result");
            return McpSchema.JSONRPCResponse.result(id, result == null ? Map.of() : result);
        }
        if (!(message.get("error") instanceof Map<?, ?> error)) {
            throw new Refused(ErrorCodes.INVALID_REQUEST, id, "\"error\" must be an object.");
        }
        if (!(error.get("code") instanceof Integer code)) {
            throw new Refused(ErrorCodes.INVALID_REQUEST, id, "\"error\" lacks its \"code\".");
        }
        String text = String.valueOf(error.get("message"));
        return McpSchema.JSONRPCResponse.error(id, new McpSchema.JSONRPCResponse.JSONRPCError(code, text));
    }

    /** A line that answers with an error. */
    public static byte[] error(Object id, int code, String message) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", message);
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("jsonrpc", "2.0");
        if (id != null) {
            // MCP 2025-11-25 knows no null here, and leaves an id out that could not be read.
            answer.put("id", id);
        }
        answer.put("error", error);
        return Json.line(answer);
    }

    private static boolean isId(Object id) {
        return id instanceof String || id instanceof Integer || id instanceof Long;
    }
}
