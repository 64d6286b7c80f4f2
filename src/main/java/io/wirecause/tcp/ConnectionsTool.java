package io.wirecause.tcp;

import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.Cursor;
import io.wirecause.analysis.Tool;
import io.wirecause.report.FindingCode;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.report.ConnectionRecord;
import io.wirecause.tcp.report.TcpStatistics;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;

/** The tool {@code analyze_tcp_connections}. */
public final class ConnectionsTool implements Tool<ConnectionsArguments> {
    /** The tool. */
    public ConnectionsTool() {
    }

    @Override
    public String name() {
        return "analyze_tcp_connections";
    }

    @Override
    public String title() {
        return "TCP connections";
    }

    @Override
    public String description() {
        return "Start here for TCP: why connections fail, stall or break. Gives each TCP connection's state, handshake, close, resets "
                + "and retransmissions, worst first, with findings that cite frames and a Wireshark display filter. Filter by "
                + "server_ip and server_port; ask for more with limit and cursor. Not for DNS, DHCP, ICMP or SIP content.";
    }

    @Override
    public Class<ConnectionsArguments> arguments() {
        return ConnectionsArguments.class;
    }

    @Override
    public Class<? extends Record> answer() {
        return ConnectionsAnswer.class;
    }

    @Override
    public List<? extends FindingCode> findingCodes() {
        return ConnectionAnalysis.findingCodes();
    }

    @Override
    public Record run(ConnectionsArguments arguments, ToolContext call) throws UserFacingException {
        ConnectionAnalysis tracked = ConnectionAnalysis.read(call, TcpFilter.of(arguments.serverIp(), arguments.serverPort()));
        Cursor.Part<Connection> part = Cursor.part(tracked.connections(), WORST_FIRST, arguments.cursor(), arguments.limit());
        return new ConnectionsAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS), tracked.coverage().packetsRead(),
                tracked.segments(), ConnectionAnalysis.asked(arguments.serverIp(), arguments.serverPort()),
                summary(tracked.connections()),
                part.items().stream().map(c -> ConnectionRecord.of(c, arguments.detailed())).toList(), part.page(),
                tracked.issues(), tracked.findings(), tracked.coverage());
    }

    /** Failed before reset before lossy before healthy; then the one with more segments. */
    private static final Comparator<Connection> WORST_FIRST = Comparator.comparingInt(ConnectionsTool::badness).reversed()
            .thenComparing(Comparator.comparingInt(Connection::retransmissions).reversed())
            .thenComparing(Comparator.comparingLong(Connection::packets).reversed())
            .thenComparingInt(c -> c.id());

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
            boolean established = c.isEstablished();
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
