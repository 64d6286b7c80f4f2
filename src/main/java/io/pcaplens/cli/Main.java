package io.pcaplens.cli;

import io.pcaplens.mcp.StdioServer;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;

/** Where the program starts. */
public final class Main {
    private Main() {
    }

    /** Runs a command, {@code serve} where none is given, and ends the process with its exit code. */
    public static void main(String[] args) throws InterruptedException {
        // Standard output belongs to the protocol, or to the answer: no library may print into it.
        FileOutputStream out = new FileOutputStream(FileDescriptor.out);
        System.setOut(System.err);
        System.exit(args.length == 0 ? serve(out) : command(args, out));
    }

    /** Without the command line's library, which takes time to load: a client waits for its server to start. */
    static int serve(FileOutputStream out) throws InterruptedException {
        StdioServer.serve(new FileInputStream(FileDescriptor.in), out);
        return 0;
    }

    private static int command(String[] args, FileOutputStream out) {
        PrintStream text = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new CommandLine(new Commands(text, () -> serve(out)))
                .setOut(new java.io.PrintWriter(text, true))
                .execute(args);
    }
}
