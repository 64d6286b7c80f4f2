package io.wirecause.mcp.json;

import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.Tool;
import io.wirecause.report.Answer;
import io.wirecause.report.Describe;
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
import java.util.stream.Stream;

/**
 * Derives JSON schemas (draft 2020-12) from the records of arguments and answers and their {@link Describe}
 * annotations. {@link AnswerSerializer} writes what the schema of an answer says, {@link ArgumentBinder} reads what the schema
 * of arguments says.
 */
public final class Schema {
    private Schema() {
    }

    /** What a call of a tool takes. */
    public static Map<String, Object> ofArguments(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : components(type).toList()) {
            Describe describe = describe(component);
            String name = SnakeCase.of(component.getName());
            Map<String, Object> schema = property(component, describe);
            addBounds(schema, describe);
            if (!describe.fallback().isEmpty()) {
                schema.put("default", Json.parse(describe.fallback()));
            } else if (!describe.optional()) {
                required.add(name);
            }
            if (!describe.example().isEmpty()) {
                schema.put("examples", List.of(example(component, describe)));
            }
            properties.put(name, schema);
        }
        return object(properties, required);
    }

    /** What a tool answers: the envelope with the tool's own records in their places. */
    public static Map<String, Object> ofAnswer(Tool<?> tool) {
        boolean paged = components(tool.arguments()).anyMatch(component -> component.getDeclaringRecord() == PageArguments.class);
        Map<String, Class<? extends Record>> own = Map.of("totals", tool.totals(), "body", tool.answer());
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        for (RecordComponent component : Answer.class.getRecordComponents()) {
            if (own.containsKey(component.getName())) {
                add(own.get(component.getName()), properties, required);
            } else if (paged || component.getType() != Page.class) {
                add(component, properties, required);
            }
        }
        return object(properties, required);
    }

    /** A record within an answer. */
    private static Map<String, Object> ofRecord(Class<? extends Record> type) {
        Map<String, Object> properties = new LinkedHashMap<>();
        List<String> required = new ArrayList<>();
        add(type, properties, required);
        return object(properties, required);
    }

    private static void add(Class<? extends Record> type, Map<String, Object> properties, List<String> required) {
        components(type).forEach(component -> add(component, properties, required));
    }

    private static void add(RecordComponent component, Map<String, Object> properties, List<String> required) {
        Describe describe = describe(component);
        String name = SnakeCase.of(component.getName());
        properties.put(name, property(component, describe));
        if (!describe.optional()) {
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

    private static Map<String, Object> object(Map<String, Object> properties, List<String> required) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", "object");
        schema.put("properties", properties);
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        schema.put("additionalProperties", false);
        return schema;
    }

    private static Map<String, Object> property(RecordComponent component, Describe describe) {
        Map<String, Object> schema = type(component.getGenericType());
        schema.put("description", describe.value());
        if (describe.oneOf().length > 0) {
            schema.put("enum", List.of(describe.oneOf()));
        }
        return schema;
    }

    private static Map<String, Object> type(Type type) {
        Map<String, Object> schema = new LinkedHashMap<>();
        if (type instanceof ParameterizedType generic) {
            addContainer(schema, generic);
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
            schema.putAll(ofRecord(named.asSubclass(Record.class)));
        } else {
            throw new IllegalArgumentException("No schema for " + type);
        }
        return schema;
    }

    private static void addContainer(Map<String, Object> schema, ParameterizedType generic) {
        Class<?> raw = (Class<?>) generic.getRawType();
        Type[] parts = generic.getActualTypeArguments();
        if (Collection.class.isAssignableFrom(raw)) {
            schema.put("type", "array");
            schema.put("items", type(parts[0]));
        } else if (Map.class.isAssignableFrom(raw)) {
            schema.put("type", "object");
            // Values of any kind, null among them. Where a kind is named there is no null: several clients take one type only.
            schema.put("additionalProperties", parts[1] == Object.class ? true : type(parts[1]));
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

    private static Object example(RecordComponent component, Describe describe) {
        return component.getType() == String.class || component.getType().isEnum()
                ? describe.example() : Json.parse(describe.example());
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
