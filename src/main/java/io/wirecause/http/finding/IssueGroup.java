package io.wirecause.http.finding;

import io.wirecause.analysis.collect.BoundedCounter;
import io.wirecause.analysis.collect.Examples;
import io.wirecause.http.exchange.HttpExchange;
import io.wirecause.report.Finding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Cases of one kind with one key, such as a status of a host: counted, with the first ones and the worst. */
public final class IssueGroup {
    private static final int FIRST = 4;
    private static final int ENDPOINTS = 20;
    private static final int SERVERS = 8;

    private final String key;
    private final List<HttpExchange> first = new ArrayList<>(FIRST);
    private final Examples frames = new Examples();
    private final Set<Integer> streams = new LinkedHashSet<>();
    private final BoundedCounter endpoints = new BoundedCounter(ENDPOINTS, "other endpoints");
    private final BoundedCounter servers = new BoundedCounter(SERVERS, "others");
    private final BoundedCounter clients = new BoundedCounter(SERVERS, "others");
    private HttpExchange worst;
    private long worstNanos = Long.MIN_VALUE;
    private long leastNanos = Long.MAX_VALUE;
    private long count;
    private long recovered;

    IssueGroup(String key) {
        this.key = key;
    }

    /**
     * One more case.
     *
     * @param endpoint method, host and folded path
     * @param frame    the frame that shows it
     * @param nanos    how bad it is
     */
    void add(HttpExchange e, String endpoint, long frame, long nanos) {
        count++;
        if (first.size() < FIRST) {
            first.add(e);
        }
        if (nanos > worstNanos) {
            worstNanos = nanos;
            worst = e;
        }
        leastNanos = Math.min(leastNanos, nanos);
        frames.add(frame);
        if (streams.size() < Finding.MAX_SUBJECTS) {
            streams.add(e.connection().stream());
        }
        endpoints.add(endpoint);
        servers.add(e.connection().server().toString());
        clients.add(e.connection().client().address());
    }

    void recovered(long cases) {
        recovered += cases;
    }

    String key() {
        return key;
    }

    /** Cases. */
    public long count() {
        return count;
    }

    /** Cases whose request was answered well later. */
    long recovered() {
        return Math.min(count, recovered);
    }

    /** Cases whose request was never answered well. */
    long lasting() {
        return count - recovered();
    }

    HttpExchange example() {
        return first.get(0);
    }

    List<HttpExchange> first() {
        return first;
    }

    HttpExchange worst() {
        return worst;
    }

    long worstNanos() {
        return worstNanos;
    }

    long leastNanos() {
        return leastNanos;
    }

    BoundedCounter endpoints() {
        return endpoints;
    }

    BoundedCounter servers() {
        return servers;
    }

    /** Another frame that shows the case added last. */
    void showAlso(long frame) {
        frames.add(frame);
    }

    BoundedCounter clients() {
        return clients;
    }

    List<Long> frames() {
        return frames.frames();
    }

    List<Integer> streams() {
        return List.copyOf(streams);
    }
}
