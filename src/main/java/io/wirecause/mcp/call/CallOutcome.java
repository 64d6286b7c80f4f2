package io.wirecause.mcp.call;

import io.wirecause.mcp.json.Json;
import java.util.Map;

/**
 * How a call of a tool ended.
 *
 * @param status  whether there is an answer
 * @param answer  the answer as it stands in the JSON; null where there is none
 * @param json    the same as one line of JSON, written once however often it is asked for
 * @param failure what was wrong and what to do, in one sentence; null where there is an answer
 */
public record CallOutcome(Status status, Map<String, Object> answer, String json, String failure) {
    /** The kinds of ends. */
    public enum Status {
        /** The tool answered. */
        ANSWERED,
        /** The arguments do not fit the tool; nothing was read. */
        BAD_ARGUMENTS,
        /** The tool could not answer. */
        FAILED
    }

    /** An end whose answer is written as JSON now. */
    public CallOutcome(Status status, Map<String, Object> answer, String failure) {
        this(status, answer, answer == null ? null : Json.compact(answer), failure);
    }

    static CallOutcome answered(Map<String, Object> answer) {
        return new CallOutcome(Status.ANSWERED, answer, null);
    }

    static CallOutcome failed(Status status, String failure) {
        return new CallOutcome(status, null, failure);
    }

    /** The answer as JSON for people, on several lines; the content is the same that a model gets. */
    public String prettyJson() {
        return Json.pretty(answer);
    }
}
