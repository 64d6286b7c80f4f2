package io.wirecause.http;

import io.wirecause.analysis.Analysis;
import io.wirecause.analysis.Body;
import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.Pass;
import io.wirecause.analysis.Presentation;
import io.wirecause.analysis.ToolContext;
import io.wirecause.http.endpoint.EndpointStatistics;
import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.report.UserFacingException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Presents {@code analyze_http_requests}, in as many rows as fit into a default answer. */
final class HttpReport implements Presentation {
    /** What TCP, the streams and the exchanges keep of a connection is twice what the limit reckons with. */
    private static final int CONNECTION_WEIGHT = 2;
    /** Rows of each table, tried one after another until the answer fits; then the requests listed become fewer. */
    private static final int[] ROWS = {5, 3, 2, 1};
    private static final int ROWS_DETAILED = 50;
    private static final int NAMES = 12;

    private final HttpArguments arguments;
    private final PageWindow window;
    private final HttpAnalysis analysis;
    private final HttpStatistics seen;
    private List<HttpRequestRecord> requests;
    private List<EndpointStatistics.Row> servers;
    private List<EndpointStatistics.Row> endpoints;

    HttpReport(HttpArguments arguments, ToolContext context) throws UserFacingException {
        this.arguments = arguments;
        this.window = PageWindow.messages(arguments.page(), arguments.detailed());
        this.analysis = new HttpAnalysis(context.withHeavierConnections(CONNECTION_WEIGHT), HttpFilter.of(arguments), window);
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
        return seen.found == 0 ? "HTTP in clear" : null;
    }

    @Override
    public Body body(Pass.Reading reading, int shorter) throws UserFacingException {
        if (requests == null) {
            requests = window.listed(seen.listed());
            servers = seen.servers.top(ROWS_DETAILED);
            endpoints = seen.endpoints.top(ROWS_DETAILED);
        }
        int rows = arguments.detailed() ? ROWS_DETAILED : ROWS[Math.min(shorter, ROWS.length - 1)];
        int listed = requests.size() - Math.max(0, shorter - (ROWS.length - 1));
        List<HttpRequestRecord> problems = seen.problems().stream().limit(rows).map(HttpRequestRecord::of).toList();
        return new Body(new HttpTotals(seen.found, seen.analyzed), new HttpAnswer(statistics(), first(servers, rows),
                first(endpoints, rows), problems, requests.subList(0, listed)), window.page(listed));
    }

    private static <T> List<T> first(List<T> all, int rows) {
        return all.size() <= rows ? all : all.subList(0, rows);
    }

    private HttpAnswer.Statistics statistics() {
        Map<String, Long> versions = new LinkedHashMap<>();
        for (HttpVersion each : HttpVersion.values()) {
            if (seen.versions[each.ordinal()] > 0) {
                versions.put(each.label(), seen.versions[each.ordinal()]);
            }
        }
        return new HttpAnswer.Statistics(seen.requests, seen.answers, seen.answersWithoutRequest, analysis.connections(),
                seen.onReused, versions, seen.methods.top(NAMES), seen.statuses.named(Integer::toString), seen.outcomes(),
                seen.kinds.top(NAMES), seen.firstByte.count() == 0 ? null : seen.firstByte.summary(), seen.cases.slow(),
                seen.requestBytes, seen.responseBytes, seen.endpoints.size());
    }
}
