package io.wirecause.http.http2;

import io.wirecause.analysis.collect.Examples;
import io.wirecause.analysis.collect.LruMap;
import io.wirecause.http.exchange.HttpExchange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Streams that were reset, by server, who reset them and why. */
final class StreamResets {
    /** Kinds told apart; beyond them those unused for longest are forgotten. */
    private static final int MOST = 200;
    private static final int MOST_STREAMS = 100;

    private final Map<Key, Group> groups = new LruMap<>(MOST);

    private record Key(String server, boolean byClient, long code, boolean openEnded, boolean answered) {
    }

    /** Resets of one kind. */
    static final class Group {
        final String server;
        final boolean byClient;
        final long code;
        /** Whether the answer was one that goes on for as long as the client listens. */
        final boolean openEnded;
        /** Whether the answer had begun. */
        final boolean answered;
        final Examples frames = new Examples();
        final List<Integer> streams = new ArrayList<>();
        long shortestWait = Long.MAX_VALUE;
        long longestWait;
        String example;

        private Group(Key key) {
            server = key.server;
            byClient = key.byClient;
            code = key.code;
            openEnded = key.openEnded;
            answered = key.answered;
        }
    }

    void add(HttpExchange exchange, boolean byClient, long code, long frame, long time) {
        Group group = groups.computeIfAbsent(new Key(exchange.connection().server().toString(), byClient, code,
                exchange.kind().isOpenEnded() || exchange.grpc() != null && exchange.grpc().isStreaming(),
                exchange.status() != 0),
                Group::new);
        group.frames.add(frame);
        int stream = exchange.connection().stream();
        if (group.streams.size() < MOST_STREAMS && !group.streams.contains(stream)) {
            group.streams.add(stream);
        }
        if (exchange.request().isBegun()) {
            long wait = Math.max(0, time - exchange.request().firstTime());
            group.shortestWait = Math.min(group.shortestWait, wait);
            group.longestWait = Math.max(group.longestWait, wait);
        }
        if (group.example == null && exchange.asked().method() != null) {
            group.example = exchange.asked().method() + " " + exchange.asked().path();
        }
    }

    Collection<Group> groups() {
        return groups.values();
    }
}
