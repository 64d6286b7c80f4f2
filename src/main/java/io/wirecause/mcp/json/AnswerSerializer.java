package io.wirecause.mcp.json;

import io.wirecause.report.Finding;
import io.wirecause.report.Flattened;
import io.wirecause.report.SnakeCase;
import io.wirecause.report.Unlisted;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Turns the record that a tool returns into maps, lists and values, as they stand in the JSON: names in snake_case,
 * enum constants in lower case, times in ISO 8601, components that are null left out. {@link Schema} describes the same.
 */
public final class AnswerSerializer {
    /** Digits that a measured number has at least where it has so many, and places after the point of a large one. */
    private static final MathContext DIGITS = new MathContext(6);
    private static final int PLACES = 3;

    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            List<Part> parts = new ArrayList<>();
            for (RecordComponent component : type.getRecordComponents()) {
                if (!component.isAnnotationPresent(Unlisted.class)) {
                    // Records of an analyzer may be package-private.
                    component.getAccessor().setAccessible(true);
                    parts.add(new Part(SnakeCase.of(component.getName()), component,
                            component.isAnnotationPresent(Flattened.class)));
                }
            }
            return List.copyOf(parts);
        }
    };

    private final UnaryOperator<Finding> finding;

    private AnswerSerializer(UnaryOperator<Finding> finding) {
        this.finding = finding;
    }

    /** The tree of a record, in the order of its components. */
    public static Map<String, Object> of(Record answer) {
        return of(answer, UnaryOperator.identity());
    }

    /** The tree of a record, with each finding in it replaced by another that says more. */
    public static Map<String, Object> of(Record answer, UnaryOperator<Finding> finding) {
        return new AnswerSerializer(finding).tree(answer);
    }

    @SuppressWarnings("unchecked") // The tree of a record is a map of names to values.
    private Map<String, Object> tree(Record answer) {
        Map<String, Object> tree = new LinkedHashMap<>();
        for (Part part : PARTS.get(answer.getClass())) {
            Object value = value(part.of(answer));
            if (part.flattened) {
                tree.putAll((Map<String, Object>) value);
            } else if (value != null) {
                tree.put(part.name, value);
            }
        }
        return tree;
    }

    private Object value(Object value) {
        if (value == null || value instanceof String || value instanceof Boolean || value instanceof Integer
                || value instanceof Long) {
            return value;
        }
        if (value instanceof Double number) {
            return number.isNaN() || number.isInfinite() ? null : decimal(number);
        }
        if (value instanceof Enum<?> constant) {
            return SnakeCase.of(constant);
        }
        if (value instanceof Instant time) {
            return time.toString();
        }
        if (value instanceof Finding found) {
            return tree(finding.apply(found));
        }
        if (value instanceof Record nested) {
            return tree(nested);
        }
        if (value instanceof Collection<?> items) {
            return list(items);
        }
        if (value instanceof Map<?, ?> entries) {
            return map(entries);
        }
        throw new IllegalArgumentException("No JSON form for " + value.getClass().getName());
    }

    private static BigDecimal decimal(double number) {
        BigDecimal exact = BigDecimal.valueOf(number);
        BigDecimal rounded = exact.round(DIGITS);
        return (rounded.scale() < PLACES ? exact.setScale(PLACES, RoundingMode.HALF_UP) : rounded).stripTrailingZeros();
    }

    private List<Object> list(Collection<?> items) {
        List<Object> out = new ArrayList<>(items.size());
        for (Object item : items) {
            out.add(value(item));
        }
        return out;
    }

    /** Keys whose value is null stay: that nothing was asked or found is part of such an answer. */
    private Map<String, Object> map(Map<?, ?> entries) {
        Map<String, Object> out = new LinkedHashMap<>();
        entries.forEach((key, value) -> out.put(key instanceof Enum<?> e ? SnakeCase.of(e) : key.toString(), value(value)));
        return out;
    }

    private record Part(String name, RecordComponent component, boolean flattened) {
        Object of(Record record) {
            try {
                return component.getAccessor().invoke(record);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("Cannot read " + component, e);
            }
        }
    }
}
