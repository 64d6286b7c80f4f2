package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.json.AnswerRules;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.testing.TestCaptures;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What the state of the files on disk means for an answer. */
class CallsOnFilesTest {
    private static final String TOOL = "analyze_tcp_connections";
    private static final Path CAPTURE = TestCaptures.of("tcp/http-clean");
    @TempDir
    Path folder;

    @Test
    void shouldSayFirstWhereThePackingBreaks() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            Files.copy(CAPTURE, gzip);
        }
        Path half = folder.resolve("half.pcap.gz");
        Files.write(half, Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        Map<?, ?> coverage = (Map<?, ?>) answer(half.toString()).get("coverage");
        assertEquals(false, coverage.get("complete"));
        String first = (String) ((List<?>) coverage.get("notes")).get(0);
        assertTrue(first.contains("gzip"), first);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void shouldShowControlCharactersInANameAsWhatTheyAre() throws IOException {
        Path odd = Files.copy(CAPTURE, folder.resolve("a\u001b[31m\nb\u202ec.pcap"));
        try (ToolService service = new ToolService(Catalog.TOOLS, ServerOptions.DEFAULT)) {
            Map<String, Object> answer = service.call("analyze_capinfos", Map.of("pcap_file", odd.toString())).answer();
            assertEquals("a\\u{1b}[31m\\u{a}b\\u{202e}c.pcap", answer.get("filename"));
            assertEquals(List.of(), AnswerRules.unprintable(answer));
        }
    }

    private static Map<String, Object> answer(String file) {
        try (ToolService service = new ToolService(Catalog.TOOLS, ServerOptions.DEFAULT)) {
            CallOutcome outcome = service.call(TOOL, Map.of("pcap_file", file));
            assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
            return outcome.answer();
        }
    }
}
