package io.wirecause.diagnosis;

import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** Folds findings under those that they follow from, and ranks what is left: the causes. */
final class CauseTree {
    /** Findings compared with each other; the worst come first, and answers list far fewer. */
    static final int MAX_FINDINGS = 200;

    private final Joins joins;
    private final Gateways gateways;

    /** A cause with the findings that follow from it, worst first. */
    record Root(Finding finding, List<Finding> effects) {
        /** How bad it is, what follows from it included. */
        Severity severity() {
            return effects.stream().map(Finding::severity).reduce(finding.severity(), CauseTree::worse);
        }

        private long painful() {
            return effects.stream().filter(effect -> effect.severity() != Severity.NOTE).count();
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
                if (cause != effect && !follows(cause, effect, causes) && isCause(cause, effect)) {
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
                roots.get(top(finding, causes)).effects().add(finding);
            }
        }
        ranked.sort(Comparator.comparing(Root::severity).thenComparing(root -> root.finding().aboutCapture())
                .thenComparing(root -> root.finding().severity())
                .thenComparing(Comparator.comparingLong(Root::painful).reversed()));
        return ranked;
    }

    private boolean isCause(Finding cause, Finding effect) {
        return CauseRules.canCause(cause.code(), effect.code()) && joins.share(cause, effect) || gateways.joins(cause, effect);
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
