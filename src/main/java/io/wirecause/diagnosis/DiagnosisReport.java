package io.wirecause.diagnosis;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Durations;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Presents {@code diagnose_capture}: runs all analyses in one pass, and makes causes of what they find. */
final class DiagnosisReport implements Presentation {
    /** Causes, servers and so on of the full answer; each shorter version halves them. */
    private static final int CAUSES = 6;
    private static final int SERVICES = 4;
    private static final int LINES = 6;
    private static final int NEXT = 2;
    private static final int SHORTER_VERSIONS = 3;

    private final Focus focus;
    private final int doublings;
    private final List<Source> sources;
    private final List<Analysis> analyses = new ArrayList<>();
    private final FrameTimes times = new FrameTimes();
    private final ServiceTable services = new ServiceTable();
    private Joins joins;
    private List<String> healthy = List.of();
    private List<String> notesOfAnalyses = List.of();
    private List<String> malformed = List.of();
    private List<CauseTree.Root> roots = List.of();

    /** What the diagnosis itself looks at in the pass. */
    private final class Observers implements Analysis {
        @Override
        public List<Analyzer> analyzers() {
            return focus == null || focus.locator() == null ? List.of(times) : List.of(times, focus.locator());
        }

        @Override
        public void finish(Pass.Reading reading) throws UserFacingException {
            if (focus != null && focus.locator() != null && !focus.locator().isFound()) {
                throw new UserFacingException("The capture has no frame " + focus.locator().number()
                        + " with an IP packet, so there is nothing to narrow the diagnosis to.");
            }
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }

    DiagnosisReport(DiagnosisArguments arguments, ToolContext context, List<Source> sources, int doublings)
            throws UserFacingException {
        this.doublings = doublings;
        this.focus = Focus.of(arguments.focus(), context.limits().maxConnections());
        this.sources = sources;
        ToolContext heavy = Source.together(context);
        sources.forEach(source -> analyses.add(source.analysis().apply(heavy)));
        analyses.add(new Observers());
    }

    @Override
    public List<Analysis> analyses() {
        return analyses;
    }

    @Override
    public int shorterVersions() {
        return SHORTER_VERSIONS;
    }

    @Override
    public List<Finding> listed(List<Finding> findings) {
        analyses.forEach(analysis -> analysis.describe(services));
        // Once, for all versions of the body: some walk all connections.
        healthy = analyses.stream().flatMap(analysis -> analysis.healthy().stream()).toList();
        notesOfAnalyses = analyses.stream().flatMap(analysis -> analysis.notes().stream()).toList();
        // Which server or connection they belong to is not known.
        malformed = focus != null ? List.of() : analyses.stream().flatMap(analysis -> analysis.malformed().stream()).toList();
        joins = new Joins(services);
        List<CauseTree.Root> all = new CauseTree(joins, new Gateways(times)).roots(findings);
        roots = focus == null ? all : all.stream().filter(this::isInFocus).toList();
        return List.of();
    }

    private boolean isInFocus(CauseTree.Root root) {
        return focus.matches(root.finding(), joins)
                || root.effects().stream().anyMatch(effect -> focus.matches(effect.finding(), joins));
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) {
        List<CauseTree.Root> causes = roots.stream().filter(root -> root.severity() != Severity.NOTE).toList();
        List<CauseTree.Root> notes = roots.stream().filter(root -> root.severity() == Severity.NOTE).toList();
        List<String> remarks = Stream.concat(reading.coverage().notes().stream(), notesOfAnalyses.stream()).toList();
        List<String> noted = Stream.concat(malformed.stream(), notes.stream().map(CauseWriter::line)).toList();
        CauseWriter writer = new CauseWriter(times);
        NextCalls calls = new NextCalls(sources);
        ServiceRows rows = new ServiceRows(services);
        DiagnosisAnswer answer = new DiagnosisAnswer(
                FirstSentences.of(causes, new Places(services), noted, healthy, remarks, rows.unread(focus),
                        reading.coverage().packetsRead(), focus != null),
                first(causes, CAUSES << doublings >> shorter).stream().map(writer::cause).toList(),
                first(noted, LINES << doublings >> shorter),
                rows.worst(focus, SERVICES << doublings >> shorter), first(healthy, LINES),
                first(FirstSentences.unknown(roots, reading, services.connectionsBeyond()),
                        LINES << doublings >> shorter),
                causes.stream().map(root -> calls.of(root.finding())).filter(Objects::nonNull).distinct().limit(NEXT).toList());
        return new Body(new DiagnosisTotals(Durations.seconds(times.span()), causes.size(), noted.size(),
                rows.count(focus)), answer, null);
    }

    private static <T> List<T> first(List<T> all, int most) {
        return all.subList(0, Math.min(most, all.size()));
    }
}
