package io.wirecause.diagnosis;

import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Folds findings under those that they follow from, and ranks what is left: the causes. */
final class CauseTree {
    /** Findings compared with each other; the worst come first, and answers list far fewer. */
    static final int MAX_FINDINGS = 200;
    /** The share of a finding's connections that must have a cause for it to follow from causes rather than to be one. */
    private static final double EXPLAINED = 0.5;

    private final Joins joins;
    private final Gateways gateways;

    /**
     * A finding that follows from a cause.
     *
     * @param shared connections of it that the cause is about too; 0 where that is not why they are joined
     */
    record Effect(Finding finding, int shared, int of) {
        /** In a sentence: where the cause explains a part of it only, how many connections that are. */
        String title() {
            String title = finding.title();
            return shared > 0 && shared < of && title.startsWith(of + " ") ? shared + " of " + title : title;
        }
    }

    /** A cause with the findings that follow from it, worst first. */
    record Root(Finding finding, List<Effect> effects) {
        /** How bad it is, what follows from it included. */
        Severity severity() {
            return effects.stream().map(effect -> effect.finding().severity()).reduce(finding.severity(), CauseTree::worse);
        }

        private long painful() {
            return effects.stream().filter(effect -> effect.finding().severity() != Severity.NOTE).count();
        }
    }

    CauseTree(Joins joins, Gateways gateways) {
        this.joins = joins;
        this.gateways = gateways;
    }

    /**
     * The causes, worst first.
     *
     * @param findings worst first
     */
    List<Root> roots(List<Finding> findings) {
        List<Finding> compared = findings.subList(0, Math.min(MAX_FINDINGS, findings.size()));
        Map<Finding, Finding> causes = new IdentityHashMap<>();
        for (Finding effect : compared) {
            for (Finding cause : compared) {
                if (cause != effect && !follows(cause, effect, causes) && isCause(cause, effect, compared)) {
                    causes.put(effect, cause);
                    break;
                }
            }
        }
        Map<Finding, Root> roots = new IdentityHashMap<>();
        List<Root> ranked = new ArrayList<>();
        for (Finding finding : compared) {
            if (!causes.containsKey(finding)) {
                Root root = new Root(finding, new ArrayList<>());
                roots.put(finding, root);
                ranked.add(root);
            }
        }
        for (Finding finding : compared) {
            if (causes.containsKey(finding)) {
                fold(finding, roots.get(top(finding, causes)), ranked);
            }
        }
        ranked.sort(Comparator.comparing(Root::severity).thenComparing(root -> root.finding().aboutCapture())
                .thenComparing(root -> root.finding().severity())
                .thenComparing(Comparator.comparingLong(Root::painful).reversed()));
        return ranked;
    }

    /** Puts a finding under its cause, and under others that explain connections of it which that one does not. */
    private void fold(Finding finding, Root home, List<Root> roots) {
        Set<Subject> all = joins.connections(finding);
        Set<Subject> left = new HashSet<>(all);
        left.removeAll(joins.connections(home.finding()));
        home.effects().add(new Effect(finding, all.size() - left.size(), all.size()));
        for (Root other : roots) {
            if (other == home || left.isEmpty() || !CauseRules.canCause(other.finding().code(), finding.code())) {
                continue;
            }
            Set<Subject> shared = new HashSet<>(left);
            shared.retainAll(joins.connections(other.finding()));
            if (!shared.isEmpty()) {
                other.effects().add(new Effect(finding, shared.size(), all.size()));
                left.removeAll(shared);
            }
        }
    }

    /** The share of a finding's connections that findings which can be its causes are about; 1 where it is not about those. */
    private double explained(Finding effect, List<Finding> causes) {
        Set<Subject> all = joins.connections(effect);
        if (all.isEmpty() || effect.severity() == Severity.NOTE || effect.subjects().size() >= Finding.MAX_SUBJECTS) {
            return 1;
        }
        Set<Subject> left = new HashSet<>(all);
        for (Finding cause : causes) {
            if (cause != effect && CauseRules.canCause(cause.code(), effect.code())) {
                if (joins.connections(cause).isEmpty()) {
                    return 1;
                }
                left.removeAll(joins.connections(cause));
            }
        }
        return 1 - left.size() / (double) all.size();
    }

    private boolean isCause(Finding cause, Finding effect, List<Finding> all) {
        return CauseRules.canCause(cause.code(), effect.code()) && joins.share(cause, effect)
                && explained(effect, all) >= EXPLAINED || gateways.joins(cause, effect);
    }

    /** Whether a finding follows from another already, so that the other cannot follow from it. */
    private static boolean follows(Finding finding, Finding from, Map<Finding, Finding> causes) {
        for (Finding at = finding; at != null; at = causes.get(at)) {
            if (at == from) {
                return true;
            }
        }
        return false;
    }

    private static Finding top(Finding finding, Map<Finding, Finding> causes) {
        Finding at = finding;
        while (causes.containsKey(at)) {
            at = causes.get(at);
        }
        return at;
    }

    private static Severity worse(Severity one, Severity other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
