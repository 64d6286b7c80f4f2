package io.wirecause.analysis;

import io.wirecause.report.UserFacingException;
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

    /** Makes an answer that lists so many messages. */
    public interface Listing<A extends Record> {
        /**
         * The answer.
         *
         * @throws Problem where the cursor points beyond the last message
         */
        A with(int messages) throws UserFacingException;
    }

    /**
     * The answer that lists as many messages as fit into {@link #DEFAULT_LIMIT} bytes, one at least; all of them where the
     * caller asked for more than a default answer.
     *
     * @param most    messages to list where there is room
     * @param without whether the answer may be as long as it gets
     * @throws Problem where the cursor points beyond the last message
     */
    public static <A extends Record> A fit(int most, boolean without, Listing<A> listing) throws UserFacingException {
        A answer = listing.with(most);
        if (without) {
            return answer;
        }
        for (int messages = most - 1; messages > 0 && of(answer) > DEFAULT_LIMIT; messages--) {
            answer = listing.with(messages);
        }
        return answer;
    }

    /** Bytes of a record, list, map or value. */
    public static int of(Object value) {
        if (value instanceof CharSequence text) {
            return text(text.toString());
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
            try {
                component.getAccessor().setAccessible(true);
                Object value = component.getAccessor().invoke(record);
                // Names become snake_case, which is longer by its underscores.
                int name = component.getName().length() + (int) component.getName().chars().filter(Character::isUpperCase)
                        .count();
                size += value == null ? 0 : KEY + name + of(value);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("cannot read " + component, e);
            }
        }
        return size;
    }

    /** UTF-8, quotes and backslashes doubled; other characters that JSON escapes have been escaped long before. */
    private static int text(String text) {
        int escapes = (int) text.chars().filter(c -> c == '"' || c == '\\').count();
        return 2 + escapes + text.getBytes(StandardCharsets.UTF_8).length;
    }
}
