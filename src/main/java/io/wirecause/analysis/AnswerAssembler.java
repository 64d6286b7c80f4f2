package io.wirecause.analysis;

import io.wirecause.report.Answer;
import io.wirecause.report.Coverage;
import io.wirecause.report.Finding;
import io.wirecause.report.Plural;
import io.wirecause.report.UserFacingException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Runs the analyses of a call and puts the envelope around what its tool presents: the one place that does. */
final class AnswerAssembler {
    private final ToolContext context;
    private final Map<String, Object> filter;
    private final Instant made = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    private AnswerAssembler(ToolContext context, Map<String, Object> filter) {
        this.context = context;
        this.filter = filter;
    }

    static Answer answer(Presentation presentation, Map<String, Object> filter, ToolContext context) throws UserFacingException {
        try (presentation) {
            List<Analysis> analyses = presentation.analyses();
            Pass.Reading reading = Pass.read(context, analyses);
            List<Finding> findings = findings(analyses, reading);
            String absent = presentation.absent();
            if (absent != null) {
                findings.add(0, CaptureFindings.absent(absent, reading));
                findings.sort(Finding.WORST_FIRST);
            }
            return new AnswerAssembler(context, filter).fit(presentation, reading, presentation.listed(findings),
                    coverage(analyses, reading));
        }
    }

    /** The findings of all analyses and those about the capture as such, worst first. */
    static List<Finding> findings(List<Analysis> analyses, Pass.Reading reading) {
        List<Finding> findings = new ArrayList<>(CaptureFindings.of(reading));
        analyses.forEach(analysis -> findings.addAll(analysis.findings()));
        findings.sort(Finding.WORST_FIRST);
        return findings;
    }

    private static Coverage coverage(List<Analysis> analyses, Pass.Reading reading) {
        return reading.coverage().withNotes(analyses.stream().flatMap(analysis -> analysis.notes().stream()).toList());
    }

    /** The longest version of the answer that a default answer has room for; the shortest one where none fits. */
    private Answer fit(Presentation presentation, Pass.Reading reading, List<Finding> findings, Coverage coverage)
            throws UserFacingException {
        int shortest = presentation.shorterVersions();
        Answer answer = answer(presentation.body(reading, 0), findings, coverage);
        for (int shorter = 1; shorter <= shortest && AnswerSize.of(answer) > AnswerSize.DEFAULT_LIMIT; shorter++) {
            answer = answer(presentation.body(reading, shorter), findings, coverage);
        }
        return answer;
    }

    private Answer answer(Body body, List<Finding> findings, Coverage coverage) {
        return new Answer(context.file(), made, coverage.packetsRead(), body.totals(), filter, body.answer(), body.page(),
                issues(findings), findings, coverage);
    }

    /** What stands at the top of an answer: how bad, what, and where to look; findings of one kind in one line. */
    private static List<String> issues(List<Finding> findings) {
        Map<String, List<Finding>> byKind = findings.stream()
                .collect(Collectors.groupingBy(f -> f.severity() + f.code(), LinkedHashMap::new, Collectors.toList()));
        return byKind.values().stream().map(AnswerAssembler::issue).toList();
    }

    private static String issue(List<Finding> kind) {
        Finding first = kind.get(0);
        List<Long> frames = Finding.spread(kind.stream().flatMap(f -> f.frames().stream()).toList(), 2);
        String where = switch (frames.size()) {
            case 0 -> "";
            case 1 -> " (frame " + frames.get(0) + ")";
            default -> " (frames " + frames.get(0) + " to " + frames.get(1) + ")";
        };
        return first.severity().name().toLowerCase(Locale.ROOT) + ": " + first.title()
                + (kind.size() > 1 ? "; and " + Plural.of(kind.size() - 1, "finding") + " more of this kind" : "") + where;
    }
}
