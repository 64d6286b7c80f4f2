package io.wirecause.mcp.call;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.catalog.Catalog;
import io.wirecause.mcp.options.ServerOptions;
import io.wirecause.report.UserFacingException;
import io.wirecause.testing.TestCaptures;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CallWatchTest {
    private static final int PCAP_HEADER = 24;
    private static final long BYTES = 32L << 20;
    @TempDir
    Path folder;

    private record Told(double progress, Double total, String message) {
    }

    @Test
    void shouldTellRisingProgressOverStepsAFewTimesASecond() throws Exception {
        List<Told> told = new ArrayList<>();
        CallWatch watch = new CallWatch(Duration.ofMinutes(1),
                (progress, total, message) -> told.add(new Told(progress, total, message)));
        long start = System.nanoTime();
        for (int i = 1; i <= 400; i++) {
            watch.reached(i, -1);
            Thread.sleep(1);
        }
        for (int i = 1; i <= 400; i++) {
            watch.reached(i, 400, i * 2L);
            Thread.sleep(1);
        }
        long most = (System.nanoTime() - start) / 250_000_000L + 2;
        assertTrue(told.size() >= 2 && told.size() <= most, told.size() + " of at most " + most);
        for (int i = 1; i < told.size(); i++) {
            assertTrue(told.get(i).progress > told.get(i - 1).progress, told.toString());
        }
        assertNull(told.get(0).total);
        Told last = told.get(told.size() - 1);
        assertEquals(800, last.total);
        assertEquals(800, last.progress, "the end is told however soon after the news before it");
        assertTrue(last.message.startsWith("Analysing: ") && last.message.endsWith(" of 400 bytes"), last.message);
    }

    @Test
    void shouldStopACallThatIsOutOfTime() throws Exception {
        CallWatch watch = new CallWatch(Duration.ofMillis(30), CallWatch.News.NONE);
        watch.reached(1, 2, 1);
        Thread.sleep(50);
        assertTrue(assertThrows(UserFacingException.class, () -> watch.reached(2, 2)).getMessage()
                .contains("longer than the time limit"));
        watch.start();
        watch.reached(2, 2);
    }

    /** Counted, not timed: how fast a machine is that runs tests is nobody's promise. docs/performance.md has the times. */
    @Test
    void shouldStopTheAnalysisOfALargeCaptureAtTheReportAfterItsCancellation() throws Exception {
        Path large = largeCapture();
        List<String> told = new ArrayList<>();
        CallWatch[] watch = new CallWatch[1];
        watch[0] = new CallWatch(Duration.ofMinutes(5), (progress, total, message) -> {
            told.add(message);
            if (told.size() == 2) {
                watch[0].cancel();
            }
        }, Duration.ZERO, new ComputePlaces(1), "");
        try (ToolService service = new ToolService(Catalog.TOOLS, ServerOptions.DEFAULT)) {
            CallOutcome outcome = service.call(service.tools().get(0), Map.of("pcap_file", large.toString()), List.of(),
                    watch[0]);
            assertEquals("The call was cancelled.", outcome.failure());
        }
        assertEquals(2, told.size(), told.toString());
        long between = packets(told.get(1)) - packets(told.get(0));
        assertTrue(between > 0 && between <= 10_000, told.toString());
    }

    private static long packets(String message) {
        assertTrue(message.matches("Analysing: [0-9,]+ packets, .*"), message);
        return Long.parseLong(message.substring("Analysing: ".length(), message.indexOf(" packets")).replace(",", ""));
    }

    /** One small capture again and again. */
    private Path largeCapture() throws IOException {
        byte[] once = Files.readAllBytes(TestCaptures.of("tcp/http-clean"));
        byte[] frames = Arrays.copyOfRange(once, PCAP_HEADER, once.length);
        Path large = folder.resolve("large.pcap");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(large), 1 << 20)) {
            out.write(once, 0, PCAP_HEADER);
            for (long written = 0; written < BYTES; written += frames.length) {
                out.write(frames);
            }
        }
        return large;
    }
}
