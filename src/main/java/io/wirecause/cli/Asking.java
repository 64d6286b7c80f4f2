package io.wirecause.cli;

import io.wirecause.cli.terminal.DiagnosisText;
import io.wirecause.cli.terminal.ExplanationText;
import io.wirecause.cli.terminal.ProgressLine;
import io.wirecause.cli.terminal.Screen;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;

/** The commands for a person who asks by himself: {@code diagnose} and {@code explain}. */
final class Asking {
    private static final Pattern CONNECTION = Pattern.compile("(?:connection|tcp\\.stream|stream)?\\s*(?:==?)?\\s*(\\d+)");
    private static final Pattern FRAME = Pattern.compile("(?:frame|frame\\.number)?\\s*(?:==?|#)?\\s*(\\d+)");

    private final ServerOptions options;
    private final PrintStream out;
    private final boolean json;

    Asking(ServerOptions options, PrintStream out, boolean json) {
        this.options = options;
        this.out = out;
        this.json = json;
    }

    /** Prints a diagnosis; its exit code says how bad it is. */
    int diagnose(String capture, String focus) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        arguments.put("pcap_file", ToolCall.absolute(capture));
        if (focus != null) {
            arguments.put("focus", focus);
        }
        CallOutcome outcome = ask("diagnose_capture", arguments);
        if (outcome.answer() == null) {
            return failed(outcome);
        }
        if (!json) {
            new DiagnosisText(Screen.of(out), outcome.answer()).print();
        }
        return DiagnosisText.exitCode(outcome.answer());
    }

    /** Prints the life of a connection; what names it can be one word or several. */
    int explain(String capture, List<String> id, boolean detail) {
        Map<String, Object> arguments = choice(id == null ? "" : String.join(" ", id).strip());
        arguments.put("pcap_file", ToolCall.absolute(capture));
        if (detail) {
            arguments.put("detail", true);
        }
        CallOutcome outcome = ask("explain_connection", arguments);
        if (outcome.answer() == null) {
            return failed(outcome);
        }
        if (!json) {
            new ExplanationText(Screen.of(out), outcome.answer()).print();
        }
        return CommandLine.ExitCode.OK;
    }

    /** The argument of the tool that says which one: as other commands print it, or its ends. */
    static Map<String, Object> choice(String id) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        Matcher connection = CONNECTION.matcher(id);
        Matcher frame = FRAME.matcher(id);
        if (connection.matches()) {
            arguments.put("connection", connection.group(1));
        } else if (frame.matches()) {
            arguments.put("frame", frame.group(1));
        } else if (!id.isEmpty()) {
            arguments.put("endpoints", id.replaceAll("\\s*(?:<?-+>|<-+|\\s-\\s|,)\\s*|\\s+", ", "));
        }
        return arguments;
    }

    private CallOutcome ask(String tool, Map<String, Object> arguments) {
        CallWatch.News news = ProgressLine.ofProcess();
        try (ToolService service = new ToolService(options.withAllModules())) {
            CallOutcome outcome = service.call(tool, arguments, news);
            ProgressLine.end(news);
            if (json && outcome.answer() != null) {
                out.println(outcome.prettyJson());
            }
            return outcome;
        } finally {
            ProgressLine.end(news);
        }
    }

    private static int failed(CallOutcome outcome) {
        System.err.println(outcome.failure());
        return outcome.status() == CallOutcome.Status.BAD_ARGUMENTS ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
    }
}
