package io.wirecause.cli;

import static picocli.CommandLine.ScopeType.INHERIT;

import io.wirecause.cli.client.Client;
import io.wirecause.cli.client.LaunchCommand;
import io.wirecause.cli.client.OwnLaunch;
import io.wirecause.cli.client.Surroundings;
import io.wirecause.cli.doctor.Doctor;
import io.wirecause.cli.install.Install;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.features.Version;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands. Answers go to standard output, everything else to standard error. */
@Command(name = "wirecause", mixinStandardHelpOptions = true, versionProvider = Commands.VersionLine.class,
        description = "Finds what is wrong in packet captures: an MCP server for language models, and commands for people.",
        subcommands = CommandLine.HelpCommand.class,
        footerHeading = "%nExamples:%n",
        footer = {"  java -jar wirecause.jar                                serve MCP on standard input and output",
            "  java -jar wirecause.jar diagnose capture.pcap          what is wrong, for a person",
            "  java -jar wirecause.jar explain capture.pcap 3         the life of one connection (tcp.stream 3)",
            "  java -jar wirecause.jar report capture.pcap --open    a report with graphs, in the browser",
            "  java -jar wirecause.jar tools                          list the tools and their arguments",
            "  java -jar wirecause.jar call analyze_capinfos pcap_file=capture.pcap",
            "  java -jar wirecause.jar call analyze_dns_packets pcap_file=capture.pcap name=example.com detailed=true",
            "  java -jar wirecause.jar install                        write the entry into the configuration of MCP clients",
            "  java -jar wirecause.jar help call                      help for a command",
            "%nBy hand, in Claude Code: claude mcp add wirecause -- java -jar /absolute/path/to/wirecause.jar"},
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done; diagnose: nothing is wrong", "1:no answer, or something is wrong or was left",
            "2:wrong usage or arguments", "3:diagnose: warnings", "4:diagnose: errors"})
final class Commands implements Callable<Integer> {
    private static final int LINES_BUFFER = 1 << 16;

    private final PrintStream out;
    private final Server server;
    private final Map<ServerOptions.Name, List<String>> given = new EnumMap<>(ServerOptions.Name.class);

    /** Serves until the client is gone. */
    interface Server {
        /** Gives the exit code. */
        int serve(ServerOptions options) throws InterruptedException, UserFacingException;
    }

    Commands(PrintStream out, Server server) {
        this.out = out;
        this.server = server;
    }

    @Option(names = "--modules", scope = INHERIT, paramLabel = "NAMES",
            completionCandidates = Modules.class,
            description = "Protocols whose tools are offered, separated by commas: ${COMPLETION-CANDIDATES}. All unless given.")
    void modules(String names) {
        give(ServerOptions.Name.MODULES, names);
    }

    @Option(names = "--max-packets", scope = INHERIT, paramLabel = "N",
            description = "Frames of a capture read at most; 0, the default, for all.")
    void maxPackets(String count) {
        give(ServerOptions.Name.MAX_PACKETS, count);
    }

    @Option(names = "--time-limit", scope = INHERIT, paramLabel = "SECONDS",
            description = "Time of one call at most; 300 unless given.")
    void timeLimit(String seconds) {
        give(ServerOptions.Name.TIME_LIMIT, seconds);
    }

    @Option(names = "--allow-dir", scope = INHERIT, paramLabel = "DIR",
            description = "Captures must be inside this folder; may be given several times. "
                    + "Without it, any file that you may read.")
    void allowDir(List<String> folders) {
        folders.forEach(folder -> give(ServerOptions.Name.ALLOW_DIR, folder));
    }

    /** For bundles, whose hosts put all folders that the user chose behind one another. */
    @Option(names = "--allow-dirs", scope = INHERIT, arity = "1..*", hidden = true, paramLabel = "DIR",
            description = "The same as --allow-dir for several folders; nothing can follow them.")
    void allowDirs(List<String> folders) {
        allowDir(folders);
    }

    @Option(names = "--export-dir", scope = INHERIT, paramLabel = "DIR",
            description = "Folder that show_packets may write packets into. Without it, nothing is written.")
    void exportDir(String folder) {
        give(ServerOptions.Name.EXPORT_DIR, folder);
    }

    @Option(names = "--allow-url-host", scope = INHERIT, paramLabel = "HOST",
            description = "Host that URLs must name, which may then have a private address; may be given several times. "
                    + "Without it, any host with a public address.")
    void allowUrlHost(List<String> hosts) {
        hosts.forEach(host -> give(ServerOptions.Name.ALLOW_URL_HOST, host));
    }

    @Option(names = "--offline", scope = INHERIT, description = "Refuses URLs.")
    void offline(boolean refused) {
        give(ServerOptions.Name.OFFLINE, Boolean.toString(refused));
    }

    @Option(names = "--max-download", scope = INHERIT, paramLabel = "MIB",
            description = "Size of a download at most; 4096 unless given.")
    void maxDownload(String mebibytes) {
        give(ServerOptions.Name.MAX_DOWNLOAD, mebibytes);
    }

    @Option(names = "--download-time-limit", scope = INHERIT, paramLabel = "SECONDS",
            description = "Time of a download at most; 600 unless given, but --time-limit holds too.")
    void downloadTimeLimit(String seconds) {
        give(ServerOptions.Name.DOWNLOAD_TIME_LIMIT, seconds);
    }

    @Option(names = "--max-unpacked", scope = INHERIT, paramLabel = "MIB",
            description = "Size that a packed capture may unpack to; 16384 unless given.")
    void maxUnpacked(String mebibytes) {
        give(ServerOptions.Name.MAX_UNPACKED, mebibytes);
    }

    @Option(names = "--max-ratio", scope = INHERIT, paramLabel = "N",
            description = "Unpacked bytes for one packed byte at most; 200 unless given.")
    void maxRatio(String ratio) {
        give(ServerOptions.Name.MAX_RATIO, ratio);
    }

    @Option(names = "--memory-limit", scope = INHERIT, paramLabel = "MIB",
            description = "Memory that calls at work together keep of connections; two thirds of Java's heap unless given.")
    void memoryLimit(String mebibytes) {
        give(ServerOptions.Name.MEMORY_LIMIT, mebibytes);
    }

    @Option(names = "--transport", scope = INHERIT, paramLabel = "stdio|http",
            description = "How to serve: over standard input and output, the default, or over HTTP.")
    void transport(String transport) {
        give(ServerOptions.Name.TRANSPORT, transport);
    }

    @Option(names = "--host", scope = INHERIT, paramLabel = "HOST",
            description = "Name or address to listen on over HTTP; 127.0.0.1 unless given.")
    void host(String host) {
        give(ServerOptions.Name.HOST, host);
    }

    @Option(names = "--port", scope = INHERIT, paramLabel = "PORT",
            description = "TCP port to listen on over HTTP; 8080 unless given, 0 for any free one.")
    void port(String port) {
        give(ServerOptions.Name.PORT, port);
    }

    @Option(names = "--http-token", scope = INHERIT, paramLabel = "TOKEN",
            description = "Bearer token that callers over HTTP must send. Other users of the machine may see the command "
                    + "line; the environment variable WIRECAUSE_HTTP_TOKEN keeps it from them.")
    void httpToken(String token) {
        give(ServerOptions.Name.HTTP_TOKEN, token);
    }

    @Option(names = "--allow-unauthenticated-http", scope = INHERIT,
            description = "Lets --host be an address that others reach, without a token.")
    void allowUnauthenticatedHttp(boolean allowed) {
        give(ServerOptions.Name.ALLOW_UNAUTHENTICATED_HTTP, Boolean.toString(allowed));
    }

    private void give(ServerOptions.Name name, String value) {
        given.computeIfAbsent(name, none -> new ArrayList<>()).add(value);
    }

    private ServerOptions options() throws UserFacingException {
        return ServerOptions.read(given, System.getenv());
    }

    @Override
    public Integer call() throws Exception {
        return serve();
    }

    @Command(description = "Serves MCP over standard input and output, or over HTTP; the same as no command.",
            mixinStandardHelpOptions = true)
    int serve() throws Exception {
        return server.serve(options());
    }

    @Command(description = {"Says what is wrong in a capture: the causes, who has to act, the frames, the servers.",
        "Exits with 0 if nothing is wrong, 3 for warnings, 4 for errors; 1 if there is no answer, 2 for wrong arguments. In "
        + "colour on a terminal unless NO_COLOR is set."}, mixinStandardHelpOptions = true)
    int diagnose(@Parameters(paramLabel = "CAPTURE", description = "Path or http(s) URL of a capture.") String capture,
                 @Option(names = "--focus", paramLabel = "WHAT",
                         description = "Only this: an address, address:port, name, \"connection 7\" or \"frame 120\".")
                 String focus,
                 @Option(names = "--json", description = "Prints the answer of diagnose_capture as JSON.") boolean json)
            throws UserFacingException {
        return new Asking(options(), out, json).diagnose(capture, focus);
    }

    @Command(description = "Tells the life of one connection, exchange or call step by step: who sends, who waits, what went "
            + "wrong.",
            mixinStandardHelpOptions = true)
    int explain(@Parameters(paramLabel = "CAPTURE", description = "Path or http(s) URL of a capture.") String capture,
                @Parameters(paramLabel = "ID", index = "1..*", description = {"Which one: a connection as the tools number it "
                        + "(7, \"connection 7\", \"tcp.stream == 7\"), \"frame 120\" or \"#120\", or its ends",
                    "(192.0.2.10:5000 192.0.2.80:443). The worst unless given."}) List<String> id,
                @Option(names = "--detail", description = "More steps.") boolean detail,
                @Option(names = "--json", description = "Prints the answer of explain_connection as JSON.") boolean json)
            throws UserFacingException {
        return new Asking(options(), out, json).explain(capture, id, detail);
    }

    @Command(description = {"Writes a report on a capture for people: one HTML file with the causes, the connections that matter "
        + "as ladders and graphs, requests and handshakes. It loads nothing from anywhere.",
        "Exits with 0 once it is written, 1 if there is no answer, 2 for wrong arguments."}, mixinStandardHelpOptions = true)
    int report(@Parameters(paramLabel = "CAPTURE", description = "Path or http(s) URL of a capture.") String capture,
               @Option(names = {"-o", "--output"}, paramLabel = "FILE.html",
                       description = "File to write, replaced if it is there; CAPTURE.html in the current folder unless given, "
                               + "- for standard output.") String file,
               @Option(names = "--open", description = "Opens it in the browser.") boolean open) throws UserFacingException {
        return new ReportFile(options(), out).write(capture, file, open);
    }

    @Command(description = "Lists the tools and their arguments.", mixinStandardHelpOptions = true)
    int tools() throws UserFacingException {
        try (ToolService service = new ToolService(options())) {
            for (ToolService.Entry entry : service.entries()) {
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
             List<String> arguments) throws UserFacingException {
        return ToolCall.run(options(), tool, arguments == null ? List.of() : arguments, out);
    }

    @Command(description = {"Prints one line for each TCP segment of a capture, its fields separated by tabs:",
        "frame, stream, payload length, Wireshark's tcp.analysis flags, the verdict and its evidence."},
            mixinStandardHelpOptions = true)
    int segments(@Parameters(paramLabel = "FILE", description = "Path or http(s) URL of a capture.") String file)
            throws IOException, UserFacingException {
        String named = ToolCall.absolute(file);
        ServerOptions options = options();
        try (ToolService service = new ToolService(options);
             Writer lines = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), LINES_BUFFER)) {
            service.segments(named, lines).forEach(System.err::println);
            return CommandLine.ExitCode.OK;
        } catch (UserFacingException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.SOFTWARE;
        }
    }

    @Command(description = "Writes the entry for this server into the configuration of MCP clients, after showing the change "
            + "and asking; a copy of the old file is kept. Options of the server given here go into the entry.",
            mixinStandardHelpOptions = true)
    int install(@Option(names = "--client", paramLabel = "NAME",
                        description = "Only this one: ${COMPLETION-CANDIDATES}. All that are found unless given.",
                        completionCandidates = Clients.class) String client,
                @Option(names = "--yes", description = "Writes without asking.") boolean yes,
                @Option(names = "--dry-run", description = "Shows the change and writes nothing.") boolean dryRun)
            throws UserFacingException {
        options();
        Surroundings here = Surroundings.here();
        LaunchCommand launch = OwnLaunch.find(Commands.class, here);
        Install.Mode mode = dryRun ? Install.Mode.DRY_RUN : yes ? Install.Mode.YES : Install.Mode.ASK;
        BufferedReader answers = new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset()));
        String stamp = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").format(LocalDateTime.now());
        boolean all = new Install(here, launch, HandedOn.options(given), mode, answers, out, stamp).run(client);
        return all ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    @Command(description = "Says what is wrong with the set-up, and what to do: Java, memory, folders, the entries of MCP "
            + "clients, and a call of this server.", mixinStandardHelpOptions = true)
    int doctor() {
        boolean sound = new Doctor(Surroundings.here(), Commands.class, this::options, out).run();
        return sound ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }

    /** The names that {@code --client} takes, for its help. */
    static final class Clients implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Arrays.stream(Client.values()).map(Client::option).iterator();
        }
    }

    /** The names that {@code --modules} takes, for its help. */
    static final class Modules implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return ServerOptions.allModules().iterator();
        }
    }

    /** Reads the version only when it is asked for. */
    static final class VersionLine implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"wirecause " + Version.current()};
        }
    }
}
