package io.wirecause.http;

import io.wirecause.analysis.PageWindow;
import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.CodeCounts;
import io.wirecause.analysis.collect.Latencies;
import io.wirecause.analysis.collect.TopList;
import io.wirecause.http.endpoint.EndpointTable;
import io.wirecause.http.endpoint.PathFolder;
import io.wirecause.http.exchange.ExchangeKind;
import io.wirecause.http.exchange.ExchangeSink;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.http.exchange.HttpOutcome;
import io.wirecause.http.exchange.HttpVersion;
import io.wirecause.http.exchange.Outcome;
import io.wirecause.http.exchange.OutcomeJudge;
import io.wirecause.http.finding.HttpCases;
import io.wirecause.http.finding.HttpThresholds;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** Counts exchanges as they end, and keeps the few that an answer shows. */
final class HttpStatistics implements ExchangeSink {
    /** Endpoints and servers told apart: each takes up to 30 kB where it has many requests. */
    static final int MOST_ENDPOINTS = 600;
    static final int MOST_SERVERS = 200;
    /** Exchanges left open that wait for the end of the pass to be judged. */
    static final int MOST_LEFT_OPEN = 20_000;
    private static final int MOST_NAMES = 64;
    private static final int PROBLEMS = 50;
    private static final int FIRST_ERROR = 400;
    private static final int FIRST_SERVER_ERROR = 500;
    /** Endpoints whose name is at hand for the next request to them, a power of two. */
    private static final int RECENT = 256;

    final BoundedCounter methods = new BoundedCounter(MOST_NAMES);
    final CodeCounts statuses = new CodeCounts(MOST_NAMES);
    final BoundedCounter kinds = new BoundedCounter(MOST_NAMES);
    private final long[] outcomes = new long[HttpOutcome.values().length];
    final long[] versions = new long[HttpVersion.values().length];
    final EndpointTable endpoints = new EndpointTable(MOST_ENDPOINTS, false);
    final EndpointTable servers = new EndpointTable(MOST_SERVERS, true);
    final Latencies firstByte = new Latencies();
    final HttpCases cases = new HttpCases();
    private final HttpFilter filter;
    private final PageWindow page;
    private final LongSupplier captureEnd;
    private final PathFolder folder = new PathFolder();
    private final ArrayDeque<HttpExchange> leftOpen = new ArrayDeque<>();
    private final List<HttpRequestRecord> listed = new ArrayList<>();
    private final TopList<HttpExchange> problems = new TopList<>(Comparator.comparingLong(HttpStatistics::badness).reversed(),
            PROBLEMS);
    private final Named[] recent = new Named[RECENT];
    long found;
    long analyzed;
    long requests;
    long answers;
    long answersWithoutRequest;
    long onReused;
    long requestBytes;
    long responseBytes;
    long judgedEarly;

    /** What an endpoint is made of, and its name. */
    private record Named(String method, String host, String path, String endpoint) {
    }

    /**
     * Nothing counted yet.
     *
     * @param captureEnd the time of the last packet so far
     */
    HttpStatistics(HttpFilter filter, PageWindow page, LongSupplier captureEnd) {
        this.filter = filter;
        this.page = page;
        this.captureEnd = captureEnd;
    }

    @Override
    public void ended(HttpExchange exchange) {
        exchange.judged(OutcomeJudge.ofEnded(exchange));
        count(exchange);
    }

    @Override
    public void leftOpen(HttpExchange exchange) {
        leftOpen.add(exchange);
        if (leftOpen.size() > MOST_LEFT_OPEN) {
            judgedEarly++;
            judge(leftOpen.poll());
        }
    }

    /** Judges what was left open; to be called once, after the pass. */
    void finish() {
        while (!leftOpen.isEmpty()) {
            judge(leftOpen.poll());
        }
    }

    private void judge(HttpExchange exchange) {
        exchange.judged(new OutcomeJudge(captureEnd.getAsLong()).ofLeftOpen(exchange));
        count(exchange);
    }

    private void count(HttpExchange e) {
        found++;
        if (!filter.matches(e)) {
            return;
        }
        analyzed++;
        countRequest(e);
        String endpoint = endpoint(e);
        endpoints.add(endpoint, e);
        servers.add(e.connection().serverName(), e);
        cases.add(e, endpoint);
        if (page.next()) {
            listed.add(HttpRequestRecord.of(e));
        }
        if (badness(e) > 0) {
            problems.add(e);
        }
    }

    private void countRequest(HttpExchange e) {
        boolean known = e.ordinal() > 0;
        requests += known ? 1 : 0;
        onReused += e.ordinal() > 1 ? 1 : 0;
        answers += e.status() > 0 ? 1 : 0;
        answersWithoutRequest += known ? 0 : 1;
        versions[e.version().ordinal()]++;
        requestBytes += e.request().bytes();
        responseBytes += e.response().bytes();
        outcomes[e.outcome().kind().ordinal()]++;
        if (known) {
            methods.add(e.asked().method());
        }
        if (e.status() > 0) {
            statuses.add(e.status());
        }
        if (e.kind() != ExchangeKind.REQUEST) {
            kinds.add(e.kind().label());
        } else if (e.times().waiting() >= 0) {
            firstByte.add(e.times().toFirstByte());
        }
    }

    private String endpoint(HttpExchange e) {
        if (e.asked().method() == null) {
            return "(request not captured)";
        }
        String host = e.asked().host() == null ? e.connection().serverName() : e.asked().host();
        String path = e.asked().path();
        String method = e.asked().method();
        // A hash of the whole path would cost as much as all that is saved here.
        int length = path == null ? 0 : path.length();
        int place = (31 * method.hashCode() + host.hashCode() + 7 * length + (length == 0 ? 0 : path.charAt(length / 2)))
                & RECENT - 1;
        Named before = recent[place];
        if (before != null && before.method.equals(method) && before.host.equals(host) && Objects.equals(before.path, path)) {
            return before.endpoint;
        }
        String endpoint = method + ' ' + host + (path == null || path.isEmpty() ? "" : folder.fold(path));
        recent[place] = new Named(method, host, path, endpoint);
        return endpoint;
    }

    /** Outcomes that occurred, by name. */
    Map<String, Long> outcomes() {
        Map<String, Long> named = new TreeMap<>();
        for (HttpOutcome outcome : HttpOutcome.values()) {
            if (outcomes[outcome.ordinal()] > 0) {
                named.merge(outcome.label(), outcomes[outcome.ordinal()], Long::sum);
            }
        }
        return named;
    }

    /** How much a request is worth showing: dead ones first, then errors of the server, then slow ones; 0 for not at all. */
    private static long badness(HttpExchange e) {
        Outcome outcome = e.outcome();
        if (outcome.kind().isFailure()) {
            return Long.MAX_VALUE - (outcome.kind() == HttpOutcome.STREAM_RESET ? 1 : 0);
        }
        long wait = Math.max(0, e.times().toFirstByte());
        if (e.status() >= FIRST_SERVER_ERROR) {
            return (Long.MAX_VALUE >> 1) + wait;
        }
        if (e.kind().isOpenEnded()) {
            return 0;
        }
        return wait >= HttpThresholds.SLOW_NANOS ? wait : e.status() >= FIRST_ERROR ? 1 : 0;
    }

    /** The worst exchanges, worst first. */
    List<HttpExchange> problems() {
        return problems.list();
    }

    /** Those that stand on the page. */
    List<HttpRequestRecord> listed() {
        return listed;
    }
}
