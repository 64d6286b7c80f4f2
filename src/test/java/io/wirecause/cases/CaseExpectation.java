package io.wirecause.cases;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.report.UserFacingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What the tools must say of one capture. A file has the sentence {@code right} and a list {@code calls}, each with a
 * {@code tool}, its {@code arguments} and what must hold of the answer, all optional:
 *
 * <ul>
 * <li>{@code findings}: codes that must be there, with their severity or {@code any};
 * <li>{@code absent}: codes that must not be there;
 * <li>{@code at_most}: codes that may be there, and how severe at most;
 * <li>{@code worst}: how severe any finding may be; {@code least}: how severe one of them must be;
 * <li>{@code values}: paths in the answer, see {@link AnswerPath}, and their values; null is for absent, 0 or empty, an object
 *     with {@code min} and {@code max} for a range;
 * <li>{@code says}: patterns, case ignored, that must each be found in one text of the findings, the coverage notes or the causes
 *     of calls; {@code never_says}: patterns that must be in none;
 * <li>{@code segments}: frames, and all flags of Wireshark's that they have.
 * </ul>
 */
record CaseExpectation(String right, List<JsonNode> calls) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> SEVERITIES = List.of("none", "note", "warning", "error");

    static CaseExpectation read(Path file) throws IOException {
        JsonNode json = JSON.readTree(Files.readString(file));
        return new CaseExpectation(json.get("right").asString(), List.copyOf(json.get("calls").values()));
    }

    /** What is wrong with the answers, a line each. */
    List<String> check(ToolService service, Path capture) throws IOException, UserFacingException {
        List<String> wrong = new ArrayList<>();
        for (JsonNode call : calls) {
            Map<String, Object> arguments = new TreeMap<>();
            call.path("arguments").properties()
                    .forEach(argument -> arguments.put(argument.getKey(), JSON.treeToValue(argument.getValue(), Object.class)));
            arguments.put("pcap_file", capture.toString());
            String tool = call.get("tool").asString();
            CallOutcome outcome = service.call(tool, arguments);
            if (outcome.status() != CallOutcome.Status.ANSWERED) {
                wrong.add(tool + ": " + outcome.failure());
                continue;
            }
            JsonNode answer = JSON.readTree(outcome.prettyJson());
            List<String> ofCall = new ArrayList<>();
            findings(call, answer, ofCall);
            values(call, answer, ofCall);
            texts(call, answer, ofCall);
            segments(call, service, capture, ofCall);
            ofCall.forEach(line -> wrong.add(tool + ": " + line));
        }
        return wrong;
    }

    private static void findings(JsonNode call, JsonNode answer, List<String> wrong) {
        Map<String, String> found = new TreeMap<>();
        int worst = 0;
        for (JsonNode finding : answer.path("findings").values()) {
            String severity = finding.get("severity").asString();
            found.merge(finding.get("code").asString(), severity, (a, b) -> rank(a) > rank(b) ? a : b);
            worst = Math.max(worst, rank(severity));
        }
        for (Map.Entry<String, JsonNode> expected : call.path("findings").properties()) {
            String severity = found.get(expected.getKey());
            String wanted = expected.getValue().asString();
            if (severity == null || !wanted.equals("any") && !wanted.equals(severity)) {
                wrong.add("finding " + expected.getKey() + " of severity " + wanted + " is missing among " + found);
            }
        }
        for (JsonNode code : call.path("absent").values()) {
            if (found.containsKey(code.asString())) {
                wrong.add("finding " + code.asString() + " must not be there");
            }
        }
        for (Map.Entry<String, JsonNode> most : call.path("at_most").properties()) {
            if (rank(found.getOrDefault(most.getKey(), "none")) > rank(most.getValue().asString())) {
                wrong.add("finding " + most.getKey() + " is " + found.get(most.getKey()));
            }
        }
        if (call.has("worst") && worst > rank(call.get("worst").asString())) {
            wrong.add("nothing is worse than a " + call.get("worst").asString() + ", but the findings are " + found);
        }
        if (call.has("least") && worst < rank(call.get("least").asString())) {
            wrong.add("one finding is at least a " + call.get("least").asString() + ", but the findings are " + found);
        }
    }

    private static int rank(String severity) {
        int rank = SEVERITIES.indexOf(severity);
        if (rank < 0) {
            throw new IllegalArgumentException("severity " + severity);
        }
        return rank;
    }

    private static void values(JsonNode call, JsonNode answer, List<String> wrong) {
        for (Map.Entry<String, JsonNode> expected : call.path("values").properties()) {
            JsonNode actual = AnswerPath.find(answer, expected.getKey());
            if (!fits(expected.getValue(), actual)) {
                wrong.add(expected.getKey() + " is " + actual + ", not " + expected.getValue());
            }
        }
    }

    private static boolean fits(JsonNode expected, JsonNode actual) {
        if (expected.isNull()) {
            return actual.isMissingNode() || actual.isNull() || actual.isContainer() && actual.isEmpty()
                    || actual.isNumber() && actual.asDouble() == 0;
        }
        if (expected.isObject()) {
            return actual.isNumber() && (!expected.has("min") || actual.asDouble() >= expected.get("min").asDouble())
                    && (!expected.has("max") || actual.asDouble() <= expected.get("max").asDouble());
        }
        return expected.isNumber() && actual.isNumber() ? expected.asDouble() == actual.asDouble() : expected.equals(actual);
    }

    private static void texts(JsonNode call, JsonNode answer, List<String> wrong) {
        List<String> texts = new ArrayList<>();
        for (JsonNode finding : answer.path("findings").values()) {
            List<String> parts = new ArrayList<>();
            for (String part : List.of("title", "detail", "hint", "limits")) {
                parts.add(finding.path(part).asString(""));
            }
            texts.add(String.join(" | ", parts));
        }
        answer.path("coverage").path("notes").values().forEach(note -> texts.add(note.asString()));
        answer.path("calls").values().forEach(one -> texts.add(one.path("cause").asString("")));
        for (JsonNode pattern : call.path("says").values()) {
            if (texts.stream().noneMatch(text -> matches(pattern, text))) {
                wrong.add("nothing says \"" + pattern.asString() + "\" among " + texts);
            }
        }
        for (JsonNode pattern : call.path("never_says").values()) {
            texts.stream().filter(text -> matches(pattern, text))
                    .forEach(text -> wrong.add("\"" + pattern.asString() + "\" must not be said: " + text));
        }
    }

    private static boolean matches(JsonNode pattern, String text) {
        return Pattern.compile(pattern.asString(), Pattern.CASE_INSENSITIVE).matcher(text).find();
    }

    private static void segments(JsonNode call, ToolService service, Path capture, List<String> wrong)
            throws IOException, UserFacingException {
        if (!call.has("segments")) {
            return;
        }
        StringBuilder lines = new StringBuilder();
        service.segments(capture.toString(), lines);
        Map<String, String> flags = new TreeMap<>();
        for (String line : lines.toString().split("\n")) {
            String[] columns = line.split("\t", -1);
            flags.put(columns[0], columns[3]);
        }
        for (Map.Entry<String, JsonNode> expected : call.get("segments").properties()) {
            TreeSet<String> wanted = new TreeSet<>();
            expected.getValue().values().forEach(flag -> wanted.add(flag.asString()));
            String found = flags.get(expected.getKey());
            TreeSet<String> actual = new TreeSet<>(found == null || found.isEmpty() ? List.of() : List.of(found.split(",")));
            if (!wanted.equals(actual)) {
                wrong.add("frame " + expected.getKey() + " has the flags " + actual + ", not " + wanted);
            }
        }
    }
}
