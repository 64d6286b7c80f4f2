package io.wirecause.view;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Analyzer;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.analysis.service.ServiceTable;
import io.wirecause.diagnosis.DiagnosisTool;
import io.wirecause.diagnosis.Source;
import io.wirecause.explain.Explanation;
import io.wirecause.explain.choice.Choice;
import io.wirecause.explain.choice.Locator;
import io.wirecause.explain.choice.Target;
import io.wirecause.report.Finding;
import io.wirecause.report.UserFacingException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Presents what a report shows: the diagnosis after one pass, then the lives of the connections that matter after another. */
final class ViewReport implements Presentation {
    /** How often the lists of the diagnosis are doubled. */
    private static final int DOUBLINGS = 2;
    private static final int LIVES = 10;
    private static final int OF_FINDING = 2;
    private static final int BUSIEST = 3;
    private static final int STEPS = 60;
    private static final int FINDINGS = 8;
    private static final long LEAST_WAIT = 20_000_000L;

    private final ToolContext context;
    private final Integer connection;
    private final Presentation diagnosis;
    private final Locator locator;
    private final int mostConnections;
    private final Timeline timeline = new Timeline();
    private final List<Analysis> analyses;
    private List<Finding> found = List.of();

    /** What the report itself looks at in the first pass. */
    private final class Looking implements Analysis {
        @Override
        public List<Analyzer> analyzers() {
            return List.of(locator, timeline);
        }

        @Override
        public void finish(Pass.Reading reading) {
            // What is shown depends on the findings.
        }

        @Override
        public List<Finding> findings() {
            return List.of();
        }
    }

    ViewReport(ViewArguments arguments, ToolContext context, List<Source> sources) throws UserFacingException {
        this.context = context;
        this.connection = arguments.connection();
        this.mostConnections = Source.together(context).limits().maxConnections();
        this.locator = new Locator(Choice.of(arguments.connection(), null, null), mostConnections);
        this.diagnosis = DiagnosisTool.within(context, sources, DOUBLINGS);
        this.analyses = new ArrayList<>(diagnosis.analyses());
        this.analyses.add(new Looking());
    }

    @Override
    public List<Analysis> analyses() {
        return analyses;
    }

    @Override
    public List<Finding> listed(List<Finding> findings) {
        found = findings;
        return diagnosis.listed(findings);
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        Body told = diagnosis.body(reading, 0);
        List<Target> targets = connection == null ? locator.targets(found, OF_FINDING, BUSIEST, LIVES)
                : List.of(locator.target(found));
        Map<Integer, SegmentSamples> samples = new HashMap<>();
        targets.stream().filter(target -> target.connection() >= 0)
                .forEach(target -> samples.put(target.connection(), new SegmentSamples()));
        ServiceTable services = new ServiceTable();
        analyses.forEach(analysis -> analysis.describe(services));
        List<Explanation> lives = Explanation.read(context,
                new Explanation.Asked(targets, mostConnections, LEAST_WAIT, samples), found, services);
        List<ViewAnswer.Shown> shown = lives.stream().map(life -> shown(life, samples.get(life.connection()))).toList();
        return new Body(new ViewTotals(locator.connectionCount(), shown.size()),
                new ViewAnswer(told.totals(), told.answer(), timeline.table(), shown), null);
    }

    private ViewAnswer.Shown shown(Explanation life, SegmentSamples samples) {
        return new ViewAnswer.Shown(samples == null ? null : (Integer) life.connection(), life.answer(STEPS, FINDINGS),
                samples == null ? null : samples.table(timeline.start()));
    }
}
