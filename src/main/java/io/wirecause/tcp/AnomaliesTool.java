package io.wirecause.tcp;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.Tool;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.report.TcpPattern;
import io.wirecause.tcp.report.TcpStatistics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The tool {@code analyze_tcp_anomalies}. */
public final class AnomaliesTool implements Tool<AnomaliesArguments> {
    /** The tool. */
    public AnomaliesTool() {
    }

    @Override
    public String name() {
        return "analyze_tcp_anomalies";
    }

    @Override
    public String title() {
        return "TCP anomalies";
    }

    @Override
    public String description() {
        return "TCP over the whole capture in counts: handshakes completed and failed, flags, who resets (client or server, host, "
                + "before or after the close), retransmissions, states, and the patterns in them. Use it to compare a capture with a "
                + "good one; for single connections use analyze_tcp_connections.";
    }

    @Override
    public Class<AnomaliesArguments> arguments() {
        return AnomaliesArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return AnomaliesAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        return ConnectionAnalysis.findingCodes();
    }

    @Override
    public Record run(AnomaliesArguments arguments, ToolContext call) throws UserFacingException {
        ConnectionAnalysis tracked = ConnectionAnalysis.read(call,
                TcpFilter.of(arguments.serverIp(), arguments.serverPort()));
        List<TcpPattern> patterns = TcpPattern.of(tracked.connections());
        Map<String, Integer> byCategory = new LinkedHashMap<>();
        patterns.forEach(pattern -> byCategory.merge(pattern.category(), 1, Integer::sum));
        List<Finding> findings = tracked.findings();
        return new AnomaliesAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS),
                tracked.coverage().packetsRead(), tracked.segments(),
                ConnectionAnalysis.asked(arguments.serverIp(), arguments.serverPort()),
                TcpStatistics.of(tracked.connections()), patterns,
                new AnomaliesAnswer.Summary(patterns.size(), byCategory, patterns.stream().map(TcpPattern::description).toList()),
                findings.stream().map(Finding::title).toList(), findings, tracked.coverage());
    }
}
