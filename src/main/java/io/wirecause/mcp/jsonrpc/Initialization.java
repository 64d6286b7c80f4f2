package io.wirecause.mcp.jsonrpc;

import io.modelcontextprotocol.spec.McpSchema;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * "initialize" between JSON and the records of the SDK, without Jackson's reflection: to look at these records takes it a third
 * of the time that a client waits for the server to start.
 */
final class Initialization {
    private Initialization() {
    }

    /**
     * Reads the parameters; what has the wrong type and may be left out counts as left out.
     *
     * @param params with protocolVersion and the client's name, which the transports have checked
     */
    static McpSchema.InitializeRequest request(Map<?, ?> params) {
        Map<String, Object> client = map(params.get("clientInfo"));
        McpSchema.Implementation info = McpSchema.Implementation.builder(text(client.get("name")), text(client.get("version")))
                .build();
        return McpSchema.InitializeRequest.builder((String) params.get("protocolVersion"),
                capabilities(map(params.get("capabilities"))), info).build();
    }

    /** MCP 2026-07-28 deprecates roots and sampling, and the SDK with it; clients before it offer them. */
    @SuppressWarnings("deprecation")
    private static McpSchema.ClientCapabilities capabilities(Map<String, Object> given) {
        McpSchema.ClientCapabilities.Builder read = McpSchema.ClientCapabilities.builder();
        if (given.get("experimental") instanceof Map<?, ?>) {
            read.experimental(map(given.get("experimental")));
        }
        if (given.get("roots") instanceof Map<?, ?> roots) {
            read.roots(Boolean.TRUE.equals(roots.get("listChanged")));
        }
        if (given.get("sampling") instanceof Map<?, ?>) {
            read.sampling();
        }
        if (given.get("elicitation") instanceof Map<?, ?> elicitation) {
            // An empty object means forms (MCP 2025-11-25, elicitation).
            read.elicitation(elicitation.isEmpty() || elicitation.containsKey("form"), elicitation.containsKey("url"));
        }
        if (given.get("extensions") instanceof Map<?, ?>) {
            Map<String, Map<String, Object>> extensions = new HashMap<>();
            map(given.get("extensions")).forEach((name, settings) -> extensions.put(name, map(settings)));
            read.extensions(extensions);
        }
        return read.build();
    }

    /** A name or version, which the SDK wants not to be empty. */
    private static String text(Object value) {
        return value instanceof String text && !text.isBlank() ? text : "unknown";
    }

    /** An object's members; none of what is no object. */
    private static Map<String, Object> map(Object value) {
        Map<String, Object> map = new HashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((name, member) -> map.put((String) name, member));
        }
        return map;
    }

    /** The answer, without what the SDK always offers and nothing here does: to send its log to the client. */
    static Map<String, Object> result(McpSchema.InitializeResult result) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("protocolVersion", result.protocolVersion());
        written.put("capabilities", capabilities(result.capabilities()));
        written.put("serverInfo", implementation(result.serverInfo()));
        put(written, "instructions", result.instructions());
        put(written, "_meta", result.meta());
        return written;
    }

    private static Map<String, Object> capabilities(McpSchema.ServerCapabilities offered) {
        Map<String, Object> written = new LinkedHashMap<>();
        put(written, "completions", offered.completions() == null ? null : Map.of());
        put(written, "experimental", offered.experimental());
        if (offered.prompts() != null) {
            written.put("prompts", flags("listChanged", offered.prompts().listChanged()));
        }
        if (offered.resources() != null) {
            Map<String, Object> resources = flags("subscribe", offered.resources().subscribe());
            resources.putAll(flags("listChanged", offered.resources().listChanged()));
            written.put("resources", resources);
        }
        if (offered.tools() != null) {
            written.put("tools", flags("listChanged", offered.tools().listChanged()));
        }
        put(written, "extensions", offered.extensions());
        return written;
    }

    private static Map<String, Object> flags(String name, Boolean value) {
        Map<String, Object> written = new LinkedHashMap<>();
        put(written, name, value);
        return written;
    }

    private static Map<String, Object> implementation(McpSchema.Implementation self) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("name", self.name());
        put(written, "title", self.title());
        written.put("version", self.version());
        put(written, "description", self.description());
        put(written, "icons", self.icons() == null ? null : self.icons().stream().map(Initialization::icon).toList());
        put(written, "websiteUrl", self.websiteUrl());
        return written;
    }

    private static Map<String, Object> icon(McpSchema.Icon icon) {
        Map<String, Object> written = new LinkedHashMap<>();
        written.put("src", icon.src());
        put(written, "mimeType", icon.mimeType());
        put(written, "sizes", icon.sizes() == null ? null : List.copyOf(icon.sizes()));
        put(written, "theme", icon.theme());
        return written;
    }

    private static void put(Map<String, Object> written, String name, Object value) {
        if (value != null) {
            written.put(name, value);
        }
    }
}
