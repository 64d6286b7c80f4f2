package io.wirecause.cli;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/**
 * What Java does while it writes the archive of classes: the call that it is made after, and before that the other tools on the
 * same capture, for the next call may be of any of them.
 */
public final class Rehearsal {
    private Rehearsal() {
    }

    /** Takes the command line of the call; what the other tools say or lack does not matter. */
    public static void main(String[] call) throws UserFacingException, InterruptedException {
        ServerOptions options = ServerOptions.read(Map.of(), System.getenv());
        try (ToolService service = new ToolService(options)) {
            for (String tool : service.names()) {
                if (!tool.equals(call[1])) {
                    ToolCall.run(options, tool, capture(call), new PrintStream(OutputStream.nullOutputStream()));
                }
            }
        }
        Main.main(call);
    }

    private static List<String> capture(String[] call) {
        for (String word : call) {
            if (word.startsWith(Restart.CAPTURE)) {
                return List.of(word);
            }
        }
        return List.of();
    }
}
