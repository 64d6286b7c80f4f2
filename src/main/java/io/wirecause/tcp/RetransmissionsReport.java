package io.wirecause.tcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.report.RetransmissionSummary;
import io.wirecause.tcp.report.TcpStatistics;
import io.wirecause.tcp.wireshark.WiresharkFlag;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;

/** Presents {@code analyze_tcp_retransmissions}: the retransmissions of each connection and of all together. */
final class RetransmissionsReport implements Presentation {
    /** Highest rate first; then the one with more. */
    private static final Comparator<Connection> WORST_FIRST = Comparator.comparingDouble(RetransmissionsReport::rate).reversed()
            .thenComparing(Comparator.comparingInt(Connection::retransmissions).reversed())
            .thenComparingInt(c -> c.id());

    private final RetransmissionsArguments arguments;
    private final TcpAnalysis analysis;

    RetransmissionsReport(RetransmissionsArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.analysis = new TcpAnalysis(context, TcpFilter.of(arguments.serverIp(), null));
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public String absent() {
        return analysis.totals().absent();
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        List<Connection> all = analysis.connections();
        double threshold = arguments.threshold();
        RetransmissionSummary retransmissions = RetransmissionSummary.of(all);
        List<Connection> worst = all.stream().filter(c -> c.retransmissions() > 0).sorted(WORST_FIRST).toList();
        Cursor.Part<Connection> part = Cursor.part(worst, arguments.page());
        return new Body(analysis.totals(), new RetransmissionsAnswer(retransmissions.total(), retransmissions.rate(), threshold,
                retransmissions.rate() > threshold, part.items().stream().map(RetransmissionsReport::row).toList(),
                summary(all, worst, threshold), retransmissions, TcpStatistics.wiresharkCounts(all)), part.page());
    }

    private static double rate(Connection connection) {
        return RetransmissionSummary.rate(connection.retransmissions(), connection.packets());
    }

    private static RetransmissionsAnswer.Row row(Connection c) {
        long first = LongStream.of(c.a().verdicts().firstRetransmission(), c.b().verdicts().firstRetransmission())
                .filter(f -> f > 0).min().orElse(0);
        return new RetransmissionsAnswer.Row(c.id(), c.name(), c.retransmissions(), c.packets(), rate(c),
                c.client().retransmissions(), c.server().retransmissions(), first,
                c.wireshark().counts().of(WiresharkFlag.RETRANSMISSION),
                c.wireshark().counts().of(WiresharkFlag.OUT_OF_ORDER));
    }

    private static RetransmissionsAnswer.Summary summary(List<Connection> all, List<Connection> worst, double threshold) {
        Connection first = worst.isEmpty() ? null : worst.get(0);
        return new RetransmissionsAnswer.Summary(first == null ? null : first.name(),
                first == null ? 0 : rate(first), (int) all.stream().filter(c -> rate(c) > threshold).count(), worst.size(),
                all.size());
    }
}
