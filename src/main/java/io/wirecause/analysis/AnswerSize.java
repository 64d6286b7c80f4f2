package io.wirecause.analysis;

import io.wirecause.report.Flattened;
import io.wirecause.report.Unlisted;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/**
 * Estimates the size of an answer as JSON, in bytes, so that a tool can return as many rows as fit. The estimate errs on
 * the high side; null components are omitted from the JSON and count nothing.
 */
public final class AnswerSize {
    /** Size limit of an answer in bytes unless the caller asks for more. */
    public static final int DEFAULT_LIMIT = 20_000;
    /** Messages listed unless the caller asks for more; the size limit does not apply to messages asked for explicitly. */
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

    /** What a component of a record holds, also where the record is not public. */
    static Object value(RecordComponent component, Record record) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }

    /** UTF-8, quotes and backslashes doubled; other characters that JSON escapes were escaped earlier. */
    private static int text(String text) {
        int escapes = (int) text.chars().filter(c -> c == '"' || c == '\\').count();
        return 2 + escapes + text.getBytes(StandardCharsets.UTF_8).length;
    }
}
