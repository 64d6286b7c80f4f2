package io.wirecause.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person at a terminal sees of an answer. */
class TerminalTextTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static Map<String, Object> call(String tool, String capture) {
        try (ToolService service = new ToolService()) {
            return service.call(tool, Map.of("pcap_file", Path.of("testdata", capture).toAbsolutePath().toString())).answer();
        }
    }

    @Test
    void shouldTellTheCauseItsEvidenceAndAFilter() {
        Map<String, Object> answer = call("diagnose_capture", "tcp/lossy-transfer/capture.pcap");
        new DiagnosisText(new Screen(out, false, 100), answer).print();
        String text = printed();
        assertTrue(text.contains("WARNING  1 connection with packet loss"), text);
        assertTrue(text.contains("filter      tcp.stream in {0}"), text);
        assertTrue(text.contains("frames      26"), text);
        assertFalse(text.contains("\u001b"), text);
        assertTrue(text.lines().filter(line -> !line.contains("wirecause call")).allMatch(line -> line.length() <= 100), text);
        assertEquals(DiagnosisText.WARNINGS, DiagnosisText.exitCode(answer));
    }

    @Test
    void shouldColourOnlyWhereAskedTo() {
        Map<String, Object> answer = call("diagnose_capture", "tcp/refused-port/capture.pcap");
        new DiagnosisText(new Screen(out, true, 100), answer).print();
        assertTrue(printed().contains("\u001b[1;31mERROR\u001b[0m"), printed());
    }

    @Test
    void shouldSayThatNothingIsWrong() {
        Map<String, Object> answer = call("diagnose_capture", "tcp/http-clean/capture.pcap");
        new DiagnosisText(new Screen(out, false, 100), answer).print();
        assertTrue(printed().contains("HEALTHY  Nothing wrong was found in 33 frames."), printed());
        assertEquals(DiagnosisText.HEALTHY, DiagnosisText.exitCode(answer));
    }

    @Test
    void shouldPrintTheLadder() {
        new ExplanationText(new Screen(out, false, 100), call("explain_connection", "tcp/lossy-transfer/capture.pcap")).print();
        assertTrue(printed().contains("    0.000043 <- SYN-ACK (mss 1460) #4"), printed());
    }

    @Test
    void shouldGiveNoControlCharacterToTheTerminal() {
        String hostile = "a\u001b[2Jb\u0007c\u009bd\u202ee\rf\ng";
        Map<String, Object> cause = Map.of("severity", "error", "what", hostile, "who", hostile, "frames", List.of(1, 2),
                "display_filter", hostile, "detail", hostile, "effects", List.of(Map.of("what", hostile, "frame", 3)));
        new DiagnosisText(new Screen(out, true, 80), Map.of("file", hostile, "verdict", hostile, "causes", List.of(cause),
                "services", List.of(Map.of("server", hostile, "name", hostile, "mean_ms", Map.of("server", 3.5))),
                "notes", List.of(hostile), "next", List.of(Map.of("tool", hostile, "arguments", Map.of(hostile, hostile)))))
                .print();
        new ExplanationText(new Screen(out, true, 80), Map.of("verdict", hostile, "ladder",
                List.of("0.1 -> " + hostile + " #3", "  \u2026 " + hostile), "verdicts", List.of(hostile))).print();
        new ProgressLine(out, 0).at(1, 2.0, hostile);
        String own = printed().replaceAll("\u001b\\[[0-9;]*m", "").replace("\n", "").replaceFirst("\r", "");
        assertFalse(own.chars().anyMatch(c -> c < ' ' || c >= 0x7f && c < 0xa0 || c == 0x202e), own);
    }

    @Test
    void shouldDrawABarToScale() {
        assertEquals("", DiagnosisText.bar(Map.of()));
        assertEquals("c" + "S".repeat(22) + "T", DiagnosisText.bar(Map.of("connect", 0.001, "server", 99, "transfer", 1)));
    }

    @Test
    void shouldSayHowFarItIsAndWipeThat() {
        CallWatch.News news = new ProgressLine(out, 0);
        news.at(50, 100.0, "Analysing: 7 packets");
        ProgressLine.end(news);
        assertEquals("\r 50 %  Analysing: 7 packets\r" + " ".repeat(27) + "\r", printed());
        assertEquals(120, Screen.columns("120"));
        assertEquals(100, Screen.columns("wide"));
    }

    @Test
    void shouldQuoteWordsForAShell() {
        assertEquals("a=b", DiagnosisText.quoted("a=b"));
        assertEquals("'a=b c'\\''d'", DiagnosisText.quoted("a=b c'd"));
    }
}
