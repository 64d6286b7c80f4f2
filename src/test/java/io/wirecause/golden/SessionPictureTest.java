package io.wirecause.golden;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.mcp.call.ToolService;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The picture in the README shows what the server answers today; docs/session.py draws it anew. */
class SessionPictureTest {
    private static final String CAPTURE =
            TestCaptures.ROOT.resolve("diagnosis/faults/bad_gateway_both_sides/capture.pcap").toString();

    @Test
    void shouldShowTheAnswersOfToday() throws Exception {
        String words = Files.readString(Path.of("docs", "session.svg")).replaceAll("</text>\\s*<text[^>]*>", " ")
                .replace("&quot;", "\"").replace("&amp;", "&").replace("&gt;", ">").replace("&lt;", "<").replaceAll("\\s+", " ");
        try (ToolService service = new ToolService()) {
            Map<String, Object> diagnosis = service.call("diagnose_capture", Map.of("pcap_file", CAPTURE)).answer();
            assertTrue(words.contains((String) diagnosis.get("verdict")), words);
            Map<String, Object> explained =
                    service.call("explain_connection", Map.of("pcap_file", CAPTURE, "connection", 0)).answer();
            for (Object step : (List<?>) explained.get("ladder")) {
                assertTrue(words.contains((String) step), () -> step + " is not in " + words);
            }
        }
    }
}
