package io.wirecause.cli;

import io.wirecause.mcp.http.HttpServer;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.stdio.StdioServer;
import io.wirecause.report.UserFacingException;
import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {
    }

    /** Runs a command, {@code serve} where none is given, and ends the process with its exit code. */
    public static void main(String[] args) throws InterruptedException {
        // Standard output belongs to the protocol, or to the answer: no library may print into it.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        Charset charset = Charset.defaultCharset();
        // Where a locale says that it knows ASCII only, terminals understand more.
        System.setErr(new CleanErrors(new FileOutputStream(FileDescriptor.err),
                charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset));
        System.setOut(System.err);
        System.exit(args.length == 0 ? serve(out) : command(GivenArguments.of(args), out));
    }

    /** To a person at a terminal, who sees nothing happen otherwise. */
    static final String AT_A_TERMINAL = "Wirecause waits for an MCP client on standard input; Ctrl+C ends it. To try it "
            + "without one: java -jar wirecause.jar call analyze_capinfos pcap_file=FILE; "
            + "java -jar wirecause.jar help shows more.";

    /** As MCP clients start it: without arguments there is nothing to parse. */
    private static int serve(FileOutputStream out) throws InterruptedException {
        try {
            ServerOptions options = ServerOptions.read(Map.of(), System.getenv());
            if (options.http() == null && System.console() != null && isTerminal()) {
                System.err.println(AT_A_TERMINAL);
            }
            return serve(options, out);
        } catch (UserFacingException e) {
            return usage(e);
        }
    }

    /** Whether somebody types: from Java 22 on there is a console also where input comes from a program. */
    private static boolean isTerminal() {
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(System.console());
        } catch (ReflectiveOperationException e) {
            // Before that there is a console at a terminal only.
            return true;
        }
    }

    private static int serve(ServerOptions options, FileOutputStream out) throws InterruptedException, UserFacingException {
        if (options.http() == null) {
            boolean whole = StdioServer.serve(options, new FileInputStream(FileDescriptor.in), out);
            return whole ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
        }
        HttpServer.serve(options, uri -> System.err.println("Serving MCP at " + uri));
        return CommandLine.ExitCode.OK;
    }

    private static int command(String[] args, FileOutputStream out) {
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLine(new Commands(text, options -> serve(options, out)))
                .setOut(new PrintWriter(text, true, StandardCharsets.UTF_8))
                .setExecutionExceptionHandler(Main::failed)
                .execute(args);
    }

    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof UserFacingException problem) {
            return usage(problem);
        }
        throw e;
    }

    /** Options that do not fit are reported in one sentence, without a stack trace. */
    private static int usage(UserFacingException problem) {
        System.err.println(problem.getMessage());
        return CommandLine.ExitCode.USAGE;
    }
}
