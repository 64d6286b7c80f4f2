package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.CaptureArguments;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.PageArguments;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.findings.TcpFindings;
import io.wirecause.testing.Answered;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A capture for each finding and healthy ones, which must raise no alarm. */
class TcpFindingsTest {
    static List<Path> troubled() {
        return TestCaptures.in("tcp/findings");
    }

    static List<Path> healthy() {
        return TestCaptures.in("tcp/healthy");
    }

    private static Answered<ConnectionsAnswer> answer(Path file) throws Exception {
        try (Capture capture = Capture.open(file)) {
            return Answered.of(ConnectionsAnswer.class, ConnectionsTool.TOOL,
                    new ConnectionsArguments(new CaptureArguments(file.toString()), new ServerArguments(null, null), false,
                    new PageArguments(10, null)),
                    new ToolContext(file.toString(), capture, Limits.DEFAULT, ProgressListener.NONE));
        }
    }

    @ParameterizedTest
    @MethodSource("troubled")
    void shouldNameTheTroubleFirstAndNoOtherError(Path capture) throws Exception {
        Answered<ConnectionsAnswer> answer = answer(capture);
        List<Finding> findings = answer.findings();
        assertFalse(findings.isEmpty());
        Finding first = findings.get(0);
        assertEquals(TestCaptures.code(capture), first.code(), findings::toString);
        assertTrue(findings.stream().skip(1).noneMatch(other -> other.severity() == Severity.ERROR), findings::toString);
        assertTrue(answer.issues().get(0).contains(first.title()));
        assertFalse(first.frames().isEmpty());
        assertTrue(first.frames().stream().allMatch(frame -> frame >= 1 && frame <= answer.totalPackets() + 1), first::toString);
        assertFalse(first.displayFilter().isBlank());
    }

    @ParameterizedTest
    @MethodSource("healthy")
    void shouldRaiseNoAlarmWhenAllIsWell(Path capture) throws Exception {
        List<Finding> findings = answer(capture).findings();
        assertTrue(findings.stream().allMatch(finding -> finding.severity() == Severity.NOTE), findings::toString);
    }

    @ParameterizedTest
    @MethodSource({"troubled", "healthy"})
    void shouldFindTheSameWhenRulesLookAtConnectionsThatAreNotNotableToo(Path file) throws Exception {
        TcpAnalyzer tracker = new TcpAnalyzer(Limits.DEFAULT.maxConnections(), null);
        try (Capture capture = Capture.open(file)) {
            ToolContext call = new ToolContext(file.toString(), capture, Limits.DEFAULT, ProgressListener.NONE);
            Pass.run(call, List.of(tracker));
            CancellableList<Connection> all = new CancellableList<>(tracker.connections(), call, 0);
            assertEquals(TcpFindings.of(all, all, tracker.lastTime()), TcpFindings.of(all, tracker.lastTime()));
        }
    }
}
