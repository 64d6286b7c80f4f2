package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.ConnectionState;
import io.wirecause.tcp.connection.HandshakeTimes;
import io.wirecause.tcp.connection.SetupEvents;
import io.wirecause.tcp.endpoint.EndpointAnomalies;
import io.wirecause.tcp.endpoint.EndpointState;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import io.wirecause.tcp.verdict.Verdict;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Each connection whose set-up failed, by what answered its SYN, and those that were set up late. */
final class FailedSetups {
    private static final String SYN = "tcp.flags.syn == 1 && tcp.flags.ack == 0";
    private static final String RST = "tcp.flags.reset == 1";

    private final CancellableList<Connection> connections;
    private final List<Connection> notable;
    private final CoveredConnections covered;
    private final TcpFindingList list;
    private final long captureEnd;

    /**
     * Of these connections.
     *
     * @param notable    those of them that {@link #concern} a rule, in their order
     * @param captureEnd time of the last packet of the capture, nanoseconds
     */
    FailedSetups(CancellableList<Connection> connections, CancellableList<Connection> notable, CoveredConnections covered,
            TcpFindingList list, long captureEnd) {
        this.connections = connections;
        this.notable = notable;
        this.covered = covered;
        this.list = list;
        this.captureEnd = captureEnd;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return SetupFindings.concern(c) || isLate(c);
    }

    void add() {
        refusedByDevice();
        refused();
        challenged();
        reset();
        unanswered();
        incomplete();
        late();
    }

    /** The connections that match and that no finding has yet; they have one now. */
    private List<Connection> where(Predicate<Connection> filter) {
        List<Connection> hit = notable.stream().filter(c -> !covered.contains(c)).filter(filter).toList();
        covered.addAll(hit);
        return hit;
    }

    /** TTLs of what servers that refused a connection sent on others. */
    private Map<FlowKey.Endpoint, Integer> ttlsElsewhere() {
        Map<FlowKey.Endpoint, Integer> ttls = new HashMap<>();
        notable.stream().filter(c -> c.state() == ConnectionState.REFUSED).forEach(c -> ttls.put(c.serverEnd().host(), -1));
        if (!ttls.isEmpty()) {
            for (Connection c : connections) {
                FlowKey.Endpoint host = c.serverEnd().host();
                if (c.server().firstTtl() >= 0 && ttls.containsKey(host) && ttls.get(host) < 0) {
                    ttls.put(host, c.server().firstTtl());
                }
            }
        }
        return ttls;
    }

    private void refusedByDevice() {
        Map<FlowKey.Endpoint, Integer> ttls = ttlsElsewhere();
        List<Connection> hit = where(c -> c.state() == ConnectionState.REFUSED && EndpointAnomalies.resetTtl(c.server()) >= 0
                && ttls.get(c.serverEnd().host()) >= 0
                && ResetOrigin.isForeign(EndpointAnomalies.resetTtl(c.server()), ttls.get(c.serverEnd().host())));
        list.add(new Rule(TcpFindingCode.RESET_NOT_FROM_PEER, Severity.ERROR, Confidence.MEDIUM, RST,
                        "Look for a firewall or proxy on the path, as many hops away as its TTL shows.",
                        "Several hosts behind one address, or a change of route, alter the TTL as well."),
                hit, TcpFindingList.count(hit) + " refused by something other than the server",
                hit.stream().limit(3).map(c -> "RST in answer to the SYN with TTL " + EndpointAnomalies.resetTtl(c.server())
                        + ", the server's packets of other connections have " + ttls.get(c.serverEnd().host())).distinct()
                        .collect(Collectors.joining("; ")) + "; " + TcpFindingList.servers(hit),
                c -> c.termination().resetFrame());
    }

    private void refused() {
        List<Connection> hit = where(c -> c.state() == ConnectionState.REFUSED);
        list.add(new Rule(TcpFindingCode.CONNECTION_REFUSED, Severity.ERROR, Confidence.HIGH, RST,
                        "Check that the service runs and listens on this address and port.",
                        "A firewall that rejects with RST looks the same."),
                hit, TcpFindingList.count(hit) + " refused by the server", TcpFindingList.servers(hit),
                c -> c.termination().resetFrame());
    }

    private void challenged() {
        List<Connection> hit = where(c -> c.hasFailed() && SetupEvents.isChallenged(c));
        list.add(challenge(Severity.ERROR), hit,
                TcpFindingList.count(hit) + " not set up: the server still holds an earlier connection of these ports",
                challenges(hit) + PortUse.words(hit, connections) + TcpFindingList.servers(hit), SetupEvents::staleAckFrame);
        List<Connection> late = where(c -> isLate(c) && SetupEvents.isChallenged(c));
        list.add(challenge(Severity.WARNING), late,
                TcpFindingList.count(late) + " set up late: the server still held an earlier connection of these ports",
                challenges(late) + "set up by another SYN after " + Durations.words(slowest(late)) + " at most; "
                        + PortUse.words(late, connections) + TcpFindingList.servers(late), SetupEvents::staleAckFrame);
    }

    private static Rule challenge(Severity severity) {
        return new Rule(TcpFindingCode.SYN_CHALLENGED, severity, Confidence.HIGH,
                "tcp.flags.syn == 1 || " + TcpFindingList.FRAMES,
                "Let the client use other ports, or wait until the server has forgotten the earlier connection; look for a "
                        + "client that restarts or runs out of ports, and for a firewall that drops RSTs.",
                "The earlier connection itself may lie before the capture. A device that changes numbers looks the same.");
    }

    private static String challenges(List<Connection> hit) {
        long acks = hit.stream().mapToLong(SetupEvents::staleAcks).sum();
        long synAcks = hit.stream().mapToLong(SetupEvents::otherAcks).sum();
        return (acks == 0 ? "" : Plural.of(acks, "ACK") + " of an earlier connection instead of a SYN-ACK; ")
                + (synAcks == 0 ? "" : Plural.of(synAcks, "SYN-ACK") + " in answer to another SYN; ");
    }

    private static long slowest(List<Connection> hit) {
        return hit.stream().mapToLong(HandshakeTimes::sinceFirstSyn).max().orElse(0);
    }

    private void reset() {
        closedEarly();
        for (boolean client : new boolean[] {false, true}) {
            List<Connection> hit = where(c -> c.hasFailed() && c.server().synAcks() > 0 && c.termination().resetInSetup()
                    && (c.termination().resetBy() == c.client()) == client);
            list.add(new Rule(TcpFindingCode.HANDSHAKE_RESET, client ? Severity.WARNING : Severity.ERROR, Confidence.HIGH,
                            "tcp.flags.syn == 1 || " + RST,
                            client ? "Ask whether the client only tests the port; else look at the client and its firewall."
                                    : "Look at the server's log and at the limits of its listen queue.",
                            client ? "A health check or a scan that leaves connections half-open looks the same."
                                    : "A device between the two can send a RST in either's name.")
                            .at(client ? Party.CLIENT : Party.SERVER),
                    hit, TcpFindingList.count(hit) + " reset by the " + (client ? "client" : "server")
                            + " right after the SYN-ACK",
                    "the handshake was never completed; " + TcpFindingList.servers(hit), c -> c.termination().resetFrame());
        }
    }

    /** Connections that the client gave up with a FIN, to which the server's RST is the answer. */
    private void closedEarly() {
        List<Connection> hit = where(c -> c.hasFailed() && c.server().synAcks() > 0 && c.termination().resetInSetup()
                && c.termination().resetBy() == c.server() && c.client().fins() > 0);
        long before = hit.stream().filter(FailedSetups::isClosedBeforeAnswer).count();
        list.add(new Rule(TcpFindingCode.HANDSHAKE_RESET, Severity.WARNING, Confidence.HIGH, "tcp.flags.syn == 1 || "
                        + "tcp.flags.fin == 1 || " + RST,
                        "Ask why the client gives up so soon; if the SYN-ACK takes long to come, look at the path and the "
                                + "server.",
                        "A health check that closes at once looks the same.").at(Party.CLIENT),
                hit, TcpFindingList.count(hit) + " closed by the client " + (before == hit.size() ? "before the SYN-ACK came"
                        : "while it was set up") + ", then reset by the server",
                "the client's FIN came before the handshake was complete, and the server, which knows no established connection, "
                        + "answers with a RST; " + TcpFindingList.servers(hit), c -> c.termination().resetFrame());
    }

    private static boolean isClosedBeforeAnswer(Connection c) {
        // Letters in their order, the client's in capitals.
        String history = c.zeek().history(c.isClientA());
        int fin = history.indexOf('F');
        return fin >= 0 && fin < history.indexOf('h');
    }

    /** Whether the capture ends, or the client gives up, too soon after the last segment to say that nothing followed. */
    private boolean isOpen(Connection c) {
        // What comes again sooner than any timer was not sent because an answer was overdue.
        boolean repeated = lateFrame(c) > 0 && c.duration() >= TcpThresholds.LATE_SETUP_NANOS;
        return !repeated && (c.termination().resetBy() == null ? captureEnd - c.lastTime() < TcpThresholds.SETUP_WAIT_NANOS
                : c.duration() < TcpThresholds.LATE_SETUP_NANOS);
    }

    /** Servers of which the capture holds nothing although clients acknowledge what they sent: one direction only. */
    private Set<FlowKey.Endpoint> unseen() {
        Set<FlowKey.Endpoint> hosts = new HashSet<>();
        notable.stream().filter(c -> c.server().packets() == 0 && c.client().acks() > 0)
                .forEach(c -> hosts.add(c.serverEnd().host()));
        if (!hosts.isEmpty()) {
            for (Connection c : connections) {
                if (c.server().packets() > 0) {
                    hosts.remove(c.serverEnd().host());
                }
            }
        }
        return hosts;
    }

    /** Servers that answered none of several SYNs, after which clients did not even try again: they had another address. */
    private Set<FlowKey.Endpoint> abandoned(Predicate<Connection> silent) {
        Map<FlowKey.Endpoint, Integer> given = new HashMap<>();
        notable.stream().filter(c -> silent.test(c) && c.client().syns() == 1 && c.termination().resetBy() == null
                && captureEnd - c.lastTime() >= TcpThresholds.SYN_REPEATED_NANOS)
                .forEach(c -> given.merge(c.serverEnd(), 1, Integer::sum));
        given.values().removeIf(times -> times < TcpThresholds.ABANDONED_SETUPS);
        if (!given.isEmpty()) {
            for (Connection c : connections) {
                if (c.server().packets() > 0) {
                    given.remove(c.serverEnd());
                }
            }
        }
        return given.keySet();
    }

    private void unanswered() {
        Predicate<Connection> silent = c -> c.hasFailed() && c.server().synAcks() == 0;
        Set<FlowKey.Endpoint> unseen = unseen();
        Set<FlowKey.Endpoint> abandoned = abandoned(silent);
        Predicate<Connection> unheard = c -> silent.test(c) && (!isOpen(c) || abandoned.contains(c.serverEnd()))
                && !unseen.contains(c.serverEnd().host());
        onPortsUsedBefore(unheard);
        List<Connection> hit = where(unheard);
        long syns = hit.stream().mapToLong(c -> c.client().syns()).sum();
        long gaveUp = hit.stream().filter(c -> c.termination().resetBy() == c.client()).count();
        list.add(new Rule(TcpFindingCode.SYN_UNANSWERED, Severity.ERROR, Confidence.HIGH, SYN,
                        "Look for a packet filter that drops, a wrong address, or a server that is down.",
                        "Responses that bypass the capture point are not seen."),
                hit, TcpFindingList.count(hit) + " got no answer to the SYN", Plural.of(syns, "SYN") + " sent"
                        + (gaveUp == 0 ? "" : ", " + gaveUp + " given up with a RST of the client") + "; "
                        + TcpFindingList.servers(hit), Connection::firstFrame);
        List<Connection> open = where(silent);
        list.add(new Rule(TcpFindingCode.SYN_UNANSWERED, Severity.NOTE, Confidence.LOW, SYN,
                        "Capture for longer to see whether an answer comes.",
                        "The capture ends, or the client gives up, too soon after the SYN, or it lacks what the server sends."),
                open, TcpFindingList.count(open) + " without an answer to the SYN yet",
                TcpFindingList.servers(open), Connection::firstFrame);
    }

    /** SYNs from ports used before get no answer from a server that answers those from other ports meanwhile. */
    private void onPortsUsedBefore(Predicate<Connection> unheard) {
        Map<FlowKey.Endpoint, Long> answeredAt = new HashMap<>();
        notable.stream().filter(unheard).filter(Connection::reusesPorts).forEach(c -> answeredAt.put(c.serverEnd(), 0L));
        if (answeredAt.isEmpty()) {
            return;
        }
        for (Connection c : connections) {
            if (c.handshakeSeen()) {
                answeredAt.computeIfPresent(c.serverEnd(), (server, last) -> Math.max(last, c.firstTime()));
            }
        }
        List<Connection> hit = where(c -> c.reusesPorts() && unheard.test(c) && answeredAt.get(c.serverEnd()) > c.firstTime());
        list.add(new Rule(TcpFindingCode.SYN_UNANSWERED, Severity.ERROR, Confidence.MEDIUM, SYN,
                        "Let the client use more ports, or wait longer before it uses one again; look for a firewall or NAT that "
                                + "still holds the earlier connection.",
                        "A host that drops SYNs for other reasons looks the same; the other connections were set up later."),
                hit, TcpFindingList.count(hit) + " got no answer to the SYN, from ports of an earlier connection, while the "
                        + "server answered others", Plural.of(hit.stream().mapToLong(c -> c.client().syns()).sum(), "SYN")
                        + " sent; the server or a device before it still holds the earlier connection (TIME-WAIT); "
                        + PortUse.words(hit, connections)
                        + TcpFindingList.servers(hit), Connection::firstFrame);
    }

    /** Whether the capture holds nothing but SYNs, FINs and RSTs of several connections: a capture filter. */
    private boolean isOnlySyns() {
        int several = 0;
        for (Connection c : connections) {
            if (c.a().acks() + c.b().acks() > c.a().fins() + c.b().fins()) {
                return false;
            }
            several += c.server().synAcks() > 0 ? 1 : 0;
        }
        return several > 1;
    }

    private void incomplete() {
        Predicate<Connection> unacknowledged = c -> c.state() == ConnectionState.SYN_RECEIVED && !c.isEstablished()
                || c.hasFailed();
        boolean filtered = isOnlySyns();
        List<Connection> hit = where(c -> unacknowledged.test(c) && c.isAttempted() && !isOpen(c)
                && (!filtered || lateFrame(c) > 0));
        list.add(new Rule(TcpFindingCode.HANDSHAKE_INCOMPLETE, Severity.ERROR, Confidence.HIGH, "tcp.flags.syn == 1",
                        "Check whether the SYN-ACK reaches the client, and whether the client's ACK reaches the server.",
                        "An ACK that the capture missed would not be seen."),
                hit, TcpFindingList.count(hit) + " never completed the handshake",
                "SYN-ACKs sent: " + hit.stream().mapToLong(c -> c.server().synAcks()).sum() + "; " + TcpFindingList.servers(hit),
                Connection::lastFrame);
        List<Connection> open = where(c -> unacknowledged.test(c) && c.isAttempted());
        list.add(new Rule(TcpFindingCode.HANDSHAKE_INCOMPLETE, Severity.NOTE, Confidence.LOW, "tcp.flags.syn == 1",
                        "Capture for longer, and without a filter for SYNs, to see whether the handshake is completed.",
                        "The capture ends too soon after the SYN-ACK, or holds nothing but SYNs and SYN-ACKs."),
                open, TcpFindingList.count(open) + " whose handshake is not complete in the capture",
                TcpFindingList.servers(open), Connection::lastFrame);
        List<Connection> lone = where(unacknowledged);
        list.add(new Rule(TcpFindingCode.HANDSHAKE_INCOMPLETE, Severity.NOTE, Confidence.LOW, "tcp.flags.syn == 1",
                        "Capture where both directions pass.",
                        "Without the SYN nothing is known of an attempt: one direction only, or the answer to a forged SYN."),
                lone, TcpFindingList.count(lone) + " with only a SYN-ACK in the capture", TcpFindingList.servers(lone),
                Connection::firstFrame);
    }

    static boolean isLate(Connection c) {
        return HandshakeTimes.isRepeated(c) && HandshakeTimes.sinceFirstSyn(c) >= TcpThresholds.LATE_SETUP_NANOS;
    }

    private static long again(EndpointState end) {
        return end.verdicts().of(Verdict.SYN);
    }

    private void late() {
        List<Connection> hit = notable.stream().filter(c -> !covered.contains(c) && isLate(c)).toList();
        long syns = hit.stream().mapToLong(c -> again(c.client())).sum();
        long synAcks = hit.stream().mapToLong(c -> again(c.server())).sum();
        long ecn = hit.stream().filter(c -> SetupEvents.ecnSynsGivenUp(c) > 0).count();
        long reused = hit.stream().filter(Connection::reusesPorts).count();
        list.add(new Rule(TcpFindingCode.SETUP_DELAYED, Severity.WARNING, Confidence.HIGH, "tcp.flags.syn == 1",
                        ecn > 0 ? "Look for a device on the path that drops SYNs with ECN, or turn ECN off at the client."
                                : "Find out whether the SYN or the SYN-ACK gets lost: compare captures at both ends.",
                        "A server whose listen queue is full drops SYNs just as a path that loses them."),
                hit, TcpFindingList.count(hit) + " delayed in set-up by a retransmitted SYN or SYN-ACK",
                String.format(Locale.ROOT, "%s at most from the first SYN to the ACK; %s and %s sent again%s%s; %s",
                        Durations.words(slowest(hit)), Plural.of(syns, "SYN"), Plural.of(synAcks, "SYN-ACK"),
                        ecn == 0 ? "" : "; " + ecn + " answered only when the SYN came without ECN",
                        reused == 0 ? "" : "; " + reused + " on the ports of an earlier connection",
                        TcpFindingList.servers(hit)),
                FailedSetups::lateFrame);
    }

    /** The first SYN or SYN-ACK that was sent again; 0 for none. */
    static long lateFrame(Connection c) {
        long ofClient = c.client().verdicts().firstFrame(Verdict.SYN);
        long ofServer = c.server().verdicts().firstFrame(Verdict.SYN);
        return ofClient == 0 ? ofServer : ofServer == 0 ? ofClient : Math.min(ofClient, ofServer);
    }
}
