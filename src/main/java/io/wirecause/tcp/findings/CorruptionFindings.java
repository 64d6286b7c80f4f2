package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Segments that the path damages. */
final class CorruptionFindings {
    private final List<Connection> connections;
    private final TcpFindingList list;

    CorruptionFindings(List<Connection> connections, TcpFindingList list) {
        this.connections = connections;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return isCorrupted(c.a()) || isCorrupted(c.b());
    }

    /** Where most checksums are wrong, somebody leaves them to a network card in a way that is not known here. */
    private static boolean isCorrupted(EndpointState side) {
        int bad = EndpointAnomalies.checksumsBad(side);
        return bad > 0 && 2 * bad < EndpointAnomalies.checksumsVerified(side);
    }

    void add() {
        List<Connection> hit = connections.stream().filter(c -> isCorrupted(c.a()) || isCorrupted(c.b())).toList();
        List<EndpointState> sides = hit.stream().flatMap(c -> Stream.of(c.a(), c.b())).filter(CorruptionFindings::isCorrupted)
                .toList();
        long bad = sides.stream().mapToLong(EndpointAnomalies::checksumsBad).sum();
        long verified = sides.stream().mapToLong(EndpointAnomalies::checksumsVerified).sum();
        String senders = hit.stream().flatMap(c -> Stream.of(c.a(), c.b()).filter(CorruptionFindings::isCorrupted)
                .map(side -> c.endpoint(side).address())).distinct().limit(3).collect(Collectors.joining(", "));
        list.add(new Rule(TcpFindingCode.CORRUPTED_SEGMENT, Severity.WARNING, Confidence.HIGH,
                        "tcp.checksum.status == \"Bad\" || " + TcpFindingList.FRAMES,
                        "Look for a broken cable, network card, memory or a device that rewrites packets between the sender and "
                                + "the capture point; error counters of switches and hosts show where.",
                        "Checksums are verified only where a receiver has asked for something again, so there may be more."),
                hit, TcpFindingList.count(hit) + " with segments damaged on the way", bad + " of " + verified
                        + " segments verified have a wrong TCP checksum, sent by " + senders
                        + ": receivers drop such segments unread; " + TcpFindingList.servers(hit),
                c -> EndpointAnomalies.firstBadFrame(isCorrupted(c.a()) ? c.a() : c.b()));
    }
}
