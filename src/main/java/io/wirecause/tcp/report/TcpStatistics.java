package io.wirecause.tcp.report;

import io.wirecause.flow.RoleBasis;
import io.wirecause.report.Describe;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.wireshark.WiresharkFlagCounts;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** A set of connections, counted. */
public record TcpStatistics(
        @Describe("Connections") int totalConnections,
        @Describe("Their segments") long totalPackets,
        @Describe("How connections began") Handshake handshake,
        @Describe("Segments by flag: syn without ACK, syn_ack, ack without SYN and RST, rst, fin") Map<String, Long> flags,
        @Describe("Who resets") RstDistribution rstDistribution,
        @Describe("Retransmitted segments, by cause, evidence and direction") RetransmissionSummary retransmissions,
        @Describe("Connections by state after their last segment") Map<String, Long> connectionStates,
        @Describe("Segments by Wireshark's flag (display filter tcp.analysis.*)") Map<String, Long> wireshark) {

    /** Hosts and connections listed at most. */
    private static final int LISTED = 10;

    /** How connections began. */
    public record Handshake(
            @Describe("SYN, SYN-ACK and the ACK of it were all seen") long successful,
            @Describe("A SYN was seen and the connection was not established") long failed,
            @Describe("Of the failed ones: a SYN-ACK that the client never acknowledged") long incomplete,
            @Describe("Of the failed ones: no answer to the SYN") long unanswered,
            @Describe("Of the failed ones: the SYN was answered by a RST") long refused,
            @Describe("Established although the handshake was not fully captured, as the traffic shows") long inferred,
            @Describe("SYN segments without ACK") long synCount,
            @Describe("SYN-ACK segments") long synAckCount,
            @Describe("ACKs of a SYN-ACK that completed a handshake") long ackCount) {
    }

    /** Who resets. */
    public record RstDistribution(
            @Describe("RST segments by sending address, the " + LISTED + " with most") Map<String, Long> bySource,
            @Describe("Addresses that sent a RST") int sources,
            @Describe("RST segments by the sender's role: client, server") Map<String, Long> byRole,
            @Describe("RST segments to_server and from_server; unknown where it is not sure who is the server")
            Map<String, Long> byDirection,
            @Describe("Connections by their first RST: refused, before_close, after_close") Map<String, Long> byTime,
            @Describe("The first " + LISTED + " connections with a RST") List<WithRst> connectionsWithRst,
            @Describe("Connections with a RST") int connectionsWithRstCount) {
    }

    /** A connection with a RST. */
    public record WithRst(
            @Describe("Wireshark's tcp.stream") int id,
            @Describe("Client and server, address and port") String connection,
            @Describe("RST segments of the client") int clientRsts,
            @Describe("RST segments of the server") int serverRsts,
            @Describe("First RST, Wireshark's number") long firstRstFrame) {
    }

    public static TcpStatistics of(List<Connection> all) {
        return new TcpStatistics(all.size(), sum(all, Connection::packets), handshake(all), flags(all), resets(all),
                RetransmissionSummary.of(all), states(all), wiresharkCounts(all));
    }

    /** Whether a SYN was seen, but neither its handshake nor traffic that proves one. */
    public static boolean failed(Connection c) {
        return c.hasFailed();
    }

    /** Segments of these connections by Wireshark's flag; flags without a segment are left out. */
    public static Map<String, Long> wiresharkCounts(List<Connection> all) {
        return WiresharkFlagCounts.totals(() -> all.stream().map(c -> c.wireshark().counts()).iterator());
    }

    private static Handshake handshake(List<Connection> all) {
        long seen = 0;
        long evident = 0;
        long failed = 0;
        Map<ConnectionState, Long> failedIn = new EnumMap<>(ConnectionState.class);
        long syns = 0;
        long synAcks = 0;
        // One pass for all counts: with hundreds of thousands of connections each access waits for memory.
        for (Connection c : all) {
            seen += c.handshakeSeen() ? 1 : 0;
            evident += c.handshakeEvident() ? 1 : 0;
            if (failed(c)) {
                failed++;
                failedIn.merge(c.state(), 1L, Long::sum);
            }
            syns += c.a().syns() + c.b().syns();
            synAcks += c.a().synAcks() + c.b().synAcks();
        }
        return new Handshake(seen, failed, failedIn.getOrDefault(ConnectionState.SYN_RECEIVED, 0L),
                failedIn.getOrDefault(ConnectionState.SYN_SENT, 0L), failedIn.getOrDefault(ConnectionState.REFUSED, 0L), evident,
                syns, synAcks, seen);
    }

    private static Map<String, Long> flags(List<Connection> all) {
        Map<String, Long> flags = new LinkedHashMap<>();
        flags.put("syn", sum(all, c -> c.a().syns() + c.b().syns()));
        flags.put("syn_ack", sum(all, c -> c.a().synAcks() + c.b().synAcks()));
        flags.put("ack", sum(all, c -> c.a().acks() + c.b().acks()));
        flags.put("rst", sum(all, c -> c.a().rsts() + c.b().rsts()));
        flags.put("fin", sum(all, c -> c.a().fins() + c.b().fins()));
        return flags;
    }

    private static RstDistribution resets(List<Connection> all) {
        List<Connection> reset = all.stream().filter(c -> c.termination().resetBy() != null).toList();
        Map<String, Long> hosts = new TreeMap<>();
        for (Connection c : reset) {
            for (EndpointState side : List.of(c.a(), c.b())) {
                if (side.rsts() > 0) {
                    hosts.merge(c.endpoint(side).address(), (long) side.rsts(), Long::sum);
                }
            }
        }
        Map<String, Long> most = hosts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())).limit(LISTED)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (x, y) -> x, LinkedHashMap::new));
        List<Connection> sure = reset.stream().filter(c -> c.roleBasis() != RoleBasis.FIRST_PACKET).toList();
        long toServer = sum(sure, c -> c.client().rsts());
        long fromServer = sum(sure, c -> c.server().rsts());
        return new RstDistribution(most, hosts.size(),
                counts("client", sum(reset, c -> c.client().rsts()), "server", sum(reset, c -> c.server().rsts())),
                counts("to_server", toServer, "from_server", fromServer, "unknown",
                        sum(reset, c -> c.a().rsts() + c.b().rsts()) - toServer - fromServer),
                counts("refused", count(reset, TcpStatistics::refused),
                        "before_close", count(reset, c -> !refused(c) && c.termination().resetBeforeClose()),
                        "after_close", count(reset, c -> !refused(c) && !c.termination().resetBeforeClose())),
                reset.stream().limit(LISTED).map(c -> new WithRst(c.id(), c.name(), c.client().rsts(),
                        c.server().rsts(), c.termination().resetFrame())).toList(), reset.size());
    }

    private static boolean refused(Connection c) {
        return c.state() == ConnectionState.REFUSED;
    }

    private static Map<String, Long> states(List<Connection> all) {
        Map<String, Long> states = new LinkedHashMap<>();
        Map<ConnectionState, Long> byState = new EnumMap<>(ConnectionState.class);
        all.forEach(c -> byState.merge(c.state(), 1L, Long::sum));
        byState.forEach((state, count) -> states.put(state.label(), count));
        return states;
    }

    private static Map<String, Long> counts(Object... namesAndCounts) {
        Map<String, Long> counts = new LinkedHashMap<>();
        for (int i = 0; i < namesAndCounts.length; i += 2) {
            counts.put((String) namesAndCounts[i], (Long) namesAndCounts[i + 1]);
        }
        return counts;
    }

    private static long count(List<Connection> all, Predicate<Connection> what) {
        return all.stream().filter(what).count();
    }

    private static long sum(List<Connection> all, ToLongFunction<Connection> what) {
        return all.stream().mapToLong(what).sum();
    }
}
