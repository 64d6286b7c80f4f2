package io.wirecause.mcp.conformance;

import io.wirecause.mcp.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tools, prompts and resources that the conformance suite wants to find, as src/test/resources/conformance has them. */
final class Fixtures {
    static final Map<String, Object> NO_ARGUMENTS = Map.of("type", "object", "properties", Map.of());
    /** One red pixel, and a sound without samples. */
    private static final String PNG =
            "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==";
    private static final String WAV = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA=";
    private static final Map<String, Object> ALL = read();

    private Fixtures() {
    }

    private static Map<String, Object> read() {
        try (InputStream in = Fixtures.class.getResourceAsStream("/conformance/fixtures.json")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\"PNG\"", Json.compact(PNG))
                    .replace("\"WAV\"", Json.compact(WAV));
            return map(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Map<String, Object> tools() {
        return map(ALL.get("tools"));
    }

    static Map<String, Object> prompts() {
        return map(ALL.get("prompts"));
    }

    static Map<String, Object> resources() {
        return map(ALL.get("resources"));
    }

    static Map<String, Object> template() {
        return map(ALL.get("template"));
    }

    /** The contents of a resource, by its address; null where there is none. */
    static Map<String, Object> contents(String uri) {
        Map<String, Object> one = map(resources().get(uri));
        Map<String, Object> contents = new LinkedHashMap<>(Map.of("uri", uri));
        if (one != null) {
            contents.putAll(one);
            return contents;
        }
        String[] parts = String.valueOf(template().get("uriTemplate")).split("\\{id}");
        if (!uri.startsWith(parts[0]) || !uri.endsWith(parts[1])) {
            return null;
        }
        String id = uri.substring(parts[0].length(), uri.length() - parts[1].length());
        contents.put("mimeType", template().get("mimeType"));
        contents.put("text", String.valueOf(template().get("text")).replace("{id}", id));
        return contents;
    }

    /** The messages of a prompt with its arguments in their places. */
    static List<Object> messages(String name, Map<String, ?> arguments) {
        String text = Json.compact(map(prompts().get(name)).get("messages"));
        for (Map.Entry<String, ?> argument : arguments.entrySet()) {
            String quoted = Json.compact(String.valueOf(argument.getValue()));
            text = text.replace("{" + argument.getKey() + "}", quoted.substring(1, quoted.length() - 1));
        }
        return list(Json.parse(text.getBytes(StandardCharsets.UTF_8)));
    }

    @SuppressWarnings("unchecked")
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked")
    static List<Object> list(Object value) {
        return (List<Object>) value;
    }

    static Map<String, Object> text(String text) {
        return Map.of("content", List.of(Map.of("type", "text", "text", text)));
    }
}
