package io.wirecause.fuzz;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.json.Json;
import io.wirecause.mcp.options.ServerOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The input is a capture file, whose packets are shown in every way: taken apart, as bytes, and as a conversation. */
public final class PacketsTarget {
    private static final String TOOL = "show_packets";
    private static final ToolService SERVICE = new ToolService(List.of(Answers.tool(TOOL)),
            ServerOptions.DEFAULT);

    private PacketsTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            try (Scratch scratch = new Scratch(input)) {
                String file = scratch.file().toString();
                check(SERVICE.call(TOOL, Map.of("pcap_file", file, "layers", true, "bytes", true)));
                check(SERVICE.call(TOOL, Map.of("pcap_file", file, "follow", true, "connection", 0)));
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
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(TOOL + ": " + broken);
        }
    }
}
