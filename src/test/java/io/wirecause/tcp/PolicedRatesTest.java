package io.wirecause.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.wirecause.analysis.CancellableList;
import io.wirecause.analysis.Limits;
import io.wirecause.analysis.ProgressListener;
import io.wirecause.analysis.ToolContext;
import io.wirecause.capture.Capture;
import io.wirecause.report.Finding;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.findings.TcpFindings;
import io.wirecause.testing.TestCaptures;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Losses above a steady rate, and losses on a link that is as steady. */
class PolicedRatesTest {
    private static List<Finding> findings(String scenario) throws Exception {
        Path file = TestCaptures.of("tcp/findings/" + scenario);
        List<Connection> all = SegmentFile.connections(file);
        long end = all.stream().mapToLong(Connection::lastTime).max().orElseThrow();
        try (Capture capture = Capture.open(file)) {
            ToolContext call = new ToolContext(file.toString(), capture, Limits.DEFAULT, ProgressListener.NONE);
            return TcpFindings.of(new CancellableList<>(all, call, 0), end);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_policed", "rate_policed-receiver"})
    void shouldNameAPolicerAndItsRateFromBothEnds(String scenario) throws Exception {
        Finding first = findings(scenario).get(0);
        assertEquals("rate_policed", first.code());
        double rate = Double.parseDouble(first.detail().substring(0, first.detail().indexOf(' ')));
        assertTrue(rate > 1.8 && rate < 2.1, first.detail());
        assertTrue(findings(scenario).stream().noneMatch(f -> f.code().equals("packet_loss")));
    }

    @Test
    void shouldNotNameALinkWithAShortQueueSo() throws Exception {
        assertEquals("packet_loss", findings("packet_loss-short_queue").get(0).code());
    }

    @Test
    void shouldNotNameRandomLossesSo() throws Exception {
        assertTrue(findings("packet_loss").stream().noneMatch(f -> f.code().equals("rate_policed")));
    }
}
