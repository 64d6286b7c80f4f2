package io.wirecause.mcp.json;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one JSON mapper of the program and what is read and written with it: maps, lists, strings, numbers. */
public final class Json {
    /** No request of a client nests deeper; the parser's own bound is far higher. */
    private static final int MAX_DEPTH = 64;

    /** Also given to the SDK. Numbers are written plainly, never as 1.2E-5. */
    public static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
                    .build())
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private Json() {
    }

    /** The value of one JSON text; throws {@link JacksonException} where it is none or more than one. */
    public static Object parse(byte[] text) {
        return MAPPER.readValue(text, Object.class);
    }

    /** The value of one JSON text from our own sources. */
    public static Object parse(String text) {
        return MAPPER.readValue(text, Object.class);
    }

    /** One line of JSON in UTF-8, without the line's end. */
    public static byte[] line(Object value) {
        return MAPPER.writeValueAsBytes(value);
    }

    /** The same as one string. */
    public static String compact(Object value) {
        return MAPPER.writeValueAsString(value);
    }

    /** The same content for people to read. */
    public static String pretty(Map<String, Object> value) {
        return MAPPER.writer().with(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value);
    }
}
