package io.wirecause.diagnosis;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.report.Finding;
import io.wirecause.report.Severity;
import java.util.List;

/** The causes in a capture as the diagnosis ranks them, for those that compare captures: takes part in the pass for the times. */
public final class Causes implements Analysis {
    private final FrameTimes times = new FrameTimes();

    /** Nothing seen yet. */
    public Causes() {
    }

    /**
     * A cause.
     *
     * @param finding  itself
     * @param severity how bad it is, what follows from it included
     * @param sentence what it is, with its first numbers and its place, without a full stop
     * @param effects  what follows from it, worst first
     */
    public record Ranked(Finding finding, Severity severity, String sentence, List<Finding> effects) {
    }

    @Override
    public List<Analyzer> analyzers() {
        return List.of(times);
    }

    @Override
    public void finish(Pass.Reading reading) {
        // The times are all there is to it.
    }

    @Override
    public List<Finding> findings() {
        return List.of();
    }

    /** The causes among findings, both worst first. */
    public List<Ranked> of(List<Finding> findings, ServiceTable services) {
        Places places = new Places(services);
        return new CauseTree(new Joins(services), new Gateways(times)).roots(findings).stream()
                .map(root -> new Ranked(root.finding(), root.severity(), FirstSentences.cause(root.finding(), places),
                        root.effects().stream().map(CauseTree.Effect::finding).toList())).toList();
    }

    /** From the first to the last frame with a time, nanoseconds. */
    public long span() {
        return times.span();
    }
}
