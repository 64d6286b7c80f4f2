package io.wirecause.tcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.report.ConnectionRecord;
import io.wirecause.tcp.report.TcpStatistics;
import java.util.Comparator;
import java.util.List;

/** Presents {@code analyze_tcp_connections}: the connections, worst first. */
final class ConnectionsReport implements Presentation {
    /** Failed before reset before lossy before healthy; then the one with more segments. */
    private static final Comparator<Connection> WORST_FIRST = Comparator.comparingInt(ConnectionsReport::badness).reversed()
            .thenComparing(Comparator.comparingInt(Connection::retransmissions).reversed())
            .thenComparing(Comparator.comparingLong(Connection::packets).reversed())
            .thenComparingInt(c -> c.id());

    private final ConnectionsArguments arguments;
    private final TcpAnalysis analysis;

    ConnectionsReport(ConnectionsArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.analysis = new TcpAnalysis(context, TcpFilter.of(arguments.server()));
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
        Cursor.Part<Connection> part = Cursor.part(analysis.connections(), WORST_FIRST, arguments.page());
        return new Body(analysis.totals(), new ConnectionsAnswer(summary(analysis.connections()),
                part.items().stream().map(c -> ConnectionRecord.of(c, arguments.detailed())).toList()), part.page());
    }

    private static int badness(Connection c) {
        return switch (c.state()) {
            case REFUSED, SYN_SENT, SYN_RECEIVED -> 3;
            case RESET -> 2;
            default -> c.retransmissions() > 0 ? 1 : 0;
        };
    }

    private static ConnectionsAnswer.Summary summary(List<Connection> all) {
        int seen = 0;
        int inferred = 0;
        int failed = 0;
        int reset = 0;
        int closed = 0;
        int active = 0;
        // One look at each, for all counts: with hundreds of thousands a look waits for memory.
        for (Connection c : all) {
            ConnectionState state = c.state();
            boolean established = c.handshakeSeen() || c.handshakeEvident();
            seen += c.handshakeSeen() ? 1 : 0;
            inferred += established && !c.handshakeSeen() ? 1 : 0;
            failed += TcpStatistics.failed(c) ? 1 : 0;
            reset += state == ConnectionState.RESET || state == ConnectionState.REFUSED ? 1 : 0;
            closed += state == ConnectionState.CLOSED ? 1 : 0;
            active += !state.isEnd() && established ? 1 : 0;
        }
        return new ConnectionsAnswer.Summary(all.size(), seen, failed, inferred, seen + inferred, reset, closed, active);
    }
}
