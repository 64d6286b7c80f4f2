package io.pcaplens.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.pcaplens.analysis.Pass;
import io.pcaplens.analysis.Tool;
import io.pcaplens.report.FindingCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What must hold of every default answer of every tool, on any capture. */
public final class AnswerRules {
    /** Bytes of JSON, as a model gets it, that a default answer may take. */
    public static final int MAX_BYTES = 20_000;
    private static final JsonSchemaValidator VALIDATOR = McpJsonDefaults.getSchemaValidator();
    private static final Map<String, Map<String, Object>> SCHEMAS = new ConcurrentHashMap<>();

    private AnswerRules() {
    }

    /** What does not hold of an answer about a capture that was read so; empty where all is well. */
    public static List<String> broken(Tool<?> tool, CallOutcome outcome, Pass.Reading reading) {
        if (outcome.status() != CallOutcome.Status.ANSWERED) {
            return List.of("no answer: " + outcome.failure());
        }
        List<String> broken = new ArrayList<>();
        Map<String, Object> answer = outcome.answer();
        int bytes = Json.line(answer).length;
        if (bytes > MAX_BYTES) {
            broken.add(bytes + " bytes of JSON");
        }
        var conforms = VALIDATOR.validate(SCHEMAS.computeIfAbsent(tool.name(), name -> Schema.ofAnswer(tool.answer())), answer);
        if (!conforms.valid()) {
            broken.add("against its schema: " + conforms.errorMessage());
        }
        if (reading.coverage().packetsRead() != number(answer.get("total_packets"))) {
            broken.add("total_packets is " + answer.get("total_packets") + " of " + reading.coverage().packetsRead());
        }
        List<?> titles = findings(answer).stream().map(finding -> finding.get("title")).toList();
        if (!(answer.get("issues") instanceof List<?> issues) || !issues.containsAll(titles)) {
            broken.add("issues do not name every finding");
        }
        var codes = tool.findingCodes().stream().map(FindingCode::code).collect(Collectors.toSet());
        for (Map<?, ?> finding : findings(answer)) {
            if (!codes.contains(finding.get("code"))) {
                broken.add("finding " + finding.get("code") + " is not one of the tool's codes");
            }
            for (Object frame : (List<?>) finding.get("frames")) {
                if (number(frame) < 1 || number(frame) > reading.lastFrame()) {
                    broken.add("finding " + finding.get("code") + " cites frame " + frame + ", the last is " + reading.lastFrame());
                }
            }
        }
        return broken;
    }

    /** The findings of an answer, as they stand in the JSON. */
    @SuppressWarnings("unchecked")
    public static List<Map<String, Object>> findings(Map<String, Object> answer) {
        return (List<Map<String, Object>>) answer.get("findings");
    }

    private static long number(Object value) {
        return value instanceof Number number ? number.longValue() : -1;
    }
}
