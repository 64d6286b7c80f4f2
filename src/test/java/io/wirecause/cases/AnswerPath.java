package io.wirecause.cases;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** Finds a place in an answer: {@code a.b}, {@code a[0].b} and {@code a[key=value].b} for the first item that has this value. */
final class AnswerPath {
    private static final Pattern STEP = Pattern.compile("([^.\\[\\]]+)|\\[(\\d+)]|\\[([^=\\]]+)=([^\\]]*)]");

    private AnswerPath() {
    }

    /** What is there; a missing node where nothing is. */
    static JsonNode find(JsonNode answer, String path) {
        JsonNode at = answer;
        Matcher step = STEP.matcher(path);
        while (step.find()) {
            if (step.group(1) != null) {
                at = at.path(step.group(1));
            } else if (step.group(2) != null) {
                at = at.path(Integer.parseInt(step.group(2)));
            } else {
                at = first(at, step.group(3), step.group(4));
            }
        }
        return at;
    }

    private static JsonNode first(JsonNode list, String key, String value) {
        for (JsonNode item : list.values()) {
            if (item.path(key).asString("").equals(value)) {
                return item;
            }
        }
        return MissingNode.getInstance();
    }
}
