package io.wirecause.compare.service;

import io.wirecause.diagnosis.Causes;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Which findings of two captures are new, gone and in both. */
public final class FindingChanges {
    private static final double CHANCE = 1e-3;
    private static final double TIMES = 2;
    private static final double RARE = 0.1;
    private static final double RARE_CHANCE = 0.05;

    private final List<Finding> before;
    private final List<Finding> after;
    private final List<Causes.Ranked> news;
    private final long of;
    private final long ofAfter;

    /**
     * Compares.
     *
     * @param before findings of the first capture
     * @param after  findings of the second one
     * @param causes the causes among those, worst first
     * @param of      TCP connections in the first capture
     * @param ofAfter those in the second one
     */
    public FindingChanges(List<Finding> before, List<Finding> after, List<Causes.Ranked> causes, long of, long ofAfter) {
        this.of = of;
        this.ofAfter = ofAfter;
        this.before = before;
        this.after = after;
        this.news = causes.stream().filter(cause -> cause.severity() != Severity.NOTE && after.contains(cause.finding()))
                .filter(cause -> before.stream().noneMatch(old -> isSame(old, cause.finding())))
                .filter(cause -> !isRare(cause.finding(), of, ofAfter)).toList();
    }

    /** Whether a finding is about so few of many connections that the first capture may lack it by accident. */
    private static boolean isRare(Finding finding, long of, long ofAfter) {
        long concerned = concerned(List.of(finding));
        return finding.severity() != Severity.ERROR && concerned > 0 && concerned < Finding.MAX_SUBJECTS
                && concerned <= RARE * ofAfter && Chance.ofMore(0, of, concerned, Math.max(concerned, ofAfter)) > RARE_CHANCE;
    }

    /** Causes of the second capture that were not in the first, worst first. */
    public List<Causes.Ranked> news() {
        return news;
    }

    /** Codes only in the second capture. */
    public Set<String> added() {
        Set<String> codes = codes(after);
        codes.removeAll(codes(before));
        return codes;
    }

    /** Codes only in the first capture. */
    public Set<String> gone() {
        Set<String> codes = codes(before);
        codes.removeAll(codes(after));
        return codes;
    }

    /** Codes in both. */
    public Set<String> both() {
        Set<String> codes = codes(after);
        codes.retainAll(codes(before));
        return codes;
    }

    private static Set<String> codes(List<Finding> findings) {
        return findings.stream().map(Finding::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Of codes in both, what is worse now: severity, or the share of connections concerned; a line each. */
    public List<String> worse() {
        List<String> lines = new ArrayList<>();
        for (String code : both()) {
            List<Finding> old = before.stream().filter(finding -> finding.code().equals(code)).toList();
            List<Finding> now = after.stream().filter(finding -> finding.code().equals(code)).toList();
            Severity was = worst(old);
            Severity is = worst(now);
            long concerned = concerned(old);
            long concernedNow = concerned(now);
            boolean counted = concerned > 0 && concernedNow > 0 && Math.max(concerned, concernedNow) < Finding.MAX_SUBJECTS;
            boolean more = counted && is != Severity.NOTE && concernedNow > TIMES * concerned
                    && Chance.ofMore(concerned, Math.max(of, concerned), concernedNow, Math.max(ofAfter, concernedNow)) < CHANCE;
            boolean graver = is.compareTo(was) < 0 && is != Severity.NOTE && concernedNow >= concerned;
            if (graver || more && !now.get(0).title().equals(old.get(0).title())) {
                lines.add("in both, worse now: " + code + ": " + now.get(0).title() + ", before: " + old.get(0).title());
            }
        }
        return lines;
    }

    private static Severity worst(List<Finding> findings) {
        return findings.stream().map(Finding::severity).min(Severity::compareTo).orElse(Severity.NOTE);
    }

    private static long concerned(Collection<Finding> findings) {
        return findings.stream().flatMap(finding -> finding.subjects().stream())
                .filter(subject -> subject.kind() == Subject.Kind.CONNECTION).distinct().count();
    }

    /** Whether two findings of different captures may be one: of one code, and of one server where both name servers. */
    private static boolean isSame(Finding one, Finding other) {
        if (!one.code().equals(other.code())) {
            return false;
        }
        Set<String> servers = servers(one);
        Set<String> others = servers(other);
        return servers.isEmpty() || others.isEmpty() || !Collections.disjoint(servers, others);
    }

    private static Set<String> servers(Finding finding) {
        return finding.subjects().stream().filter(subject -> subject.kind() == Subject.Kind.ENDPOINT).map(Subject::id)
                .collect(Collectors.toSet());
    }
}
