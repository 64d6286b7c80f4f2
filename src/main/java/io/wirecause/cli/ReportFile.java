package io.wirecause.cli;

import io.wirecause.cli.terminal.ProgressLine;
import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.features.Version;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.view.Report;
import io.wirecause.report.WireText;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;

/** The command {@code report}: a report on a capture, written to a file. */
final class ReportFile {
    private static final String STANDARD_OUTPUT = "-";

    private final ServerOptions options;
    private final PrintStream out;

    ReportFile(ServerOptions options, PrintStream out) {
        this.options = options;
        this.out = out;
    }

    /**
     * Writes it and says where; gives the exit code.
     *
     * @param file null for one in the current folder that is named as the capture is
     */
    int write(String capture, String file, boolean open) {
        CallWatch.News news = ProgressLine.ofProcess();
        Report.Made made;
        try (ToolService service = new ToolService(options.withAllModules())) {
            made = new Report(service, news, Version.current()).of(ToolCall.absolute(capture));
        } finally {
            ProgressLine.end(news);
        }
        if (made.html() == null) {
            System.err.println(made.failure());
            return made.refused() ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        }
        if (STANDARD_OUTPUT.equals(file)) {
            out.print(made.html());
            out.flush();
            return CommandLine.ExitCode.OK;
        }
        return put(made.html(), file == null ? name(capture) : file, open);
    }

    /** The name of a report on a capture: its last part, whatever follows its first dot replaced. */
    static String name(String capture) {
        String last = capture.replaceAll("[?#].*", "").replaceAll("^.*[/\\\\]", "").replaceAll("[^\\w.-]+", "_");
        String stem = last.replaceAll("(?i)\\.(pcap|pcapng|cap|snoop|gz|zst|lz4|xz|zip)(?=\\.|$).*", "");
        return (stem.isBlank() ? "report" : stem) + ".html";
    }

    private static int put(String html, String file, boolean open) {
        try {
            Path target = Path.of(file).toAbsolutePath();
            Path half = target.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".part");
            try {
                Files.writeString(half, html, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                move(half, target);
            } finally {
                Files.deleteIfExists(half);
            }
            System.err.println("Wrote " + WireText.clean(target.toString()) + " (" + (html.length() >> 10) + " kB).");
            return open ? open(target) : CommandLine.ExitCode.OK;
        } catch (IOException | InvalidPathException e) {
            System.err.println("The report cannot be written to " + file + ": " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    /** Whoever opens the file meanwhile sees the old one or the new one, and no half. */
    private static void move(Path half, Path target) throws IOException {
        try {
            Files.move(half, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(half, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The program of this system that opens a file; the name of the file is one argument of it and no text for a shell. */
    static List<String> opener(String system, String file) {
        String name = system.toLowerCase(Locale.ROOT);
        return name.startsWith("windows") ? List.of("rundll32", "url.dll,FileProtocolHandler", file)
                : name.startsWith("mac") ? List.of("open", file) : List.of("xdg-open", file);
    }

    private static int open(Path file) {
        try {
            new ProcessBuilder(opener(System.getProperty("os.name"), file.toUri().toString()))
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
            return CommandLine.ExitCode.OK;
        } catch (IOException e) {
            System.err.println("No browser could be started: " + e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }
}
