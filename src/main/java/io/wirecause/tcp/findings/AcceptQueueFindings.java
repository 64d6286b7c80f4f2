package io.wirecause.tcp.findings;

import io.wirecause.analysis.CancellableList;
import io.wirecause.flow.FlowKey;
import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.connection.HandshakeTimes;
import io.wirecause.tcp.connection.SetupEvents;
import io.wirecause.tcp.connection.ThinkTime;
import io.wirecause.tcp.endpoint.WaitTimes;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A server whose accept queue is full. It ignores SYNs, and the ACKs and data of clients that had got a SYN-ACK before, which it
 * therefore repeats, while the connections in the queue wait for an answer; nothing else that the clients send gets lost.
 */
final class AcceptQueueFindings {
    private final CancellableList<Connection> all;
    private final List<Connection> notable;
    private final CoveredConnections covered;
    private final TcpFindingList list;

    /**
     * Of these connections.
     *
     * @param notable those of them that {@link #concern} a rule, in their order
     */
    AcceptQueueFindings(CancellableList<Connection> all, List<Connection> notable, CoveredConnections covered,
            TcpFindingList list) {
        this.all = all;
        this.notable = notable;
        this.covered = covered;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return ignoredSyns(c) > 0 || isUnheard(c);
    }

    /** Whether the server goes on as if it had got neither the ACK nor the data that followed its SYN-ACK. */
    private static boolean isUnheard(Connection c) {
        return SetupEvents.unheard(c) > 0 || SetupEvents.dataAgain(c) >= TcpThresholds.UNHEARD_TIMES;
    }

    /** SYNs without an answer of its own. */
    private static int ignoredSyns(Connection c) {
        if (c.hasFailed() && c.server().packets() == 0 && c.termination().icmpError() < 0) {
            return c.client().syns() > 1 ? c.client().syns() : 0;
        }
        return HandshakeTimes.isRepeated(c) && SetupEvents.staleAcks(c) == 0 ? Math.max(0, c.client().syns() - 1) : 0;
    }

    void add() {
        Map<FlowKey.Endpoint, Queue> queues = new LinkedHashMap<>();
        for (Connection c : notable) {
            if (!covered.contains(c) && concern(c)) {
                queues.computeIfAbsent(c.serverEnd(), none -> new Queue()).takeIgnored(c);
            }
        }
        queues.values().removeIf(queue -> !queue.isWorthALook());
        if (queues.isEmpty()) {
            return;
        }
        for (Connection c : all) {
            Queue queue = queues.get(c.serverEnd());
            if (queue != null) {
                queue.takeOther(c);
            }
        }
        queues.values().stream().filter(Queue::isFull).forEach(this::tell);
    }

    /** What is known of the accept queue of one server. */
    private static final class Queue {
        private final List<Connection> ignored = new ArrayList<>();
        private long from = Long.MAX_VALUE;
        private long until = Long.MIN_VALUE;
        private long syns;
        private long unheard;
        private boolean isRepeated;
        private long accepted;
        private long data;
        private long lost;
        private final List<Connection> waiting = new ArrayList<>();
        private long longestWait;

        void takeIgnored(Connection c) {
            ignored.add(c);
            syns += ignoredSyns(c);
            unheard += isUnheard(c) ? 1 : 0;
            isRepeated |= SetupEvents.unheard(c) > 0;
            from = Math.min(from, c.firstTime());
            until = Math.max(until, c.isEstablished() ? c.firstTime() + HandshakeTimes.sinceFirstSyn(c) : c.lastTime());
        }

        boolean isWorthALook() {
            return isRepeated || syns >= TcpThresholds.IGNORED_SYNS;
        }

        void takeOther(Connection c) {
            if (!c.isEstablished()) {
                return;
            }
            accepted++;
            if (!isUnheard(c) && SetupEvents.dataAgain(c) == 0) {
                data += c.client().dataPackets();
                lost += c.client().verdicts().lostData();
            }
            long wait = ThinkTime.isAnswerOwed(c) ? c.lastTime() - ThinkTime.lastDataTime(c)
                    : WaitTimes.of(c.server()).longestAnswer();
            // One whose SYN was ignored itself shows nothing of others in the queue.
            boolean then = ignoredSyns(c) == 0 && c.firstTime() <= until && c.lastTime() >= from;
            if (then && (wait >= TcpThresholds.QUEUED_NANOS || ThinkTime.isAnswerOwed(c))) {
                waiting.add(c);
                longestWait = Math.max(longestWait, wait);
            }
        }

        /** A path that lost SYNs as often would have lost other segments of the clients too. */
        boolean isOnlySyns() {
            double passing = (double) accepted / Math.max(1, syns + accepted);
            return lost == 0 && Math.pow(passing, data) < TcpThresholds.BY_CHANCE;
        }

        boolean isFull() {
            return isRepeated && lost == 0 || !waiting.isEmpty() && isOnlySyns();
        }
    }

    private void tell(Queue queue) {
        List<Connection> hit = queue.ignored;
        covered.addAll(hit);
        // Those in the queue are part of it: what is slow on them follows from it.
        List<Connection> both = new ArrayList<>(hit);
        queue.waiting.stream().filter(c -> !hit.contains(c)).limit(Finding.MAX_SUBJECTS).forEach(both::add);
        long failed = hit.stream().filter(c -> !c.isEstablished()).count();
        long latest = hit.stream().filter(Connection::isEstablished).mapToLong(HandshakeTimes::sinceFirstSyn).max().orElse(0);
        list.add(new Rule(TcpFindingCode.ACCEPT_QUEUE_FULL, failed > 0 ? Severity.ERROR : Severity.WARNING,
                        queue.isRepeated ? Confidence.HIGH : Confidence.MEDIUM,
                        "tcp.flags.syn == 1 || " + TcpFindingList.FRAMES,
                        "Find out why the server's process does not accept connections fast enough; then give it a longer queue "
                                + "(backlog, somaxconn). The kernel counts it: nstat TcpExtListenOverflows, ss -lt.",
                        "A firewall that limits the rate of new connections to a slow server looks much the same."),
                both, TcpFindingList.count(hit) + " ignored by a server whose accept queue is full",
                detail(queue, failed, latest), AcceptQueueFindings::frame);
    }

    private static String detail(Queue queue, long failed, long latest) {
        long waiting = queue.waiting.size();
        return String.format(Locale.ROOT, "%s ignored%s while %s up to %s for an answer; of %s with data of the other "
                        + "connections none got lost%s%s; %s",
                Plural.of(queue.syns, "SYN"), queue.unheard == 0 ? "" : " and " + Plural.of(queue.unheard, "client")
                        + " not heard after the SYN-ACK", Plural.of(waiting, "connection") + " waited",
                Durations.words(queue.longestWait), Plural.of(queue.data, "segment"),
                latest == 0 ? "" : "; set up up to " + Durations.words(latest) + " late",
                failed == 0 ? "" : "; " + failed + " not set up at all", TcpFindingList.servers(queue.ignored));
    }

    /** The first that shows it; 0 for a connection that was not ignored. */
    private static long frame(Connection c) {
        if (ignoredSyns(c) > 0) {
            return c.isEstablished() ? FailedSetups.lateFrame(c) : c.firstFrame();
        }
        return SetupEvents.unheard(c) > 0 ? SetupEvents.unheardFrame(c) : SetupEvents.dataAgainFrame(c);
    }
}
