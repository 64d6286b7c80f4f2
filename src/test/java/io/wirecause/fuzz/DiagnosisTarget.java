package io.wirecause.fuzz;

import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import java.util.List;
import java.util.Map;

/** The input is a capture file, which is diagnosed as a whole and narrowed to a server, connection or frame; then explained. */
public final class DiagnosisTarget {
    private static final Tool<?> TOOL = Answers.tool("diagnose_capture");
    private static final List<String> FOCUS = List.of("192.0.2.80", "198.51.100.80:443", "connection 0", "frame 3",
            "shop.example.test");
    private static final Tool<?> EXPLAIN = Answers.tool("explain_connection");
    private static final ToolService SERVICE = new ToolService(List.of(TOOL, EXPLAIN), ServerOptions.DEFAULT);

    private DiagnosisTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            try (Scratch scratch = new Scratch(input)) {
                String file = scratch.file().toString();
                check(TOOL, SERVICE.call(TOOL.name(), Map.of("pcap_file", file)));
                String focus = FOCUS.get(input.length % FOCUS.size());
                check(TOOL, SERVICE.call(TOOL.name(), Map.of("pcap_file", file, "focus", focus)));
                check(EXPLAIN, SERVICE.call(EXPLAIN.name(), input.length % 2 == 0 ? Map.of("pcap_file", file, "detail", true)
                        : Map.of("pcap_file", file, "frame", 2)));
            }
        });
    }

    private static void check(Tool<?> tool, CallOutcome outcome) {
        Answers.check(tool, outcome);
        if (outcome.answer() != null && outcome.answer().get("verdict").toString().isBlank()) {
            throw new AssertionError(tool.name() + ": no verdict");
        }
    }
}
