package io.wirecause.compare;

import io.wirecause.compare.service.ServiceChange;
import io.wirecause.diagnosis.Causes;
import io.wirecause.report.Confidence;
import io.wirecause.report.Finding;
import io.wirecause.report.Party;
import io.wirecause.report.Severity;
import io.wirecause.report.Subject;
import java.util.ArrayList;
import java.util.List;

/** What got worse between two captures, as findings: changed services, and causes that are new, with frames of their capture. */
final class ChangedFindings {
    private static final int NEWS = 3;
    private static final int FRAMES = 5;

    private final Points points;

    ChangedFindings(Points points) {
        this.points = points;
    }

    List<Finding> of(List<ServiceChange> worse, List<Causes.Ranked> news) {
        List<Finding> all = new ArrayList<>();
        worse.stream().limit(Finding.EXAMPLES).forEach(change -> all.add(changed(change)));
        news.stream().limit(NEWS).forEach(cause -> all.add(inOther(cause.finding())));
        return all;
    }

    private Finding changed(ServiceChange change) {
        return Finding.of(CompareFindingCode.SERVICE_CHANGED, Severity.WARNING, Confidence.MEDIUM).title(change.line())
                .at(Party.UNCLEAR).detail("In " + points.quoted(1) + ", compared with " + points.quoted(0) + ".")
                .displayFilter(change.filter(false)).inBoth(null, change.filter(true))
                .hint("Ask diagnose_capture about " + points.quoted(1) + " for the cause.")
                .subject(Subject.endpoint(change.endpoint())).build();
    }

    /** Frames and connections of the second capture must not pass for some of the first. */
    private Finding inOther(Finding f) {
        String server = f.subjects().stream().filter(s -> s.kind() == Subject.Kind.ENDPOINT).map(Subject::id).sorted()
                .findFirst().orElse(null);
        return new Finding(f.code(), f.severity(), f.confidence(), f.title(), f.detail(), List.of(), List.of(),
                server == null ? "frame" : ServiceChange.filter(server), f.hint(), f.limits(),
                points.frames(1, Finding.spread(f.frames(), FRAMES)), f.displayFilter(), f.subjects(), f.aboutCapture(),
                f.party());
    }
}
