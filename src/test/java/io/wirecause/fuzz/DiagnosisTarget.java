package io.wirecause.fuzz;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The input is a capture file, which is diagnosed as a whole, and narrowed to a server, a connection and a frame. */
public final class DiagnosisTarget {
    private static final String TOOL = "diagnose_capture";
    private static final List<String> FOCUS = List.of("192.0.2.80", "198.51.100.80:443", "connection 0", "frame 3",
            "shop.example.test");
    private static final ToolService SERVICE = new ToolService(List.of(Answers.tool(TOOL)), ServerOptions.DEFAULT);

    private DiagnosisTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            try (Scratch scratch = new Scratch(input)) {
                String file = scratch.file().toString();
                check(SERVICE.call(TOOL, Map.of("pcap_file", file)));
                check(SERVICE.call(TOOL, Map.of("pcap_file", file, "focus", FOCUS.get(input.length % FOCUS.size()))));
            }
        });
    }

    private static void check(CallOutcome outcome) {
        List<String> broken = new ArrayList<>();
        if (outcome.answer() == null) {
            broken.addAll(AnswerRules.unprintable(outcome.failure()));
            broken.addAll(outcome.status() == CallOutcome.Status.FAILED && outcome.failure().endsWith(".")
                    && !outcome.failure().contains("reason of the server's own") ? List.of() : List.of(outcome.failure()));
        } else {
            broken.addAll(AnswerRules.unprintable(outcome.answer()));
            int size = Json.line(outcome.answer()).length;
            broken.addAll(size > AnswerRules.MAX_BYTES ? List.of(size + " bytes of JSON") : List.of());
            broken.addAll(outcome.answer().get("verdict").toString().isBlank() ? List.of("no verdict") : List.of());
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(TOOL + ": " + broken);
        }
    }
}
