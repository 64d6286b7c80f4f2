package io.wirecause.service;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.report.UserFacingException;
import io.wirecause.service.finding.ServerStatistics;
import java.util.List;

/** Presents {@code analyze_service_errors}, in as many rows as fit into a default answer. */
final class ServiceReport implements Presentation {
    /** What TCP, the streams and the exchanges keep of a connection is twice what the limit reckons with. */
    private static final int CONNECTION_WEIGHT = 2;
    /** Rows of each table, tried one after another until the answer fits; then the exchanges listed become fewer. */
    private static final int[] ROWS = {5, 3, 2, 1};
    private static final int ROWS_DETAILED = 50;

    private final ServiceArguments arguments;
    private final PageWindow window;
    private final ServiceAnalysis analysis;
    private final ServiceStatistics seen;
    private List<ExchangeRecord> exchanges;
    private List<ExchangeRecord> problems;
    private List<ServerStatistics.Row> servers;

    ServiceReport(ServiceArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.window = PageWindow.messages(arguments.page(), arguments.detailed());
        this.analysis = new ServiceAnalysis(context.withHeavierConnections(CONNECTION_WEIGHT), ServiceFilter.of(arguments),
                window);
        this.seen = analysis.statistics();
    }

    @Override
    public List<Analysis> analyses() {
        return List.of(analysis);
    }

    @Override
    public int shorterVersions() {
        boolean whole = arguments.detailed() || arguments.page().exceedsDefault();
        return whole ? 0 : ROWS.length - 1 + Math.max(0, window.listed(seen.listed()).size() - 1);
    }

    @Override
    public String absent() {
        return seen.found == 0 && seen.connections == 0 ? "application protocol that is read" : null;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        if (exchanges == null) {
            exchanges = window.listed(seen.listed());
            problems = seen.problems();
            servers = seen.servers.top(ROWS_DETAILED);
        }
        int rows = arguments.detailed() ? ROWS_DETAILED : ROWS[Math.min(shorter, ROWS.length - 1)];
        int listed = exchanges.size() - Math.max(0, shorter - (ROWS.length - 1));
        return new Body(new ServiceTotals(seen.found, seen.analyzed), new ServiceAnswer(counts(), first(servers, rows),
                first(problems, rows), exchanges.subList(0, listed)), window.page(listed));
    }

    private static <T> List<T> first(List<T> all, int rows) {
        return all.size() <= rows ? all : all.subList(0, rows);
    }

    private ServiceAnswer.Counts counts() {
        return new ServiceAnswer.Counts(seen.protocols(), seen.connections, seen.encrypted, seen.requests, seen.replies,
                seen.errors, seen.unanswered, seen.slow, seen.logins, seen.failedLogins, seen.codes(), seen.waits.summary());
    }
}
