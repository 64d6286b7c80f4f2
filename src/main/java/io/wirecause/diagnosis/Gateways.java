package io.wirecause.diagnosis;

import io.wirecause.report.Finding;
import io.wirecause.report.Subject;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Whether what a gateway answers follows from what happens behind it. The two sides share no connection and often no address,
 * but each failure in front comes right after one behind.
 */
final class Gateways {
    /** A gateway that has its server's answer, or none, answers its own client within this time. */
    private static final long AT_ONCE_NANOS = 100_000_000L;
    /** So close together that one time is no accident. */
    private static final long AT_ONCE_SINGLE_NANOS = 10_000_000L;
    private static final Set<String> BEHIND = Set.of("connection_refused", "connection_blocked_icmp", "syn_unanswered",
            "accept_queue_full", "connection_reset", "peer_unresponsive", "http_unanswered", "http_closed_without_answer",
            "closed_without_answer", "http_truncated", "http_server_error", "http_slow", "tls_certificate_expired",
            "tls_certificate_untrusted", "tls_certificate_name_mismatch", "tls_version_mismatch", "tls_to_plaintext_port",
            "plaintext_to_tls_port", "dns_nxdomain", "dns_servfail", "dns_unanswered");
    private static final Set<String> BEFORE = Set.of("http_server_error", "http_slow");

    private final FrameTimes times;

    Gateways(FrameTimes times) {
        this.times = times;
    }

    /** Whether each of the effect's frames comes right after one of the cause's, which is about another server. */
    boolean joins(Finding cause, Finding effect) {
        return BEHIND.contains(cause.code()) && BEFORE.contains(effect.code()) && !effect.frames().isEmpty()
                && Collections.disjoint(servers(cause), servers(effect))
                && Collections.disjoint(cause.connections(), effect.connections())
                && effect.frames().stream().allMatch(frame -> follows(frame, cause.frames(),
                        effect.frames().size() == 1 ? AT_ONCE_SINGLE_NANOS : AT_ONCE_NANOS));
    }

    private static Set<Subject> servers(Finding finding) {
        return finding.subjects().stream().filter(subject -> subject.kind() == Subject.Kind.ENDPOINT).collect(Collectors.toSet());
    }

    private boolean follows(long frame, List<Long> before, long within) {
        return times.knows(frame) && before.stream().anyMatch(other -> other < frame && times.knows(other)
                && times.time(frame) - times.time(other) <= within);
    }
}
