package io.wirecause.tcp;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.tcp.report.TcpPattern;
import io.wirecause.tcp.report.TcpStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Presents {@code analyze_tcp_anomalies}: counts over all connections and the patterns in them. */
final class AnomaliesReport implements Presentation {
    private final TcpAnalysis analysis;

    AnomaliesReport(AnomaliesArguments arguments, ToolContext context) throws UserFacingException {
        this.analysis = new TcpAnalysis(context, TcpFilter.of(arguments.server()));
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public String absent() {
        return analysis.totals().absent();
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) {
        List<TcpPattern> patterns = TcpPattern.of(analysis.connections());
        Map<String, Integer> byCategory = new LinkedHashMap<>();
        patterns.forEach(pattern -> byCategory.merge(pattern.category(), 1, Integer::sum));
        return new Body(analysis.totals(), new AnomaliesAnswer(TcpStatistics.of(analysis.connections()), patterns,
                new AnomaliesAnswer.Summary(patterns.size(), byCategory,
                        patterns.stream().map(TcpPattern::description).toList())),
                null);
    }
}
