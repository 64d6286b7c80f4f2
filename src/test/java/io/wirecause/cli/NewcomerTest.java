package io.wirecause.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What somebody sees who does not know the program yet. */
class NewcomerTest {
    private static String printed(String... args) {
        StringWriter text = new StringWriter();
        CommandLine line = new CommandLine(new Commands(new PrintStream(PrintStream.nullOutputStream()), options -> 0));
        assertEquals(0, line.setOut(new PrintWriter(text, true)).execute(args));
        return text.toString();
    }

    @Test
    void shouldShowExamplesWhereHelpIsAskedForInAnyWay() {
        for (String[] asked : List.of(new String[] {"help"}, new String[] {"--help"}, new String[] {"-h"})) {
            String help = printed(asked);
            assertTrue(help.contains("call analyze_capinfos pcap_file=capture.pcap"), help);
            assertTrue(help.contains("claude mcp add"), help);
        }
        assertTrue(printed("help", "call").contains("KEY=VALUE"));
    }

    @Test
    void shouldSayWhichJavaIsNeeded() {
        for (String old : List.of("1.8", "11", "16")) {
            assertTrue(Launcher.complaint(old).startsWith("Wirecause needs Java 17 or newer, and this is Java "), old);
        }
        for (String fit : List.of("17", "21", "30", "x")) {
            assertNull(Launcher.complaint(fit), fit);
        }
        assertTrue(Main.AT_A_TERMINAL.contains("waits for an MCP client"));
    }
}
