package io.wirecause.mcp.json;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.json.schema.JsonSchemaValidator;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.report.FindingCode;
import io.wirecause.report.WireText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** What must hold of every default answer of every tool, on any capture. */
public final class AnswerRules {
    /** Bytes of JSON, as a model gets it, that a default answer may take. */
    public static final int MAX_BYTES = 20_000;
    private static final JsonSchemaValidator VALIDATOR = McpJsonDefaults.getSchemaValidator();
    private static final Set<Byte> HIDING = Set.of(Character.CONTROL, Character.FORMAT, Character.PRIVATE_USE,
            Character.SURROGATE, Character.UNASSIGNED, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR);
    private static final Map<String, Map<String, Object>> SCHEMAS = new ConcurrentHashMap<>();

    private AnswerRules() {
    }

    /** What does not hold of an answer about a capture that was read so; empty where all is well. */
    public static List<String> broken(Tool<?> tool, CallOutcome outcome, Pass.Reading reading) {
        if (outcome.status() != CallOutcome.Status.ANSWERED) {
            return List.of("no answer: " + outcome.failure());
        }
        List<String> broken = new ArrayList<>(brokenInAnySize(tool, outcome, reading));
        int bytes = Json.line(outcome.answer()).length;
        if (bytes > MAX_BYTES) {
            broken.add(bytes + " bytes of JSON");
        }
        return broken;
    }

    /** What does not hold of an answer that was asked for in detail, and may be as large as it likes. */
    public static List<String> brokenInAnySize(Tool<?> tool, CallOutcome outcome, Pass.Reading reading) {
        if (outcome.status() != CallOutcome.Status.ANSWERED) {
            return List.of("no answer: " + outcome.failure());
        }
        Map<String, Object> answer = outcome.answer();
        List<String> broken = new ArrayList<>(unprintable(answer));
        Object read = Json.parse(Json.line(answer));
        if (!read.equals(Json.parse(Json.line(read)))) {
            broken.add("its JSON is not read as it was written");
        }
        var conforms = VALIDATOR.validate(SCHEMAS.computeIfAbsent(tool.name(), name -> Schema.ofWholeAnswer(tool)), answer);
        if (!conforms.valid()) {
            broken.add("against its schema: " + conforms.errorMessage());
        }
        if (reading.coverage().packetsRead() != number(answer.get("total_packets"))) {
            broken.add("total_packets is " + answer.get("total_packets") + " of " + reading.coverage().packetsRead());
        }
        List<?> kinds = findings(answer).stream().map(finding -> finding.get("severity") + " " + finding.get("code")).distinct()
                .toList();
        if (!(answer.get("issues") instanceof List<?> issues) || issues.size() != kinds.size()) {
            broken.add("issues are not a line for each kind of finding");
        }
        var codes = tool.findingCodes().stream().map(FindingCode::code).collect(Collectors.toSet());
        for (Map<?, ?> finding : findings(answer)) {
            if (!codes.contains(finding.get("code"))) {
                broken.add("finding " + finding.get("code") + " is not one of the tool's codes");
            }
            for (Object frame : (List<?>) finding.get("frames")) {
                if (number(frame) < 1 || number(frame) > reading.lastFrame()) {
                    broken.add("finding " + finding.get("code") + " cites frame " + frame + ", the last is "
                            + reading.lastFrame());
                }
            }
        }
        return broken;
    }

    /** Characters in the names and strings of a value that hide, move or control something, one for each string. */
    public static List<String> unprintable(Object value) {
        List<String> broken = new ArrayList<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, held) -> {
                broken.addAll(unprintable(name));
                broken.addAll(unprintable(held));
            });
        } else if (value instanceof List<?> list) {
            list.forEach(held -> broken.addAll(unprintable(held)));
        } else if (value instanceof String text) {
            text.codePoints().filter(c -> HIDING.contains((byte) Character.getType(c))).findFirst()
                    .ifPresent(c -> broken.add("character " + Integer.toHexString(c) + " in " + WireText.clean(text)));
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
