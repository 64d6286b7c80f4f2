package io.wirecause.tls.quic;

import io.wirecause.report.Confidence;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** QUIC that gets no answer, or is turned away, and what the client does then. */
final class BlockedFinding {
    /** A client has sent again by now, and a server that is there has answered. */
    private static final long JUDGED_NANOS = 1_000_000_000L;
    /** TCP that begins this much before QUIC is for the same purpose. */
    private static final long BEFORE_NANOS = 2_000_000_000L;
    private static final long AFTER_NANOS = 30_000_000_000L;
    /** A client that tries TCP sooner does not wait for QUIC. */
    private static final long RACE_NANOS = 400_000_000L;
    /** Connections of which frames are shown. */
    private static final int SHOWN = 3;
    private static final int PORT_UNREACHABLE = 3;
    private static final int PORT_UNREACHABLE_6 = 4;

    /**
     * A connection without an answer.
     *
     * @param fallback what the client did over TCP; null for nothing
     */
    private record Case(QuicConnection quic, TcpAttempts.Attempt fallback) {
        boolean accepted() {
            return fallback != null && fallback.accepted;
        }

        /** Nanoseconds from the first packet to the client's first TCP connection; negative if that came first. */
        long delay() {
            return fallback.firstNanos - quic.fromClient.firstNanos;
        }

        boolean noService() {
            return quic.unreachableByServer && quic.unreachableCode
                    == (quic.unreachableVersion6 ? PORT_UNREACHABLE_6 : PORT_UNREACHABLE);
        }

        boolean lostTime() {
            return accepted() && !noService() && delay() > RACE_NANOS;
        }
    }

    private BlockedFinding() {
    }

    /** The finding, or none. */
    static List<Finding> of(List<QuicConnection> all, TcpAttempts tcp, long lastNanos) {
        List<Case> hit = all.stream().filter(c -> c.unanswered()
                && (lastNanos - c.fromClient.firstNanos >= JUDGED_NANOS || c.unreachableFrame > 0))
                .map(c -> new Case(c, fallback(c, tcp))).toList();
        if (hit.isEmpty()) {
            return List.of();
        }
        boolean othersAnswered = all.stream().anyMatch(c -> c.fromServer.datagrams > 0);
        Case worst = hit.stream().filter(c -> !c.accepted() && !c.noService()).findFirst()
                .orElse(hit.stream().filter(Case::lostTime).findFirst().orElse(hit.get(0)));
        boolean oneSided = !othersAnswered && hit.stream().noneMatch(c -> c.accepted() || c.quic.unreachableFrame > 0);
        Severity severity = !worst.accepted() ? oneSided ? Severity.WARNING : Severity.ERROR
                : worst.lostTime() ? Severity.WARNING : Severity.NOTE;
        Finding.Builder finding = QuicFindings.start(QuicFindingCode.QUIC_BLOCKED, severity,
                oneSided ? Confidence.MEDIUM : Confidence.HIGH, hit.stream().map(Case::quic).toList());
        return List.of(finding.title(title(hit, worst, othersAnswered))
                .detail(FirstFew.of(hit, BlockedFinding::words))
                .frames(hit.stream().limit(SHOWN).flatMap(BlockedFinding::frames).toList())
                .displayFilter(filter(hit))
                .hint(hint(worst, othersAnswered))
                .limits(oneSided ? "Nothing came back from these servers at all: the capture may show one direction only." : null)
                .build());
    }

    private static TcpAttempts.Attempt fallback(QuicConnection c, TcpAttempts tcp) {
        TcpAttempts.Attempt attempt = tcp.of(c.client, c.server);
        if (isNear(c, attempt)) {
            return attempt;
        }
        TcpAttempts.Attempt elsewhere = tcp.of(c.client, c.serverName());
        return isNear(c, elsewhere) ? elsewhere : null;
    }

    private static boolean isNear(QuicConnection c, TcpAttempts.Attempt attempt) {
        return attempt != null && attempt.lastNanos >= c.fromClient.firstNanos - BEFORE_NANOS
                && attempt.firstNanos <= c.lastNanos + AFTER_NANOS;
    }

    private static String title(List<Case> hit, Case worst, boolean othersAnswered) {
        long servers = hit.stream().map(c -> c.quic.server).distinct().count();
        String where = servers == 1 ? worst.quic.serverWords() : servers + " servers, such as " + worst.quic.serverWords();
        String what = worst.quic.unreachableFrame > 0 ? "QUIC to " + where + " is turned away by ICMP" + from(worst)
                : "QUIC to " + where + " gets no answer";
        String then = !worst.accepted() ? worst.fallback == null ? "; the client does not fall back to TCP"
                : "; TCP to it fails as well"
                : worst.lostTime() ? "; the client goes on over TCP after " + Durations.words(worst.delay())
                : "; the client uses TCP";
        String cause = worst.noService() ? ": the server does not serve QUIC on that port"
                : !worst.accepted() ? "" : othersAnswered && servers == 1 ? ": UDP to this server is dropped"
                : ": UDP port " + worst.quic.server.port() + " is blocked";
        return what + then + cause;
    }

    private static String from(Case c) {
        return c.quic.unreachableByServer ? " from the server itself" : " from a device on the path";
    }

    private static String words(Case c) {
        QuicConnection q = c.quic;
        String tcp = c.fallback == null ? "no TCP to that server near it"
                : String.format(Locale.ROOT, "TCP to port %d %s, first SYN in frame %d, %s %s", c.fallback.port,
                c.accepted() ? "accepted" : "not answered", c.fallback.firstFrame, Durations.words(Math.abs(c.delay())),
                c.delay() < 0 ? "before" : "after the first Initial");
        return String.format(Locale.ROOT, "%s to %s: %s without answer in %s%s, %s", q.client, q.serverWords(),
                Plural.of(q.fromClient.datagrams, "datagram"), Durations.words(q.lastNanos - q.fromClient.firstNanos),
                q.unreachableFrame == 0 ? "" : ", ICMP unreachable (code " + q.unreachableCode + ")" + from(c) + " in frame "
                + q.unreachableFrame, tcp);
    }

    private static Stream<Long> frames(Case c) {
        return Stream.of(c.quic.fromClient.firstFrame, c.quic.fromClient.lastInitialFrame, c.quic.unreachableFrame,
                c.fallback == null ? 0 : c.fallback.firstFrame).filter(frame -> frame > 0);
    }

    /** The conversations over UDP, and the other frames that say something: of TCP and ICMP. */
    private static String filter(List<Case> hit) {
        String udp = hit.stream().limit(Finding.MAX_FRAMES).map(c -> String.valueOf(c.quic.stream))
                .collect(Collectors.joining(", ", "udp.stream in {", "}"));
        List<Long> others = hit.stream().limit(SHOWN).flatMap(c -> Stream.of(c.quic.unreachableFrame,
                c.fallback == null ? 0 : c.fallback.firstFrame)).filter(frame -> frame > 0).distinct().toList();
        return others.isEmpty() ? udp : udp + " || " + Finding.filter(others);
    }

    private static String hint(Case worst, boolean othersAnswered) {
        if (worst.noService()) {
            return "Let the server stop offering HTTP/3 (Alt-Svc header, HTTPS record), or start its QUIC listener.";
        }
        if (othersAnswered) {
            return "QUIC to other servers works from here: check the server's QUIC listener, the filters in front of it, and "
                    + "that its "
                    + "load balancer forwards UDP.";
        }
        return "Check the firewalls on the path for UDP to that port, in both directions, and whether datagrams of 1,200 "
                + "bytes get "
                + "through. Where QUIC is not wanted, reject it by ICMP: clients then fall back at once.";
    }
}
