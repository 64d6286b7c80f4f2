package io.pcaplens.cli;

import io.pcaplens.mcp.CallOutcome;
import io.pcaplens.mcp.Toolbox;
import io.pcaplens.mcp.Version;
import io.pcaplens.report.Problem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The commands. Answers go to standard output, everything else to standard error. */
@Command(name = "pcaplens", mixinStandardHelpOptions = true, versionProvider = Commands.VersionLine.class,
        description = "Analyses packet captures for language models: an MCP server over stdio.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:the tool could not answer", "2:wrong usage or arguments"})
final class Commands implements Callable<Integer> {
    private static final int LINES_BUFFER = 1 << 16;

    private final PrintStream out;
    private final Callable<Integer> server;

    Commands(PrintStream out, Callable<Integer> server) {
        this.out = out;
        this.server = server;
    }

    @Override
    public Integer call() throws Exception {
        return server.call();
    }

    @Command(description = "Serves MCP over standard input and output; the same as no command.", mixinStandardHelpOptions = true)
    int serve() throws Exception {
        return server.call();
    }

    @Command(description = "Lists the tools and their arguments.", mixinStandardHelpOptions = true)
    int tools() {
        try (Toolbox toolbox = new Toolbox()) {
            for (Toolbox.Entry entry : toolbox.entries()) {
                out.println(entry.name() + " - " + entry.title());
                out.println("  " + entry.description());
                List<?> required = (List<?>) entry.arguments().getOrDefault("required", List.of());
                ((Map<?, ?>) entry.arguments().get("properties")).forEach((name, schema) ->
                        out.println("  " + name + (required.contains(name) ? " (required): " : ": ")
                                + ((Map<?, ?>) schema).get("description")));
            }
        }
        return CommandLine.ExitCode.OK;
    }

    @Command(description = "Calls one tool and prints its answer as JSON.", mixinStandardHelpOptions = true)
    int call(@Parameters(paramLabel = "TOOL", description = "Name of the tool.") String tool,
             @Parameters(paramLabel = "KEY=VALUE", index = "1..*", description = "Arguments of the tool.")
             List<String> arguments) {
        try (Toolbox toolbox = new Toolbox()) {
            if (!toolbox.names().contains(tool)) {
                return wrong("Unknown tool " + tool + "; the tools are " + String.join(", ", toolbox.names()) + ".");
            }
            Map<String, Object> byName = new LinkedHashMap<>();
            for (String argument : arguments == null ? List.<String>of() : arguments) {
                int equals = argument.indexOf('=');
                if (equals < 1) {
                    return wrong("Arguments are written as key=value, not " + argument + ".");
                }
                byName.put(argument.substring(0, equals), argument.substring(equals + 1));
            }
            return report(toolbox.call(tool, byName));
        }
    }

    @Command(description = {"Prints one line for each TCP segment of a capture, its fields separated by tabs:",
        "frame, stream, payload length, Wireshark's tcp.analysis flags, what really happened and by which evidence."},
            mixinStandardHelpOptions = true)
    int segments(@Parameters(paramLabel = "FILE", description = "Path or http(s) URL of a capture.") String file)
            throws IOException {
        String named = file.contains("://") ? file : Path.of(file).toAbsolutePath().toString();
        try (Toolbox toolbox = new Toolbox();
             Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), LINES_BUFFER)) {
            toolbox.segments(named, lines).forEach(System.err::println);
            return CommandLine.ExitCode.OK;
        } catch (Problem e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    private int report(CallOutcome outcome) {
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

    /** Reads the version only when it is asked for. */
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"pcaplens " + Version.current()};
        }
    }
}
