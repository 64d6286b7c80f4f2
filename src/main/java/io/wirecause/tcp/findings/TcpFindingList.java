package io.wirecause.tcp.findings;

import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.FindingCode;
import io.wirecause.report.Party;
import io.wirecause.report.Plural;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import io.wirecause.tcp.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** Collects findings about connections and words what they have in common. */
final class TcpFindingList {
    /** Stands for the frames in the filter of a {@link Rule} whose other words do not always select them. */
    static final String FRAMES = "FRAMES";
    private static final int SERVERS_NAMED = 3;

    private final List<Finding> findings = new ArrayList<>();

    /** What a rule says of the connections that it hit. */
    record Rule(FindingCode code, Severity severity, Confidence confidence, String filter, String hint, String limits,
            Party party) {
        Rule(FindingCode code, Severity severity, Confidence confidence, String filter, String hint, String limits) {
            this(code, severity, confidence, filter, hint, limits, null);
        }

        /** The same, with who it lies with in these connections. */
        Rule at(Party where) {
            return new Rule(code, severity, confidence, filter, hint, limits, where);
        }
    }

    /** Adds a finding on these connections, where there are any; {@code frame} gives the frame that shows it, 0 for none. */
    void add(Rule rule, List<Connection> hit, String title, String detail, ToLongFunction<Connection> frame) {
        if (hit.isEmpty()) {
            return;
        }
        List<Integer> ids = hit.stream().limit(Finding.MAX_SUBJECTS).map(Connection::id).toList();
        List<Long> frames = Finding.spread(hit.stream().mapToLong(frame).filter(f -> f > 0).boxed().toList(), Finding.MAX_FRAMES);
        String streams = ids.stream().limit(Finding.EXAMPLES).map(String::valueOf).collect(Collectors.joining(", "));
        String filter = rule.filter().replace(FRAMES, frames.isEmpty() ? "tcp" : Finding.filter(frames));
        String display = hit.size() <= Finding.EXAMPLES ? "tcp.stream in {" + streams + "} && (" + filter + ")" : filter;
        Finding.Builder finding = Finding.of(rule.code(), rule.severity(), rule.confidence()).title(title).detail(detail)
                .connections(ids).frames(frames).displayFilter(display).hint(rule.hint()).limits(rule.limits()).at(rule.party());
        findings.add(finding.subjects(hit.stream().limit(Finding.MAX_SUBJECTS)
                .map(c -> Subject.endpoint(c.serverEnd().toString())))
                .build());
    }

    /** The side that did something in all these connections; null where it was now one, now the other. */
    static Party side(List<Connection> hit, Predicate<Connection> byClient) {
        long clients = hit.stream().filter(byClient).count();
        return clients == hit.size() ? Party.CLIENT : clients == 0 ? Party.SERVER : null;
    }

    /** Worst first; among equals in the order in which they were added. */
    List<Finding> worstFirst() {
        findings.sort(Finding.WORST_FIRST);
        return findings;
    }

    /** {@code 1 connection} or {@code 5 connections}. */
    static String count(List<Connection> hit) {
        return Plural.of(hit.size(), "connection");
    }

    /** The servers with most of these connections. */
    static String servers(List<Connection> hit) {
        Map<String, Long> servers = hit.stream().collect(Collectors.groupingBy(c -> c.serverEnd().toString(),
                Collectors.counting()));
        String first = servers.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue().reversed()
                .thenComparing(Map.Entry.comparingByKey())).limit(SERVERS_NAMED)
                .map(e -> e.getKey() + (hit.size() > 1 ? " (" + e.getValue() + ")" : "")).collect(Collectors.joining(", "));
        return (servers.size() == 1 ? "server " : "servers ") + first
                + (servers.size() > SERVERS_NAMED ? " and " + (servers.size() - SERVERS_NAMED) + " more" : "");
    }
}
