package io.wirecause.tls;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.tls.handshake.TlsOverTcp.RefusedUpgrade;
import io.wirecause.tls.stream.Prelude;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Servers that were asked for TLS in a protocol that begins in plain text, and said no. */
final class RefusedUpgrades {
    private RefusedUpgrades() {
    }

    static List<Finding> findings(List<RefusedUpgrade> refused) {
        Map<String, List<RefusedUpgrade>> byServer = refused.stream()
                .collect(Collectors.groupingBy(r -> r.server() + " " + r.kind(), LinkedHashMap::new, Collectors.toList()));
        List<Finding> findings = new ArrayList<>();
        byServer.values().stream().limit(Finding.EXAMPLES).forEach(group -> findings.add(finding(group)));
        return findings;
    }

    private static Finding finding(List<RefusedUpgrade> group) {
        RefusedUpgrade first = group.get(0);
        boolean goesOn = group.stream().allMatch(RefusedUpgrade::goesOn);
        boolean rdp = first.kind() == Prelude.Kind.RDP;
        return Finding.of(TlsFindingCode.TLS_TO_PLAINTEXT_PORT, goesOn ? Severity.NOTE : rdp ? Severity.WARNING
                : Severity.ERROR, Confidence.HIGH)
                .title(first.server() + " has no TLS: it refuses the " + first.kind().label()
                        + (goesOn ? ", and the client goes on in plain text" : ""))
                .limits(rdp && !goesOn ? "Many clients connect again with the encryption of RDP itself, which is no TLS." : null)
                .detail(Plural.of(group.size(), "connection") + ", the first of " + first.client().address() + " (stream "
                        + first.stream() + ")")
                .connections(group.stream().map(RefusedUpgrade::stream).toList())
                .subject(Subject.endpoint(first.server().toString()))
                .frames(group.stream().map(RefusedUpgrade::frame).toList())
                .displayFilter(group.stream().limit(Finding.MAX_FRAMES).map(r -> String.valueOf(r.stream()))
                        .collect(Collectors.joining(", ", "tcp.stream in {", "}")))
                .hint("Turn TLS on at the server, with a certificate and key; or let the client not ask for it, where the "
                        + "network is "
                        + "trusted.").build();
    }
}
