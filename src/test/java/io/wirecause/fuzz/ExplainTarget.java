package io.wirecause.fuzz;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import java.util.List;
import java.util.Map;

/** The input is a capture file, of which the worst connection, the first one and the exchanges of two frames are explained. */
public final class ExplainTarget {
    private static final String TOOL = "explain_connection";
    private static final ToolService SERVICE = new ToolService(List.of(Answers.tool(TOOL)), ServerOptions.DEFAULT);

    private ExplainTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            try (Scratch scratch = new Scratch(input)) {
                String file = scratch.file().toString();
                PacketsTarget.check(TOOL, SERVICE.call(TOOL, Map.of("pcap_file", file)));
                PacketsTarget.check(TOOL, SERVICE.call(TOOL, Map.of("pcap_file", file, "connection", 0, "detail", true)));
                PacketsTarget.check(TOOL, SERVICE.call(TOOL, Map.of("pcap_file", file, "frame", 1)));
                PacketsTarget.check(TOOL, SERVICE.call(TOOL, Map.of("pcap_file", file, "frame", 7)));
            }
        });
    }
}
