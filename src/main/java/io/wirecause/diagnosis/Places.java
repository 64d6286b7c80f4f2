package io.wirecause.diagnosis;

import io.wirecause.analysis.service.Service;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Finding;
import io.wirecause.report.Subject;
import io.wirecause.report.WireText;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Names the servers that a finding is about, and where else the same name can be reached. */
final class Places {
    private static final int NAMED = 2;
    private static final Set<String> NOT_REACHED = Set.of("syn_unanswered", "connection_refused", "connection_blocked_icmp",
            "icmp_unreachable", "ipv6_neighbor_silent", "syn_answered_elsewhere", "accept_queue_full");

    private final ServiceTable services;

    Places(ServiceTable services) {
        this.services = services;
    }

    /** The servers or names that a finding is about, as far as a sentence does not say them yet; empty if it does. */
    String where(Finding finding, String said) {
        Set<String> servers = ids(finding, Subject.Kind.ENDPOINT);
        Set<String> names = ids(finding, Subject.Kind.NAME);
        // Where there is no connection, names were asked for, and the server is a name server.
        boolean asked = !names.isEmpty() && ids(finding, Subject.Kind.CONNECTION).isEmpty();
        Set<String> all = asked ? names : servers;
        if (all.isEmpty() || names.stream().anyMatch(said::contains)
                || all.stream().anyMatch(id -> said.contains(Joins.address(id)))) {
            return "";
        }
        String first = all.stream().limit(NAMED).map(id -> asked ? WireText.inQuotes(id) : named(id))
                .collect(Collectors.joining(", "));
        return first + (all.size() > NAMED ? " and " + (all.size() - NAMED) + " more" : "");
    }

    private static Set<String> ids(Finding finding, Subject.Kind kind) {
        return finding.subjects().stream().filter(subject -> subject.kind() == kind).map(Subject::id)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private String named(String server) {
        String name = name(server);
        return name == null ? server : server + " (" + WireText.inQuotes(name) + ")";
    }

    private String name(String server) {
        return services.services().stream().filter(s -> s.endpoint().equals(server)).map(Service::name).filter(Objects::nonNull)
                .findFirst().orElse(services.nameOf(Joins.address(server)));
    }

    /** That a name which cannot be reached at one address can at another; empty if that is not so. */
    String elsewhere(Finding finding) {
        Set<String> servers = ids(finding, Subject.Kind.ENDPOINT);
        if (!NOT_REACHED.contains(finding.code()) || servers.size() != 1) {
            return "";
        }
        String server = servers.iterator().next();
        String name = name(server);
        List<String> working = name == null ? List.of() : services.services().stream()
                .filter(s -> !s.endpoint().equals(server) && s.connections() > s.failedConnections())
                .filter(s -> Stream.of(s.name(), services.nameOf(Joins.address(s.endpoint()))).anyMatch(name::equals))
                .map(s -> Joins.address(s.endpoint())).filter(address -> !address.equals(Joins.address(server)))
                .distinct().limit(NAMED).toList();
        return working.isEmpty() ? "" : " The name works at its other address, " + String.join(" and ", working) + ".";
    }
}
