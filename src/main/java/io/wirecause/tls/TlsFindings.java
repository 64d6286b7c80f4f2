package io.wirecause.tls;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FirstFew;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.tls.handshake.Handshake;
import io.wirecause.tls.handshake.TlsOverTcp.PlainConnection;
import io.wirecause.tls.message.Fingerprint.Carrier;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is wrong with the TLS handshakes of a capture: each failed one has one cause, equal ones make one finding. */
final class TlsFindings {
    /** Findings of one code; further servers are told in the last one. */
    private static final int MOST_OF_A_CODE = 4;

    private TlsFindings() {
    }

    static List<Finding> of(List<Handshake> all, List<PlainConnection> plain) {
        TlsPeers peers = new TlsPeers(all);
        Map<TlsFindingCode, List<Handshake>> failed = new LinkedHashMap<>();
        for (Handshake h : all) {
            TlsFindingCode cause = h.outcome().isFailed() ? FailureCause.of(h, peers) : null;
            if (cause != null) {
                failed.computeIfAbsent(cause, code -> new ArrayList<>()).add(h);
            }
        }
        List<Finding> findings = new ArrayList<>();
        RefusalFindings refusals = new RefusalFindings(peers);
        CertificateFindings certificates = new CertificateFindings(peers);
        BrokenFindings broken = new BrokenFindings(peers);
        failed.forEach((code, handshakes) -> {
            for (List<Handshake> group : groups(handshakes, h -> h.server() + " " + h.serverName() + reason(h))) {
                Finding finding = switch (code) {
                    case TLS_VERSION_MISMATCH, TLS_NO_SHARED_PARAMETERS, TLS_NAME_UNKNOWN, TLS_SERVER_REJECTED_CLIENT,
                            TLS_CLIENT_REJECTED_SERVER -> refusals.finding(code, group);
                    case TLS_STALLED, TLS_BLOCKED_BY_NAME, TLS_TO_PLAINTEXT_PORT, PLAINTEXT_TO_TLS_PORT ->
                            broken.finding(code, group);
                    default -> certificates.refused(code, group);
                };
                findings.add(finding);
            }
        });
        broken.plain(plain, all).forEach(findings::add);
        List<Handshake> complete = all.stream().filter(h -> h.outcome().isComplete()).toList();
        certificates.accepted(complete).forEach(findings::add);
        WeaknessFindings.slow(complete).forEach(findings::add);
        WeaknessFindings.outdated(complete).forEach(findings::add);
        return findings;
    }

    private static String reason(Handshake h) {
        return h.outcome() + " " + (h.alert() == null ? "" : h.alert().description()) + " " + h.flights().waiting();
    }

    /** Handshakes of one kind together, the commonest kind first; beyond a few kinds the rest is one group. */
    static List<List<Handshake>> groups(Collection<Handshake> all, Function<Handshake, String> kind) {
        List<List<Handshake>> groups = new ArrayList<>(all.stream()
                .collect(Collectors.groupingBy(kind, LinkedHashMap::new, Collectors.toList())).values());
        groups.sort(Comparator.comparingInt((List<Handshake> group) -> group.size()).reversed());
        if (groups.size() <= MOST_OF_A_CODE) {
            return groups;
        }
        List<Handshake> rest = groups.subList(MOST_OF_A_CODE - 1, groups.size()).stream().flatMap(List::stream).toList();
        List<List<Handshake>> few = new ArrayList<>(groups.subList(0, MOST_OF_A_CODE - 1));
        few.add(rest);
        return few;
    }

    /** A finding about these handshakes, with its frames, subjects and display filter; detail of each. */
    static Finding.Builder about(TlsFindingCode code, Severity severity, Confidence confidence, List<Handshake> all,
                                 Function<Handshake, String> words) {
        List<Integer> streams = all.stream().filter(h -> h.carrier() == Carrier.TCP).map(Handshake::stream).toList();
        return Finding.of(code, severity, confidence)
                .connections(streams)
                .subjects(all.stream().limit(Finding.EXAMPLES).flatMap(TlsFindings::subjects))
                .frames(all.stream().limit(Finding.EXAMPLES).flatMap(h -> HandshakeWords.frames(h).stream()).toList())
                .displayFilter(filter(all))
                .detail(FirstFew.of(all, words));
    }

    private static Stream<Subject> subjects(Handshake h) {
        Stream<Subject> server = Stream.of(Subject.endpoint(h.server().toString()));
        return h.serverName() == null ? server : Stream.concat(server, Stream.of(Subject.name(h.serverName())));
    }

    private static String filter(List<Handshake> all) {
        boolean tcp = all.get(0).carrier() == Carrier.TCP;
        return all.stream().map(Handshake::stream).filter(stream -> stream >= 0).limit(Finding.MAX_FRAMES).map(String::valueOf)
                .collect(Collectors.joining(", ", (tcp ? "tcp" : "udp") + ".stream in {", "}"));
    }

    /** As bad as it looks, or less where every client came back and succeeded. */
    static Severity severity(TlsPeers peers, List<Handshake> all) {
        return all.stream().allMatch(peers::isRecovered) ? Severity.WARNING : Severity.ERROR;
    }

    /** What to add to a title where clients came back and succeeded. */
    static String recovered(TlsPeers peers, List<Handshake> all) {
        return all.stream().allMatch(peers::isRecovered) ? "; a later attempt succeeded" : "";
    }
}
