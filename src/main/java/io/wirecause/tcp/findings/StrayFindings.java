package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Severity;
import io.wirecause.tcp.connection.Connection;
import io.wirecause.tcp.endpoint.Stray;
import io.wirecause.tcp.findings.TcpFindingList.Rule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** Segments that do not belong into their connection, and what they hint at. */
final class StrayFindings {
    private static final Predicate<Stray> SACK = kind -> kind == Stray.SACK_OUTSIDE;

    private final List<Connection> connections;
    private final TcpFindingList list;

    StrayFindings(List<Connection> connections, TcpFindingList list) {
        this.connections = connections;
        this.list = list;
    }

    /** Whether a rule of this group can apply to the connection. */
    static boolean concern(Connection c) {
        return !c.a().strays().isNone() || !c.b().strays().isNone();
    }

    void add() {
        unacceptable();
        rewritten();
    }

    private static long count(Connection c, Predicate<Stray> which) {
        return Arrays.stream(Stray.values()).filter(which.and(kind -> !isToldElsewhere(c, kind)))
                .mapToLong(kind -> (long) c.a().strays().of(kind) + c.b().strays().of(kind)).sum();
    }

    /** An old connection that keeps a new one from being set up has a finding of its own, and so has a forged RST. */
    private static boolean isToldElsewhere(Connection c, Stray kind) {
        return kind == Stray.OLD_CONNECTION && (c.hasFailed() || FailedSetups.isLate(c))
                || kind == Stray.IGNORED_RESET && ResetOrigin.ignoredIn(c) != null;
    }

    private static long firstFrame(Connection c, Predicate<Stray> which) {
        return Arrays.stream(Stray.values()).filter(which).flatMapToLong(kind -> LongStream.of(
                c.a().strays().firstFrame(kind), c.b().strays().firstFrame(kind))).filter(frame -> frame > 0).min().orElse(0);
    }

    private void unacceptable() {
        Predicate<Stray> which = SACK.negate();
        List<Connection> hit = connections.stream().filter(c -> count(c, which) > 0).toList();
        list.add(new Rule(TcpFindingCode.UNACCEPTABLE_SEGMENT, Severity.NOTE, Confidence.MEDIUM, TcpFindingList.FRAMES,
                        "Nothing to do where they are rare: receivers drop them and answer with an ACK at most (RFC 9293, "
                                + "section 3.10.7.4; RFC 5961). Otherwise look for who sends them: an old connection, a second "
                                + "host with the same address, a device on the path.",
                        "They are left out of the numbers of the connection."),
                hit, TcpFindingList.count(hit) + " with segments that the receiver cannot accept", kinds(hit, which)
                        + TcpFindingList.servers(hit), c -> firstFrame(c, which));
    }

    private static String kinds(List<Connection> hit, Predicate<Stray> which) {
        List<String> kinds = new ArrayList<>();
        for (Stray kind : Stray.values()) {
            long times = which.test(kind) ? hit.stream().mapToLong(c -> count(c, k -> k == kind)).sum() : 0;
            if (times > 0) {
                kinds.add(times + " " + kind.label());
            }
        }
        return kinds.stream().collect(Collectors.joining("; ", "", "; "));
    }

    private void rewritten() {
        List<Connection> hit = connections.stream().filter(c -> count(c, SACK) > 0).toList();
        long blocks = hit.stream().mapToLong(c -> count(c, SACK)).sum();
        list.add(new Rule(TcpFindingCode.SACK_REWRITTEN, Severity.WARNING, Confidence.HIGH, "tcp.options.sack_le",
                        "Turn off the randomisation of sequence numbers in the firewall on the path, or have it rewrite the SACK "
                                + "option as well; until then loss costs a timeout each.",
                        null),
                hit, TcpFindingList.count(hit) + " whose SACK blocks lie outside all data sent", blocks
                        + " ACKs with such blocks: a device on the path rewrites sequence numbers but not those in the SACK "
                        + "option, so the sender cannot use them; " + senders(hit) + TcpFindingList.servers(hit),
                c -> firstFrame(c, SACK));
    }

    /** Who sends such ACKs on the first of the connections. */
    private static String senders(List<Connection> hit) {
        return hit.stream().limit(1).map(c -> c.endpoint(c.a().strays().of(Stray.SACK_OUTSIDE) > 0 ? c.a() : c.b()))
                .map(sender -> "ACKs of " + sender.address() + "; ").collect(Collectors.joining());
    }
}
