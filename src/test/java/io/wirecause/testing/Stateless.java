package io.wirecause.testing;

import java.util.LinkedHashMap;
import java.util.Map;

/** What each request of MCP 2026-07-28 carries. */
public final class Stateless {
    public static final String VERSION = "2026-07-28";

    private Stateless() {
    }

    /** The least that a request says of its client. */
    public static Map<String, Object> meta(String version) {
        return Map.of("io.modelcontextprotocol/protocolVersion", version,
                "io.modelcontextprotocol/clientInfo", Map.of("name", "test", "version", "1"),
                "io.modelcontextprotocol/clientCapabilities", Map.of());
    }

    /** Parameters with that, and more of it. */
    public static Map<String, Object> params(Map<String, Object> params, Map<String, Object> moreMeta) {
        Map<String, Object> meta = new LinkedHashMap<>(meta(VERSION));
        meta.putAll(moreMeta);
        Map<String, Object> all = new LinkedHashMap<>(params);
        all.put("_meta", meta);
        return all;
    }
}
