package io.pcaplens.tcp;

import io.pcaplens.analysis.Call;
import io.pcaplens.analysis.CaptureFindingCode;
import io.pcaplens.analysis.CaptureFindings;
import io.pcaplens.analysis.Cursor;
import io.pcaplens.analysis.Pass;
import io.pcaplens.analysis.Tool;
import io.pcaplens.report.Coverage;
import io.pcaplens.report.Finding;
import io.pcaplens.report.FindingCode;
import io.pcaplens.report.Problem;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

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
        return java.util.stream.Stream.concat(java.util.Arrays.stream(TcpFindingCode.values()),
                java.util.Arrays.stream(CaptureFindingCode.values()).filter(c -> c != CaptureFindingCode.CAPTURE_MISSED_PACKETS)).toList();
    }

    @Override
    public Record run(ConnectionsArguments arguments, Call call) throws Problem {
        TcpTracker tracker = new TcpTracker(call.limits().maxConnections());
        Pass.Reading reading = Pass.read(call, List.of(tracker));
        Coverage coverage = reading.coverage();
        List<String> notes = new ArrayList<>();
        List<Connection> chosen = ServerFilter.of(arguments.serverIp(), arguments.serverPort()).apply(tracker.connections(), notes);
        if (tracker.untracked() > 0) {
            notes.add(tracker.untracked() + " segments belong to connections beyond the limit of " + call.limits().maxConnections()
                    + " and are counted only.");
        }
        List<Finding> findings = Findings.of(chosen, CaptureFindings.of(reading));
        List<Connection> worstFirst = chosen.stream().sorted(WORST_FIRST).toList();
        Cursor.Part<Connection> part = Cursor.part(worstFirst, arguments.cursor(), arguments.limit());
        return new ConnectionsAnswer(call.file(), Instant.now().truncatedTo(ChronoUnit.SECONDS), coverage.packetsRead(),
                tracker.segments(), filter(arguments), summary(chosen),
                part.items().stream().map(c -> ConnectionRecord.of(c, arguments.detailed())).toList(),
                part.page(), findings.stream().map(Finding::title).toList(), findings, coverage.withNotes(notes));
    }

    /** Failed before reset before lossy before healthy; then the one with more segments. */
    private static final Comparator<Connection> WORST_FIRST = Comparator.comparingInt(ConnectionsTool::badness).reversed()
            .thenComparing(Comparator.comparingInt(Connection::retransmissions).reversed())
            .thenComparing(Comparator.comparingLong(Connection::packets).reversed())
            .thenComparingInt(c -> c.id);

    private static int badness(Connection c) {
        return switch (c.state()) {
            case REFUSED, SYN_SENT, SYN_RECEIVED -> 3;
            case RESET -> 2;
            default -> c.retransmissions() > 0 ? 1 : 0;
        };
    }

    private static Map<String, Object> filter(ConnectionsArguments arguments) {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("server_ip", arguments.serverIp());
        filter.put("server_port", arguments.serverPort());
        return filter;
    }

    private static ConnectionsAnswer.Summary summary(List<Connection> all) {
        int seen = count(all, Connection::handshakeSeen);
        int inferred = count(all, Connection::handshakeEvident);
        return new ConnectionsAnswer.Summary(all.size(), seen,
                count(all, c -> c.a.syns + c.b.syns > 0 && !c.handshakeSeen() && !c.handshakeEvident()), inferred, seen + inferred,
                count(all, c -> c.state() == ConnectionState.RESET || c.state() == ConnectionState.REFUSED),
                count(all, c -> c.state() == ConnectionState.CLOSED),
                count(all, c -> !c.state().isEnd() && (c.handshakeSeen() || c.handshakeEvident())));
    }

    private static int count(List<Connection> all, Predicate<Connection> what) {
        return (int) all.stream().filter(what).count();
    }
}
