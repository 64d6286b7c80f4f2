package io.wirecause.diagnosis;

import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Finding;
import io.wirecause.report.Subject;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Whether findings of different protocols are about the same thing. */
final class Joins {
    private final Map<Finding, Set<Subject>> hosts = new IdentityHashMap<>();
    private final Map<Finding, Set<Subject>> connections = new IdentityHashMap<>();
    private final Map<String, Set<Subject>> addressesByName = new HashMap<>();

    /** Knows which addresses names have. */
    Joins(ServiceTable services) {
        services.services().forEach(service -> {
            String address = address(service.endpoint());
            for (String name : new String[] {service.name(), services.nameOf(address)}) {
                if (name != null) {
                    addressesByName.computeIfAbsent(Subject.name(name).id(), n -> new HashSet<>()).add(Subject.host(address));
                }
            }
        });
    }

    /** The address of an endpoint that is written as {@code 192.0.2.1:443} or {@code [2001:db8::1]:443}. */
    static String address(String endpoint) {
        int colon = endpoint.lastIndexOf(':');
        return endpoint.startsWith("[") ? endpoint.substring(1, endpoint.indexOf(']')) : colon < 0 ? endpoint
                : endpoint.substring(0, colon);
    }

    /**
     * Whether two findings share a connection or, where one of them is not about connections alone, a name, a host, a call or
     * a client.
     */
    boolean share(Finding one, Finding other) {
        Set<Subject> streams = connections(one);
        Set<Subject> others = connections(other);
        if (!streams.isEmpty() && !others.isEmpty()) {
            return !Collections.disjoint(streams, others);
        }
        return !Collections.disjoint(rest(one), rest(other));
    }

    /** The connections that it is about. */
    Set<Subject> connections(Finding finding) {
        return connections.computeIfAbsent(finding, f -> {
            Set<Subject> own = new HashSet<>(f.subjects());
            own.removeIf(subject -> subject.kind() != Subject.Kind.CONNECTION);
            return own;
        });
    }

    /** What it is about other than connections: endpoints with their hosts, names with their addresses. */
    Set<Subject> rest(Finding finding) {
        return hosts.computeIfAbsent(finding, f -> {
            Set<Subject> all = new HashSet<>();
            for (Subject subject : f.subjects()) {
                if (subject.kind() == Subject.Kind.ENDPOINT) {
                    all.add(Subject.host(address(subject.id())));
                }
                if (subject.kind() == Subject.Kind.NAME) {
                    all.addAll(addressesByName.getOrDefault(subject.id(), Set.of()));
                }
                if (subject.kind() != Subject.Kind.CONNECTION) {
                    all.add(subject);
                }
            }
            return all;
        });
    }
}
