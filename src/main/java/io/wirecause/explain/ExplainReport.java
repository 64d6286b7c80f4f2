package io.wirecause.explain;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.diagnosis.Source;
import io.wirecause.explain.choice.Choice;
import io.wirecause.explain.choice.Locator;
import io.wirecause.explain.choice.Target;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Presents {@code explain_connection}: runs all analyses in one pass, then reads the capture once more for the one connection
 * that is explained, because which one that is may depend on what was found.
 */
final class ExplainReport implements Presentation {
    /** Steps told at most, and in shorter versions. */
    private static final int[] STEPS = {36, 24, 16, 8};
    private static final int DETAILED_STEPS = 60;
    private static final int[] FINDINGS = {5, 4, 3, 2};
    private static final long LEAST_WAIT = 200_000_000L;
    private static final long DETAILED_WAIT = 20_000_000L;

    private final ExplainArguments arguments;
    private final ToolContext context;
    private final Locator locator;
    private final int mostConnections;
    private final List<Analysis> analyses = new ArrayList<>();
    private final ServiceTable services = new ServiceTable();
    private List<Finding> found = List.of();
    private Explanation told;

    /** Finds the connection in the pass. */
    private final class Looking implements Analysis {
        @Override
        public List<Analyzer> analyzers() {
            return List.of(locator);
        }

        @Override
        public void finish(Pass.Reading reading) {
            // Which one it is depends on the findings.
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }

    ExplainReport(ExplainArguments arguments, ToolContext context, List<Source> sources) throws UserFacingException {
        this.arguments = arguments;
        this.context = context;
        ToolContext heavy = Source.together(context);
        this.mostConnections = heavy.limits().maxConnections();
        this.locator = new Locator(Choice.of(arguments.connection(), arguments.frame(), arguments.endpoints()), mostConnections);
        sources.forEach(source -> analyses.add(source.analysis().apply(heavy)));
        analyses.add(new Looking());
    }

    @Override
    public List<Analysis> analyses() {
        return analyses;
    }

    @Override
    public int shorterVersions() {
        return STEPS.length - 1;
    }

    @Override
    public List<Finding> listed(List<Finding> findings) {
        found = findings;
        analyses.forEach(analysis -> analysis.describe(services));
        return List.of();
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        if (told == null) {
            Target target = locator.target(found);
            if (target == null) {
                return new Body(new ExplainTotals(0), nothing(), null);
            }
            long least = arguments.detail() ? DETAILED_WAIT : LEAST_WAIT;
            told = Explanation.read(context, new Explanation.Asked(List.of(target), mostConnections, least, Map.of()),
                    found, services).get(0);
        }
        int steps = arguments.detail() && shorter == 0 ? DETAILED_STEPS : STEPS[shorter];
        return new Body(new ExplainTotals(told.frames()), told.answer(steps, FINDINGS[shorter]), null);
    }

    private static ExplainAnswer nothing() {
        return new ExplainAnswer("The capture holds no IP packet whose exchange could be explained.", "nothing", null, null, "",
                List.of(), 0, null, List.of(), null, null);
    }
}
