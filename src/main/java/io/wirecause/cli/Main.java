package io.wirecause.cli;

import io.wirecause.mcp.http.HttpServer;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.mcp.stdio.StdioServer;
import io.wirecause.report.UserFacingException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {
    }

    /** Runs a command, {@code serve} where none is given, and ends the process with its exit code. */
    public static void main(String[] args) throws InterruptedException {
        Restart restart = Restart.of(args);
        int done = restart == null ? Restart.HERE : restart.call();
        if (done == Restart.HERE) {
            done = here(args);
        }
        if (restart != null && done == CommandLine.ExitCode.OK) {
            restart.prepareNext();
        }
        System.exit(done);
    }

    private static int here(String[] args) throws InterruptedException {
        Restart.endWithParent();
        // Standard output belongs to the protocol, or to the answer: no library may print into it.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        return run(args, out);
    }

    /** The server and a plain call do without the command line's library, a seventh of the time of a small call. */
    private static int run(String[] args, FileOutputStream out) throws InterruptedException {
        try {
            if (args.length == 0) {
                return serve(environment(), out);
            }
            if (ToolCall.isAllOf(args)) {
                return ToolCall.run(environment(), args[1], List.of(args).subList(2, args.length), text(out));
            }
            return command(args, out);
        } catch (UserFacingException e) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
    }

    private static ServerOptions environment() throws UserFacingException {
        return ServerOptions.read(Map.of(), System.getenv());
    }

    private static PrintStream text(FileOutputStream out) {
        return new PrintStream(out, true, StandardCharsets.UTF_8);
    }

    private static int serve(ServerOptions options, FileOutputStream out) throws InterruptedException, UserFacingException {
        if (options.http() == null) {
            StdioServer.serve(options, new FileInputStream(FileDescriptor.in), out);
        } else {
            HttpServer.serve(options, uri -> System.err.println("Serving MCP at " + uri));
        }
        return 0;
    }

    private static int command(String[] args, FileOutputStream out) {
        PrintStream text = text(out);
        return new CommandLine(new Commands(text, options -> serve(options, out)))
                .setOut(new java.io.PrintWriter(text, true))
                .setExecutionExceptionHandler(Main::failed)
                .execute(args);
    }

    /** Options that do not fit are told in their sentence, without a stack trace. */
    private static int failed(Exception e, CommandLine line, CommandLine.ParseResult parsed) throws Exception {
        if (e instanceof UserFacingException) {
            System.err.println(e.getMessage());
            return CommandLine.ExitCode.USAGE;
        }
        throw e;
    }
}
