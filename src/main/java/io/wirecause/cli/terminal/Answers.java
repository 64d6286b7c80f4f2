package io.wirecause.cli.terminal;

import java.util.List;
import java.util.Map;

/** Reads the tree of an answer, whose keys are those of its JSON. */
final class Answers {
    private Answers() {
    }

    /** Text or number as text; empty where there is none. */
    static String text(Map<?, ?> answer, String key) {
        Object value = answer.get(key);
        return value == null ? "" : value.toString();
    }

    /** A number; 0 where there is none. */
    static double number(Map<?, ?> answer, String key) {
        return answer.get(key) instanceof Number number ? number.doubleValue() : 0;
    }

    /** A list; empty where there is none. */
    static List<?> list(Map<?, ?> answer, String key) {
        return answer.get(key) instanceof List<?> list ? list : List.of();
    }

    /** Objects of a list. */
    static List<Map<?, ?>> objects(Map<?, ?> answer, String key) {
        return list(answer, key).stream().<Map<?, ?>>map(each -> (Map<?, ?>) each).toList();
    }

    /** An object; empty where there is none. */
    static Map<?, ?> object(Map<?, ?> answer, String key) {
        return answer.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }
}
