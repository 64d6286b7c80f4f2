package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.CaptureFindings;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.corpus.Corpus;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionWorkers;
import io.wirecause.tcp.findings.TcpFindings;
import io.wirecause.tcp.report.ConnectionRecord;
import io.wirecause.tcp.report.TcpPattern;
import io.wirecause.tcp.report.TcpStatistics;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However many threads follow the connections, the answers are those of one. */
class ConnectionWorkersTest {
    private static final Path DOWNLOAD = TestCaptures.of("tcp/healthy/large_download");

    @TempDir
    Path folder;

    @AfterEach
    void shouldLeaveNoThreadBehind() {
        assertFalse(Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals("tcp-worker")));
    }

    /** All that the tools can tell of a capture, as text. */
    private static String answer(Path file, int threads, int inlineSegments) throws Exception {
        try (Capture capture = Capture.open(file);
                TcpAnalyzer tracker = TcpAnalyzer.shared(Limits.DEFAULT.maxConnections(), threads, inlineSegments)) {
            Pass.Reading reading = Pass.run(call(capture, ProgressListener.NONE), List.of(tracker));
            tracker.finish();
            CancellableList<Connection> all = new CancellableList<>(tracker.connections(), call(capture, ProgressListener.NONE),
                    0);
            return Stream.of(List.of(tracker.segments(), tracker.untracked(), reading.coverage(), TcpStatistics.of(all),
                    TcpFindings.of(all, tracker.lastTime()), CaptureFindings.of(reading), TcpPattern.of(all)),
                    all.stream().map(c -> ConnectionRecord.of(c, true)).toList()).flatMap(List::stream).map(String::valueOf)
                    .collect(Collectors.joining("\n"));
        }
    }

    private static ToolContext call(Capture capture, ProgressListener watch) {
        return new ToolContext("capture", capture, Limits.DEFAULT, watch);
    }

    private static void assertSameAnswers(Path file) throws Exception {
        String alone = answer(file, 1, 0);
        assertEquals(alone, answer(file, 2, 0), () -> file + " with one follower");
        assertEquals(alone, answer(file, 4, 7), () -> file + " with three workers from the eighth segment on");
    }

    @Test
    void shouldAnswerTheSameWhenSeveralThreadsFollow() throws Exception {
        int captures = 0;
        for (Path file : TestCaptures.plain()) {
            assertSameAnswers(file);
            captures++;
        }
        assertTrue(captures > 50, captures + " captures");
    }

    @Test
    void shouldAnswerTheSameOverTheCorpus() throws Exception {
        int captures = 0;
        for (Path capture : Corpus.captures()) {
            Path file = Corpus.plain(capture, folder);
            try {
                Capture.open(file).close();
            } catch (UserFacingException e) {
                continue;
            }
            assertSameAnswers(file);
            captures++;
        }
        assertTrue(captures > 1_000, captures + " captures");
    }

    @Test
    void shouldBreakOffWhenTheCallIsStopped() throws Exception {
        UserFacingException stop = new UserFacingException("stopped");
        try (Capture capture = Capture.open(DOWNLOAD); TcpAnalyzer tracker = TcpAnalyzer.shared(10, 3, 0)) {
            assertSame(stop, assertThrows(UserFacingException.class, () -> Pass.run(call(capture, (done, total, packets) -> {
                throw stop;
            }), List.of(tracker))));
        }
    }

    @Test
    void shouldKeepToItsLimitOfConnectionsWhenSeveralThreadsFollow() throws Exception {
        for (Path file : TestCaptures.in("tcp/findings")) {
            try (Capture capture = Capture.open(file); TcpAnalyzer tracker = TcpAnalyzer.shared(2, 3, 0)) {
                Pass.run(call(capture, ProgressListener.NONE), List.of(tracker));
                tracker.finish();
                assertTrue(tracker.connections().size() <= 2);
                assertEquals(tracker.segments(), tracker.untracked()
                        + tracker.connections().stream().mapToLong(Connection::packets).sum(), file.toString());
            }
        }
    }

    /** A segment without a connection stands for a defect: it must end the call, not block it. */
    @Test
    void shouldThrowOnceWhatFailedOnAnotherThread() {
        try (ConnectionWorkers workers = new ConnectionWorkers(2, 0)) {
            for (int i = 0; i < 10_000; i++) {
                workers.next(i);
                workers.take(null);
            }
            assertThrows(NullPointerException.class, workers::finish);
        }
    }
}
