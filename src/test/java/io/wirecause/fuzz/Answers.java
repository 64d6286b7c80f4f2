package io.wirecause.fuzz;

import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.Tool;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;

/** What must hold of the answers that tools give on a hostile capture. */
final class Answers {
    private static final ToolService SERVICE = new ToolService();
    private static final String SOME_SERVER = "192.0.2.80";
    /** Sentences that stand for a defect: an exception that nobody foresaw, memory, a file that did not change. */
    private static final List<String> DEFECTS =
            List.of("reason of the server's own", "needs more memory", "changed meanwhile", "became shorter");

    private Answers() {
    }

    /** The tool of this name. */
    static Tool<?> tool(String name) {
        return Catalog.TOOLS.stream().filter(tool -> tool.name().equals(name)).findFirst().orElseThrow();
    }

    /**
     * Asks tools about a capture, for a default answer or a detailed one. Whether an answer keeps all rules, its schema among
     * them, takes far longer than to find the answer, so that one input in eight is looked at that closely: always the same ones.
     */
    static void check(byte[] input, byte[] capture, List<Tool<?>> tools, String server) throws Exception {
        CRC32 sum = new CRC32();
        sum.update(input);
        boolean closely = (sum.getValue() & 7) == 0;
        boolean detailed = (sum.getValue() & 8) == 0;
        try (Scratch scratch = new Scratch(capture)) {
            Pass.Reading reading = null;
            for (Tool<?> tool : tools) {
                CallOutcome outcome = SERVICE.call(tool.name(), arguments(scratch.file(), tool, server, detailed));
                if (outcome.status() != CallOutcome.Status.ANSWERED) {
                    refused(tool, outcome);
                } else if (!closely) {
                    report(tool, AnswerRules.unprintable(outcome.answer()), outcome);
                } else {
                    reading = reading == null ? read(scratch.file()) : reading;
                    report(tool, detailed && hasDetails(tool) ? AnswerRules.brokenInAnySize(tool, outcome, reading)
                            : AnswerRules.broken(tool, outcome, reading), outcome);
                }
            }
        }
    }

    /** Holds the outcome of one call to what holds whatever the capture. */
    static void check(Tool<?> tool, CallOutcome outcome) {
        if (outcome.status() != CallOutcome.Status.ANSWERED) {
            refused(tool, outcome);
            return;
        }
        List<String> broken = new ArrayList<>(AnswerRules.unprintable(outcome.answer()));
        int size = Json.line(outcome.answer()).length;
        broken.addAll(size > AnswerRules.MAX_BYTES ? List.of(size + " bytes of JSON") : List.of());
        report(tool, broken, outcome);
    }

    private static Map<String, Object> arguments(Path capture, Tool<?> tool, String server, boolean detailed) {
        Map<String, Object> arguments = new LinkedHashMap<>(Map.of("pcap_file", capture.toString()));
        if (tool.name().equals("analyze_traffic_flow")) {
            arguments.put("server_ip", server == null ? SOME_SERVER : server);
        }
        if (tool.name().equals(TestCaptures.COMPARES)) {
            arguments.put("other_file", capture.toString());
        }
        if (detailed && hasDetails(tool)) {
            arguments.put("detailed", true);
            arguments.put("limit", 100);
        }
        return arguments;
    }

    private static Pass.Reading read(Path capture) throws Exception {
        try (Capture open = Capture.open(capture)) {
            return Pass.read(new ToolContext("input", open, Limits.DEFAULT, ProgressListener.NONE), List.of());
        }
    }

    private static boolean hasDetails(Tool<?> tool) {
        return Arrays.stream(tool.arguments().getRecordComponents()).anyMatch(c -> c.getName().equals("detailed"));
    }

    private static void refused(Tool<?> tool, CallOutcome outcome) {
        String sentence = outcome.failure();
        report(tool, AnswerRules.unprintable(sentence), outcome);
        if (outcome.status() != CallOutcome.Status.FAILED || !sentence.endsWith(".")
                || DEFECTS.stream().anyMatch(sentence::contains)) {
            throw new AssertionError(tool.name() + ": " + sentence);
        }
    }

    private static void report(Tool<?> tool, List<String> broken, CallOutcome outcome) {
        if (!broken.isEmpty()) {
            throw new AssertionError(tool.name() + ": " + String.join("; ", broken) + " in "
                    + (outcome.answer() == null ? outcome.failure() : outcome.answer()));
        }
    }
}
