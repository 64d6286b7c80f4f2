package io.wirecause.http.grpc;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.analysis.collect.LruMap;
import io.wirecause.http.exchange.GrpcFacts;
import io.wirecause.http.exchange.HttpExchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The calls of a capture by server and method, and those of them that failed by status. */
public final class GrpcEvents {
    /** Methods told apart; beyond them those unused for longest are forgotten. */
    private static final int MOST_METHODS = 500;
    private static final int MOST_STATUSES = 20;
    private static final int MOST_STREAMS = 100;

    private final Map<MethodKey, Method> methods = new LruMap<>(MOST_METHODS);
    private long calls;
    private long failed;

    private record MethodKey(String server, String service, String method) {
    }

    /** One method of one server. */
    static final class Method {
        final String server;
        final String service;
        final String name;
        long calls;
        final List<Failures> failures = new ArrayList<>();

        private Method(MethodKey key) {
            server = key.server;
            service = key.service;
            name = key.method;
        }

        private Failures of(int status, boolean byDeadline) {
            for (Failures each : failures) {
                if (each.status == status && each.byDeadline == byDeadline) {
                    return each;
                }
            }
            Failures added = new Failures(status, byDeadline);
            if (failures.size() < MOST_STATUSES) {
                failures.add(added);
            }
            return added;
        }
    }

    /** Calls of a method that ended with the same status. */
    static final class Failures {
        final int status;
        /** Whether the client gave up at its own deadline, with no status from the server. */
        final boolean byDeadline;
        final Examples frames = new Examples();
        final List<Integer> streams = new ArrayList<>();
        String message;
        boolean trailersOnly;
        long deadlineNanos = -1;

        private Failures(int status, boolean byDeadline) {
            this.status = status;
            this.byDeadline = byDeadline;
        }

        private void add(HttpExchange exchange, long frame) {
            GrpcFacts facts = exchange.grpc();
            frames.add(frame);
            int stream = exchange.connection().stream();
            if (streams.size() < MOST_STREAMS && !streams.contains(stream)) {
                streams.add(stream);
            }
            message = message == null ? facts.message() : message;
            trailersOnly |= facts.isTrailersOnly();
            deadlineNanos = Math.max(deadlineNanos, facts.deadlineNanos());
        }
    }

    /** No call yet. */
    public GrpcEvents() {
    }

    /** A call has ended with an answer. */
    public void ended(HttpExchange exchange) {
        Method method = count(exchange);
        int status = exchange.grpc().status();
        if (status > GrpcStatus.OK) {
            failed++;
            method.of(status, false).add(exchange, exchange.response().lastFrame());
        }
    }

    /**
     * A call was reset.
     *
     * @return whether the client gave it up at its own deadline, which then is the cause
     */
    public boolean reset(HttpExchange exchange, boolean byClient, long frame, long timeNanos) {
        Method method = count(exchange);
        long deadline = exchange.grpc().deadlineNanos();
        long waited = timeNanos - exchange.request().firstTime();
        // A client starts its clock a little before the request is on the wire.
        boolean expired = byClient && deadline > 0 && waited >= deadline - deadline / 10 - 5_000_000;
        if (expired) {
            failed++;
            method.of(GrpcStatus.DEADLINE_EXCEEDED, true).add(exchange, frame);
        }
        return expired;
    }

    private Method count(HttpExchange exchange) {
        GrpcFacts facts = exchange.grpc();
        MethodKey key = new MethodKey(exchange.connection().server().toString(), facts.service(), facts.method());
        Method method = methods.computeIfAbsent(key, Method::new);
        method.calls++;
        calls++;
        return method;
    }

    /** Calls that have ended. */
    public long calls() {
        return calls;
    }

    /** Those with another status than OK, or given up at the client's deadline. */
    public long failed() {
        return failed;
    }

    Collection<Method> failing() {
        return methods.values().stream().filter(m -> !m.failures.isEmpty())
                .sorted(Comparator.comparing((Method m) -> m.server).thenComparing(m -> m.service).thenComparing(m -> m.name))
                .toList();
    }
}
