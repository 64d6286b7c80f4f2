package io.wirecause.tcp;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.Tool;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.report.RetransmissionSummary;
import io.wirecause.tcp.report.TcpStatistics;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** The tool {@code analyze_tcp_retransmissions}. */
public final class RetransmissionsTool implements Tool<RetransmissionsArguments> {
    /** Highest rate first; then the one with more. */
    private static final Comparator<Connection> WORST_FIRST = Comparator.comparingDouble(RetransmissionsTool::rate).reversed()
            .thenComparing(Comparator.comparingInt(Connection::retransmissions).reversed())
            .thenComparingInt(c -> c.id());

    /** The tool. */
    public RetransmissionsTool() {
    }

    @Override
    public String name() {
        return "analyze_tcp_retransmissions";
    }

    @Override
    public String title() {
        return "TCP retransmissions";
    }

    @Override
    public String description() {
        return "How much TCP sends again, where and why: counts by connection (worst first), direction and cause (fast, timeout, tail "
                + "loss probe, spurious, SYN), told apart from reordering and duplicates by SACK, timestamps, IP IDs and ACKs, with "
                + "Wireshark's own counts beside. Compares the rate with threshold.";
    }

    @Override
    public Class<RetransmissionsArguments> arguments() {
        return RetransmissionsArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return RetransmissionsAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        return ConnectionAnalysis.findingCodes();
    }

    @Override
    public Record run(RetransmissionsArguments arguments, ToolContext call) throws UserFacingException {
        ConnectionAnalysis tracked = ConnectionAnalysis.read(call, TcpFilter.of(arguments.serverIp(), null));
        List<Connection> all = tracked.connections();
        RetransmissionSummary resending = RetransmissionSummary.of(all);
        List<Connection> worst = all.stream().filter(c -> c.retransmissions() > 0).sorted(WORST_FIRST).toList();
        Cursor.Part<Connection> part = Cursor.part(worst, arguments.cursor(), arguments.limit());
        List<Finding> findings = tracked.findings();
        return new RetransmissionsAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS),
                tracked.coverage().packetsRead(), tracked.segments(),
                Collections.singletonMap("server_ip", arguments.serverIp()), resending.total(), resending.rate(),
                arguments.threshold(), resending.rate() > arguments.threshold(),
                part.items().stream().map(c -> row(c)).toList(), summary(all, worst, arguments.threshold()), resending,
                TcpStatistics.wiresharkCounts(all), part.page(), findings.stream().map(Finding::title).toList(), findings, tracked.coverage());
    }

    private static double rate(Connection connection) {
        return ConnectionAnalysis.rate(connection.retransmissions(), connection.packets());
    }

    private static RetransmissionsAnswer.Row row(Connection c) {
        long first = LongStream.of(c.a().verdicts().firstRetransmission(), c.b().verdicts().firstRetransmission()).filter(f -> f > 0).min()
                .orElse(0);
        return new RetransmissionsAnswer.Row(c.id(), ConnectionAnalysis.name(c), c.retransmissions(), c.packets(), rate(c),
                c.client().retransmissions(), c.server().retransmissions(), first, c.wireshark().counts().of(WiresharkFlag.RETRANSMISSION),
                c.wireshark().counts().of(WiresharkFlag.OUT_OF_ORDER));
    }

    private static RetransmissionsAnswer.Summary summary(List<Connection> all, List<Connection> worst, double threshold) {
        Connection first = worst.isEmpty() ? null : worst.get(0);
        return new RetransmissionsAnswer.Summary(first == null ? null : ConnectionAnalysis.name(first),
                first == null ? 0 : rate(first), (int) all.stream().filter(c -> rate(c) > threshold).count(), worst.size(),
                all.size());
    }
}
