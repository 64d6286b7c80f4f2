package io.wirecause.testing;

import io.wirecause.analysis.Tool;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Calls tools as the command line does, with nothing but what they require. Safe for several threads. */
public final class Caller implements AutoCloseable {
    /** The tool that tells which hosts are servers. */
    public static final String CONNECTIONS = "analyze_tcp_connections";
    /** Asked for where a tool wants a server and the capture has none: an address set apart for documentation. */
    private static final String NO_SERVER = "192.0.2.80";

    private final ToolService service = new ToolService();
    private final Set<String> wantServer = service.entries().stream()
            .filter(entry -> ((List<?>) entry.arguments().get("required")).contains("server_ip"))
            .map(ToolService.Entry::name).collect(Collectors.toSet());
    private final Set<String> wantOther = service.entries().stream()
            .filter(entry -> ((List<?>) entry.arguments().get("required")).contains("other_file"))
            .map(ToolService.Entry::name).collect(Collectors.toSet());
    private final Map<Path, String> servers = new ConcurrentHashMap<>();

    /**
     * One call on a capture; a tool that requires a server gets that of the first connection listed, one that compares two
     * captures the same one twice.
     */
    public CallOutcome call(Tool<?> tool, Path capture) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("pcap_file", capture.toString());
        if (wantServer.contains(tool.name())) {
            arguments.put("server_ip", servers.computeIfAbsent(capture, c -> server(service.call(CONNECTIONS, arguments))));
        }
        if (wantOther.contains(tool.name())) {
            arguments.put("other_file", capture.toString());
        }
        CallOutcome outcome = service.call(tool.name(), arguments);
        if (tool.name().equals(CONNECTIONS)) {
            servers.put(capture, server(outcome));
        }
        return outcome;
    }

    private static String server(CallOutcome outcome) {
        if (outcome.answer() == null || !(outcome.answer().get("connections") instanceof List<?> list) || list.isEmpty()) {
            return NO_SERVER;
        }
        String server = ((Map<?, ?>) list.get(0)).get("server").toString();
        return server.substring(0, server.lastIndexOf(':')).replaceAll("[\\[\\]]", "");
    }

    /** Removes what the calls left behind. */
    @Override
    public void close() {
        service.close();
    }
}
