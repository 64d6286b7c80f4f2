package io.wirecause.tcp.findings;

import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * SYNs answered from another address or port than they were sent to: the SYN-ACK acknowledges just this SYN and goes to the port
 * that sent it, but the client knows no such peer.
 */
final class AnsweredElsewhere {
    private static final int PAIRS_NAMED = 2;

    private final List<Connection> connections;
    private final List<Connection> answering;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /** Looks for what answers these connections among others, which a filter by server may have left out. */
    AnsweredElsewhere(List<Connection> connections, List<Connection> answering, CoveredConnections covered,
            TcpFindingList list) {
        this.connections = connections;
        this.answering = answering;
        this.covered = covered;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return isAsking(c) || isLoneAnswer(c);
    }

    private static boolean isAsking(Connection c) {
        return c.hasFailed() && c.server().synAcks() == 0;
    }

    private static boolean isLoneAnswer(Connection c) {
        return c.server().synAcks() > 0 && c.client().syns() == 0 && !c.isEstablished();
    }

    void add() {
        Map<FlowKey.Endpoint, List<Connection>> answers = answering.stream()
                .filter(c -> !covered.contains(c) && isLoneAnswer(c)).collect(Collectors.groupingBy(Connection::clientEnd));
        if (answers.isEmpty()) {
            return;
        }
        List<Connection> asked = new ArrayList<>();
        Map<Connection, Connection> found = new HashMap<>();
        for (Connection c : connections) {
            if (!covered.contains(c) && isAsking(c)) {
                answers.getOrDefault(c.clientEnd(), List.of()).stream().filter(answer -> answersTo(c, answer)).findFirst()
                        .ifPresent(answer -> {
                            asked.add(c);
                            found.put(c, answer);
                        });
            }
        }
        tell(asked, found);
    }

    /** By all 32 bits of the number that the client chose. */
    private static boolean answersTo(Connection asking, Connection answer) {
        return answer.firstTime() >= asking.firstTime() && asking.client().acknowledgedBy(answer.server()) == 1;
    }

    private void tell(List<Connection> asked, Map<Connection, Connection> found) {
        List<Connection> both = new ArrayList<>();
        asked.forEach(c -> both.addAll(List.of(c, found.get(c))));
        covered.addAll(both);
        long reset = asked.stream().filter(c -> found.get(c).client().rsts() > 0).count();
        list.add(new Rule(TcpFindingCode.SYN_ANSWERED_ELSEWHERE, Severity.ERROR,
                        reset == asked.size() ? Confidence.HIGH : Confidence.MEDIUM, "tcp.flags.syn == 1",
                        "Look for the device that changes the address on the way to the server (NAT, load balancer, direct "
                                + "server return) and let the answers pass through it; or bind the service to the address that "
                                + "is asked.",
                        "The capture cannot show whether a device or a host with two addresses answers so."),
                both, TcpFindingList.count(asked) + " whose SYN was answered from another address",
                asked.stream().map(c -> "the SYN to " + c.serverEnd() + " was answered by " + found.get(c).serverEnd())
                        .distinct().limit(PAIRS_NAMED).collect(Collectors.joining(", "))
                        + (reset == 0 ? ", and the client does not take that answer" : "; the client, which knows no such "
                                + "connection, resets it"),
                Connection::firstFrame);
    }
}
