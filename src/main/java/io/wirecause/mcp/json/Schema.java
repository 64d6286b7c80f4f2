package io.wirecause.mcp.json;

import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.Tool;
import io.wirecause.report.Answer;
import io.wirecause.report.Coverage;
import io.wirecause.report.Describe;
import io.wirecause.report.Finding;
import io.wirecause.report.Flattened;
import io.wirecause.report.Page;
import io.wirecause.report.SnakeCase;
import io.wirecause.report.Unlisted;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Derives JSON schemas (draft 2020-12) from the records of arguments and answers and their {@link Describe}
 * annotations. {@link AnswerSerializer} writes what the schema of an answer says, {@link ArgumentBinder} reads what the schema
 * of arguments says.
 *
 * <p>Clients hand the schema of arguments on to models whose makers take a subset of JSON Schema only (Gemini refuses
 * {@code additionalProperties}, {@code default} and {@code examples}), so defaults and examples stand in the descriptions.
 * A client gets the outline of an answer, because models read all schemas before their first call: its keys and those of the
 * records that all answers have, with a tool's own records left open. Tests validate answers against the whole.
 */
public final class Schema {
    private Schema() {
    }

    /** How deep an outline names keys: those of an answer, and those of the records of the envelope. */
    private static final int OUTLINE = 2;
    private static final int WHOLE = Integer.MAX_VALUE;
    /** Records that are the same in the answers of all tools. */
    private static final Set<Class<?>> ENVELOPE = Set.of(Finding.class, Coverage.class, Page.class);

    /** What a call of a tool takes. */
    public static Map<String, Object> ofArguments(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : components(type).toList()) {
            Describe describe = describe(component);
            String name = SnakeCase.of(component.getName());
            Map<String, Object> schema = property(component, describe, WHOLE);
            addBounds(schema, describe);
            if (describe.fallback().isEmpty() && !describe.optional()) {
                required.add(name);
            }
            schema.put("description", describe.value()
                    + (describe.fallback().isEmpty() ? "" : "; " + plain(describe.fallback()) + " unless given")
                    + (describe.example().isEmpty() ? "" : "; for example " + describe.example()));
            properties.put(name, schema);
        }
        return object(properties, required, false);
    }

    private static String plain(String json) {
        return String.valueOf(Json.parse(json));
    }

    /** What a tool answers, in outline. */
    public static Map<String, Object> ofAnswer(Tool<?> tool) {
        return ofAnswer(tool, OUTLINE);
    }

    /** What a tool answers, every key of it. */
    static Map<String, Object> ofWholeAnswer(Tool<?> tool) {
        return ofAnswer(tool, WHOLE);
    }

    /** The envelope with the tool's own records in their places. */
    private static Map<String, Object> ofAnswer(Tool<?> tool, int depth) {
        boolean paged = components(tool.arguments()).anyMatch(component -> component.getDeclaringRecord() == PageArguments.class);
        Map<String, Class<? extends Record>> own = Map.of("totals", tool.totals(), "body", tool.answer());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : Answer.class.getRecordComponents()) {
            if (own.containsKey(component.getName())) {
                add(own.get(component.getName()), properties, required, depth);
            } else if (paged || component.getType() != Page.class) {
                add(component, properties, required, depth);
            }
        }
        return object(properties, required, depth == WHOLE);
    }

    /** A record within an answer. */
    private static Map<String, Object> ofRecord(Class<? extends Record> type, int depth) {
        if (depth <= 0 || depth < OUTLINE && !ENVELOPE.contains(type)) {
            return new LinkedHashMap<>(Map.of("type", "object"));
        }
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        add(type, properties, required, depth);
        return object(properties, required, depth == WHOLE);
    }

    private static void add(Class<? extends Record> type, Map<String, Object> properties, List<String> required, int depth) {
        components(type).forEach(component -> add(component, properties, required, depth));
    }

    private static void add(RecordComponent component, Map<String, Object> properties, List<String> required, int depth) {
        Describe describe = describe(component);
        String name = SnakeCase.of(component.getName());
        boolean described = depth >= OUTLINE;
        int below = depth == WHOLE ? WHOLE : depth - 1;
        properties.put(name, described ? property(component, describe, below) : type(component.getGenericType(), below));
        if (described && !describe.optional()) {
            required.add(name);
        }
    }

    /** The components of a record that callers see, with those of flattened records in their places. */
    public static Stream<RecordComponent> components(Class<?> type) {
        return Stream.of(type.getRecordComponents()).filter(component -> !component.isAnnotationPresent(Unlisted.class))
                .flatMap(component -> component.isAnnotationPresent(Flattened.class) ? components(component.getType())
                        : Stream.of(component));
    }

    /** The annotation that every component of an argument or answer record carries. */
    static Describe describe(RecordComponent component) {
        Describe describe = component.getAnnotation(Describe.class);
        if (describe == null) {
            throw new IllegalArgumentException(component.getDeclaringRecord().getName() + "." + component.getName()
                    + " lacks @Describe");
        }
        return describe;
    }

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required, boolean closed) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (closed) {
            schema.put("additionalProperties", false);
        }
        return schema;
    }

    private static Map<String, Object> property(RecordComponent component, Describe describe, int depth) {
        Map<String, Object> schema = type(component.getGenericType(), depth);
        schema.put("description", describe.value());
        if (describe.oneOf().length > 0) {
            schema.put("enum", List.of(describe.oneOf()));
        }
        return schema;
    }

    private static Map<String, Object> type(Type type, int depth) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (type instanceof ParameterizedType generic) {
            addContainer(schema, generic, depth);
        } else if (type == String.class) {
            schema.put("type", "string");
        } else if (type == boolean.class || type == Boolean.class) {
            schema.put("type", "boolean");
        } else if (isWhole(type)) {
            schema.put("type", "integer");
        } else if (type == double.class || type == Double.class) {
            schema.put("type", "number");
        } else if (type == Instant.class) {
            schema.put("type", "string");
            schema.put("format", "date-time");
        } else if (type instanceof Class<?> named && named.isEnum()) {
            schema.put("type", "string");
            schema.put("enum", constants(named));
        } else if (type instanceof Class<?> named && named.isRecord()) {
            schema.putAll(ofRecord(named.asSubclass(Record.class), depth));
        } else {
            throw new IllegalArgumentException("No schema for " + type);
        }
        return schema;
    }

    private static void addContainer(Map<String, Object> schema, ParameterizedType generic, int depth) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] parts = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array");
            schema.put("items", type(parts[0], depth));
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object");
            if (depth == WHOLE) {
                // Values of any kind, null among them. Where a kind is named there is no null: clients take one type only.
                schema.put("additionalProperties", parts[1] == Object.class ? true : type(parts[1], depth));
            }
        } else {
            throw new IllegalArgumentException("No schema for " + generic);
        }
    }

    private static void addBounds(Map<String, Object> schema, Describe describe) {
        if (describe.min() != Double.NEGATIVE_INFINITY) {
            schema.put("minimum", bound(describe.min()));
        }
        if (describe.max() != Double.POSITIVE_INFINITY) {
            schema.put("maximum", bound(describe.max()));
        }
    }

    /** A whole number where it is one: 65535, not 65535.0. */
    static Number bound(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1L << 53) {
            return (long) value;
        }
        return value;
    }

    static boolean isWhole(Type type) {
        return type == int.class || type == Integer.class || type == long.class || type == Long.class;
    }

    /** The values of an enum as callers write them. */
    static List<String> constants(Class<?> type) {
        List<String> names = new ArrayList<>();
        for (Object constant : type.getEnumConstants()) {
            names.add(SnakeCase.of((Enum<?>) constant));
        }
        return names;
    }
}
