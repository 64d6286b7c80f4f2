package io.wirecause.explain;

import io.wirecause.diagnosis.CauseRules;
import io.wirecause.explain.choice.Target;
import io.wirecause.explain.life.Members;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.Sentence;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What the analyses found about the connection or exchange that is explained. */
final class Verdicts {
    private static final int CODES = 20;
    private static final int MOST = 100;

    private final List<Finding> own;

    /**
     * Those that concern it.
     *
     * @param findings all, worst first
     */
    Verdicts(List<Finding> findings, Target target, Members members) {
        List<Finding> about = findings.stream()
                .filter(finding -> !finding.aboutCapture() && concerns(finding, target, members)).limit(MOST).toList();
        // What follows from another comes behind it; of two causes of one severity the one that explains more comes first.
        own = about.stream().sorted(Comparator.comparing(Finding::severity)
                .thenComparing(finding -> about.stream().anyMatch(other -> causes(other, finding)))
                .thenComparing(finding -> -about.stream().filter(other -> causes(finding, other)).count())).toList();
    }

    private static boolean causes(Finding one, Finding other) {
        return one != other && CauseRules.canCause(one.code(), other.code());
    }

    private static boolean concerns(Finding finding, Target target, Members members) {
        boolean connections = finding.subjects().stream().anyMatch(subject -> subject.kind() == Subject.Kind.CONNECTION);
        if (target.connection() >= 0 && connections) {
            return finding.subjects().contains(Subject.connection(target.connection()));
        }
        boolean call = target.exchange() != null && target.exchange().call() != null
                && finding.subjects().contains(Subject.call(target.exchange().call()));
        return call || members.hasAny(finding.frames());
    }

    /** What is wrong, in a sentence. */
    String first() {
        List<Finding> trouble = own.stream().filter(finding -> finding.severity() != Severity.NOTE).toList();
        if (trouble.isEmpty()) {
            return "Nothing wrong was found with it" + (own.isEmpty() ? "." : "; noted: " + Sentence.of(own.get(0).title()));
        }
        return Sentence.of(trouble.get(0).title()) + (trouble.size() == 1 ? "" : " Beside it "
                + Plural.of(trouble.size() - 1, "other finding") + ", below.");
    }

    /** A line each, and one that counts the rest. */
    List<String> lines(int most) {
        List<String> lines = new ArrayList<>();
        for (Finding finding : own.subList(0, Math.min(most, own.size()))) {
            lines.add(finding.severity().name().toLowerCase(Locale.ROOT) + " " + finding.code() + ": "
                    + Sentence.of(finding.title()) + " " + Sentence.of(finding.detail())
                    + (finding.severity() == Severity.NOTE ? "" : " " + Sentence.of(finding.hint())));
        }
        if (own.size() > most) {
            List<String> codes = own.subList(most, own.size()).stream().map(Finding::code).distinct().limit(CODES).toList();
            lines.add(Plural.of(own.size() - most, "more finding") + ": " + String.join(", ", codes));
        }
        return lines;
    }
}
