package io.wirecause.cli;

import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import java.io.PrintStream;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** The command {@code call}: one call of one tool, its answer printed as JSON. */
final class ToolCall {
    private ToolCall() {
    }

    /**
     * Calls a tool and prints its answer, or what was wrong on standard error.
     *
     * @param arguments of the tool, each written as key=value
     * @return the exit code
     */
    static int run(ServerOptions options, String tool, List<String> arguments, PrintStream out) {
        try (ToolService service = new ToolService(options)) {
            if (!service.names().contains(tool)) {
                return wrong("Unknown tool " + tool + "; the tools are " + String.join(", ", service.names()) + ".");
            }
            Map<String, Object> byName = new LinkedHashMap<>();
            for (String argument : arguments) {
                int equals = argument.indexOf('=');
                if (equals < 1) {
                    return wrong("Arguments are written as key=value, not " + argument + ".");
                }
                String name = argument.substring(0, equals);
                String value = argument.substring(equals + 1);
                byName.put(name, name.equals("pcap_file") ? absolute(value) : value);
            }
            return report(service.call(tool, byName), out);
        }
    }

    /** In a shell a path is relative to the current folder; a server takes absolute paths only. */
    static String absolute(String file) {
        if (file.isEmpty() || file.contains("://") || file.startsWith("/")) {
            return file;
        }
        String folder = Path.of("").toAbsolutePath().toString();
        if (folder.indexOf('?') >= 0 || folder.indexOf('\ufffd') >= 0) {
            // In a locale that lacks characters of its name; Linux has it here.
            return "/proc/self/cwd/" + file;
        }
        try {
            return Path.of(file).toAbsolutePath().toString();
        } catch (InvalidPathException e) {
            // The same for the name of the file; where it is no path at all, that is said to whoever asks for it.
            return folder + "/" + file;
        }
    }

    private static int report(CallOutcome outcome, PrintStream out) {
        return switch (outcome.status()) {
            case ANSWERED -> {
                out.println(outcome.prettyJson());
                yield CommandLine.ExitCode.OK;
            }
            case BAD_ARGUMENTS -> wrong(outcome.failure());
            case FAILED -> {
                System.err.println(outcome.failure());
                yield CommandLine.ExitCode.SOFTWARE;
            }
        };
    }

    private static int wrong(String sentence) {
        System.err.println(sentence);
        return CommandLine.ExitCode.USAGE;
    }
}
