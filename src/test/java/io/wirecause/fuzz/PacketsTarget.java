package io.wirecause.fuzz;

import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import java.util.List;
import java.util.Map;

/** The input is a capture file, whose packets are shown in every way: taken apart, as bytes, and as a conversation. */
public final class PacketsTarget {
    private static final Tool<?> TOOL = Answers.tool("show_packets");
    private static final ToolService SERVICE = new ToolService(List.of(TOOL), ServerOptions.DEFAULT);

    private PacketsTarget() {
    }

    /** One input. */
    public static void fuzzerTestOneInput(byte[] input) throws Exception {
        Cost.bounded(input, () -> {
            try (Scratch scratch = new Scratch(input)) {
                String file = scratch.file().toString();
                Answers.check(TOOL, SERVICE.call(TOOL.name(), Map.of("pcap_file", file, "layers", true, "bytes", true)));
                Answers.check(TOOL, SERVICE.call(TOOL.name(), Map.of("pcap_file", file, "follow", true, "connection", 0)));
            }
        });
    }
}
