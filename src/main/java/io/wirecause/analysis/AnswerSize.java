package io.wirecause.analysis;

import io.wirecause.report.Flattened;
import io.wirecause.report.Unlisted;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * How many bytes of JSON an answer will take, so that a tool can give as many rows as fit. A little too much rather than
 * too little; null components are left out of the JSON and count nothing.
 */
public final class AnswerSize {
    /** Bytes that an answer may take where the caller did not ask for more. */
    public static final int DEFAULT_LIMIT = 20_000;
    /** Messages that an answer lists where the caller did not ask for more; who does wants them, whatever bytes they take. */
    public static final int DEFAULT_MESSAGES = 10;
    /** Quotes, colon and comma around a key and its value. */
    private static final int KEY = 4;
    private static final int NUMBER = 12;
    private static final int TIME = 32;

    private AnswerSize() {
    }

    /** Bytes of a record, list, map or value. */
    public static int of(Object value) {
        if (value instanceof CharSequence text) {
            return text(text.toString());
        }
        if (value instanceof Enum<?> constant) {
            return text(constant.name());
        }
        if (value instanceof Collection<?> items) {
            return 2 + items.stream().mapToInt(i -> 1 + of(i)).sum();
        }
        if (value instanceof Map<?, ?> entries) {
            return 2 + entries.entrySet().stream().mapToInt(e -> KEY + text(e.getKey().toString()) + of(e.getValue())).sum();
        }
        if (value instanceof Record nested) {
            return record(nested);
        }
        return value == null ? 4 : value instanceof Instant ? TIME : value instanceof Number ? Math.max(NUMBER, value.toString()
                .length())
                : KEY + value.toString().length();
    }

    private static int record(Record record) {
        int size = 2;
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            if (!component.isAnnotationPresent(Unlisted.class)) {
                size += component(component, value(component, record));
            }
        }
        return size;
    }

    private static int component(RecordComponent component, Object value) {
        if (component.isAnnotationPresent(Flattened.class)) {
            return record((Record) value) - 2;
        }
        // Names become snake_case, which is longer by its underscores.
        int name = component.getName().length() + (int) component.getName().chars().filter(Character::isUpperCase).count();
        return value == null ? 0 : KEY + name + of(value);
    }

    private static Object value(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** UTF-8, quotes and backslashes doubled; other characters that JSON escapes have been escaped long before. */
    private static int text(String text) {
        int escapes = (int) text.chars().filter(c -> c == '"' || c == '\\').count();
        return 2 + escapes + text.getBytes(StandardCharsets.UTF_8).length;
    }
}
