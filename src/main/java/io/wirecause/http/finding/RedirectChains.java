package io.wirecause.http.finding;

import io.wirecause.analysis.collect.LruMap;
import io.wirecause.http.exchange.HttpExchange;
import java.util.HashMap;
import java.util.Map;

/** Follows the redirects of each client, to see whether they lead in a circle. */
final class RedirectChains {
    private static final int CLIENTS = 2048;
    private static final int MOST_TARGETS = 32;
    private static final int FIRST_REDIRECT = 301;
    private static final int LAST_REDIRECT = 308;
    private static final int NOT_MODIFIED = 304;

    private final Map<Object, Chain> byClient = new LruMap<>(CLIENTS);

    private static final class Chain {
        private final Map<Integer, Integer> visits = new HashMap<>();
        private int nextTarget;
        private long lastTime;
        private int returns;
    }

    /** Takes in an answered exchange; how often its chain has come back to where it was, 0 where it is no circle. */
    int add(HttpExchange e) {
        int status = e.status();
        boolean redirect = status >= FIRST_REDIRECT && status <= LAST_REDIRECT && status != NOT_MODIFIED
                && e.got().location() != null && e.asked().method() != null;
        if (!redirect) {
            return 0;
        }
        Chain chain = byClient.computeIfAbsent(e.connection().client().host(), client -> new Chain());
        int target = e.asked().targetHash();
        boolean follows = chain.nextTarget == target
                && e.request().firstTime() - chain.lastTime < HttpThresholds.LOOP_PAUSE_NANOS;
        if (!follows || chain.visits.size() > MOST_TARGETS) {
            chain.visits.clear();
            chain.returns = 0;
        }
        chain.returns += chain.visits.merge(target, 1, Integer::sum) > 1 ? 1 : 0;
        chain.nextTarget = e.got().locationHash();
        chain.lastTime = e.response().lastTime();
        return chain.returns >= HttpThresholds.LOOP_RETURNS ? chain.returns : 0;
    }
}
