package io.wirecause.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.call.CallOutcome;
import io.wirecause.mcp.call.CallWatch;
import io.wirecause.mcp.call.ToolService;
import io.wirecause.packet.TcpFlags;
import io.wirecause.testing.PcapBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The data of a report is what the tools answer, with samples of the segments. */
class ViewToolTest {
    private static final int ACK = TcpFlags.ACK;

    private static ToolService service;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        service = new ToolService();
    }

    @AfterAll
    static void close() {
        service.close();
    }

    private static Map<String, Object> view(Path capture) {
        CallOutcome outcome = service.call(Catalog.VIEW, Map.of("pcap_file", capture.toAbsolutePath().toString()),
                CallWatch.News.NONE);
        assertNull(outcome.failure());
        return outcome.answer();
    }

    private static Map<String, Object> of(String capture) {
        return view(Path.of("testdata", capture));
    }

    private static Map<?, ?> samples(Map<String, Object> view, int life) {
        return (Map<?, ?>) ((Map<?, ?>) ((List<?>) view.get("lives")).get(life)).get("samples");
    }

    private static long count(Map<?, ?> samples, String kind) {
        int index = ((List<?>) samples.get("kinds")).indexOf(kind);
        List<?> kinds = (List<?>) samples.get("kind");
        List<?> counts = (List<?>) samples.get("count");
        long sum = 0;
        for (int i = 0; i < kinds.size(); i++) {
            sum += ((Number) kinds.get(i)).intValue() == index ? ((Number) counts.get(i)).longValue() : 0;
        }
        return sum;
    }

    @Test
    void shouldHoldWhatTheToolsAnswer() {
        Map<String, Object> view = of("tcp/lossy-transfer/capture.pcap");
        String path = Path.of("testdata/tcp/lossy-transfer/capture.pcap").toAbsolutePath().toString();
        Map<String, Object> diagnosis = service.call("diagnose_capture", Map.of("pcap_file", path)).answer();
        assertEquals(diagnosis.get("verdict"), ((Map<?, ?>) view.get("diagnosis")).get("verdict"));
        assertEquals(diagnosis.get("causes"), ((Map<?, ?>) view.get("diagnosis")).get("causes"));
        Map<?, ?> life = (Map<?, ?>) ((Map<?, ?>) ((List<?>) view.get("lives")).get(0)).get("life");
        Map<String, Object> explained = service.call("explain_connection", Map.of("pcap_file", path, "connection", 0)).answer();
        for (String key : List.of("verdict", "client", "server", "close", "ladder", "verdicts")) {
            assertEquals(explained.get(key), life.get(key), key);
        }
        assertEquals(7, count(samples(view, 0), "fast"));
        assertEquals(119, ((Number) samples(view, 0).get("segments")).intValue());
    }

    @Test
    void shouldShowAClosedWindowAndAReset() {
        assertTrue(count(samples(of("tcp/zero-window/capture.pcap"), 0), "zero_window") > 0);
        assertTrue(count(samples(of("tcp/server-reset/capture.pcap"), 0), "rst") > 0);
    }

    @Test
    void shouldDropNothingThatMattersOfALongConnection() throws IOException {
        PcapBuilder pcap = new PcapBuilder();
        pcap.tcp(1, 5_000, 2, 80, 0, 0, TcpFlags.SYN, new byte[0]).after(100);
        pcap.tcp(2, 80, 1, 5_000, 0, 1, TcpFlags.SYN | ACK, new byte[0]).after(100);
        pcap.tcp(1, 5_000, 2, 80, 1, 1, ACK, new byte[0]).after(100);
        int again = 0;
        for (int i = 0; i < 20_000; i++) {
            pcap.after(50).tcp(2, 80, 1, 5_000, 1 + 100 * i, 1, ACK, new byte[100]);
            if (i % 500 == 250) {
                // Lost behind the capture point, and sent again after the timer.
                pcap.after(400_000).tcp(2, 80, 1, 5_000, 1 + 100 * i, 1, ACK, new byte[100]);
                again++;
            }
            pcap.after(50).tcp(1, 5_000, 2, 80, 1, 101 + 100 * i, ACK, new byte[0]);
        }
        Map<String, Object> view = view(pcap.write(folder));
        Map<?, ?> samples = samples(view, 0);
        assertTrue(((List<?>) samples.get("kind")).size() < 4_000, "" + ((List<?>) samples.get("kind")).size());
        assertEquals(again, count(samples, "timeout"));
        assertEquals(2, count(samples, "syn"));
        assertEquals(20_000, count(samples, "data"));
        assertEquals(40_003 + again, ((Number) samples.get("segments")).intValue());
        Map<?, ?> timeline = (Map<?, ?>) view.get("timeline");
        assertEquals(40_003L + again, ((List<?>) timeline.get("frames")).stream().mapToLong(n -> ((Number) n).longValue()).sum());
        assertTrue(((List<?>) ((Map<?, ?>) timeline.get("frame_times")).get("micros")).size() <= 4_096);
    }

    @Test
    void shouldChooseWhatMatters() {
        List<?> lives = (List<?>) of("sip/findings/sip_call_failed/capture.pcap").get("lives");
        assertEquals("SIP call", ((Map<?, ?>) ((Map<?, ?>) lives.get(0)).get("life")).get("explained"));
        assertEquals(1, ((List<?>) of("tcp/http-clean/capture.pcap").get("lives")).size());
    }

    @Test
    void shouldShowAnEmptyCapture() throws IOException {
        Map<String, Object> view = view(new PcapBuilder().write(folder));
        assertEquals(List.of(), view.get("lives"));
        assertEquals(0, view.get("connections_found"));
    }
}
