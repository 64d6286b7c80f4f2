package io.pcaplens.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.pcaplens.catalog.Catalog;
import io.pcaplens.report.Problem;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class CallWatchTest {
    private static final int PCAP_HEADER = 24;
    private static final long BYTES = 256L << 20;
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
        long most = (System.nanoTime() - start) / 250_000_000L + 1;
        assertTrue(told.size() >= 2 && told.size() <= most, told.size() + " of at most " + most);
        for (int i = 1; i < told.size(); i++) {
            assertTrue(told.get(i).progress > told.get(i - 1).progress, told.toString());
        }
        assertNull(told.get(0).total);
        Told last = told.get(told.size() - 1);
        assertEquals(800, last.total);
        assertTrue(last.message.startsWith("Analysing: ") && last.message.endsWith(" of 400 bytes"), last.message);
    }

    @Test
    void shouldStopACallThatIsOutOfTime() throws Exception {
        CallWatch watch = new CallWatch(Duration.ofMillis(30), CallWatch.News.NONE);
        watch.reached(1, 2, 1);
        Thread.sleep(50);
        assertTrue(assertThrows(Problem.class, () -> watch.reached(2, 2)).getMessage().contains("longer than the time limit"));
        watch.start();
        watch.reached(2, 2);
    }

    /** The promise is 200 ms; the best of three, because other programs share the machine that tests run on. */
    @Test
    void shouldStopTheAnalysisOfALargeCaptureWithin200MillisecondsOfItsCancellation() throws Exception {
        Path large = largeCapture();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < 3; i++) {
            best = Math.min(best, nanosToStop(large));
        }
        assertTrue(best < 200_000_000, best / 1000 + " us");
    }

    private static long nanosToStop(Path capture) throws Exception {
        CountDownLatch working = new CountDownLatch(1);
        CallWatch watch = new CallWatch(Duration.ofMinutes(5), (progress, total, message) -> working.countDown());
        try (Toolbox toolbox = new Toolbox(Catalog.TOOLS, ServerOptions.DEFAULT)) {
            FutureTask<CallOutcome> call = new FutureTask<>(() -> toolbox.call(toolbox.tools().get(0),
                    Map.of("pcap_file", capture.toString()), watch));
            new Thread(call).start();
            assertTrue(working.await(60, TimeUnit.SECONDS));
            long start = System.nanoTime();
            watch.cancel();
            assertEquals("The call was cancelled.", call.get().failure());
            return System.nanoTime() - start;
        }
    }

    /** One small capture again and again. */
    private Path largeCapture() throws IOException {
        byte[] once = Files.readAllBytes(Path.of("testdata", "http-clean.pcap"));
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
