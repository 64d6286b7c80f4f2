package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of files gives the answers that the merged file gives, and tells where its frames are. */
class SetAnswerTest {
    private static final Path FILES = Path.of("testdata/files").toAbsolutePath();
    private final ToolService service = new ToolService();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        service.close();
    }

    private Map<String, Object> call(String tool, String capture) {
        CallOutcome outcome = service.call(tool, Map.of("pcap_file", capture));
        assertEquals(CallOutcome.Status.ANSWERED, outcome.status(), outcome.failure());
        return outcome.answer();
    }

    @Test
    void shouldAnswerForASetAsForTheMergedFile() {
        for (String set : List.of("ring", "overlap")) {
            for (String tool : List.of("analyze_tcp_connections", "analyze_capinfos")) {
                Map<String, Object> ofSet = new HashMap<>(call(tool, FILES.resolve(set).resolve("parts").toString()));
                Map<String, Object> merged = new HashMap<>(call(tool, FILES.resolve(set).resolve("merged.pcap").toString()));
                // These tell of the files as such.
                List.of("file", "analysis_timestamp", "coverage", "capture", "interfaces", "filename", "file_size_bytes")
                        .forEach(key -> {
                            ofSet.remove(key);
                            merged.remove(key);
                        });
                assertEquals(merged, ofSet, set + " " + tool);
            }
        }
    }

    @Test
    void shouldCiteFramesByFileAndNumber() throws Exception {
        Files.copy(TestCaptures.of("tcp/refused-port"), folder.resolve("first.pcap"));
        Files.copy(TestCaptures.of("tcp/server-reset"), folder.resolve("second.pcap"));
        Map<String, Object> answer = call("analyze_tcp_connections", folder + "/*.pcap");
        List<?> findings = (List<?>) answer.get("findings");
        assertFalse(findings.isEmpty());
        boolean refused = false;
        for (Object finding : findings) {
            Map<?, ?> found = (Map<?, ?>) finding;
            assertEquals(((List<?>) found.get("frames")).size(), ((List<?>) found.get("frames_in_files")).size());
            refused |= found.get("code").equals("connection_refused")
                    && found.get("frames_in_files").toString().contains("first.pcap#4");
        }
        assertTrue(refused, findings::toString);
        assertEquals(2, ((List<?>) ((Map<?, ?>) answer.get("coverage")).get("files")).size());
    }

    @Test
    void shouldCiteFramesOfOneFileByNumberAlone() {
        Path one = TestCaptures.of("tcp/refused-port");
        Map<String, Object> answer = call("analyze_tcp_connections", one.toString());
        assertFalse(answer.toString().contains("frames_in_files"));
        assertFalse(((Map<?, ?>) answer.get("coverage")).containsKey("files"));
    }
}
