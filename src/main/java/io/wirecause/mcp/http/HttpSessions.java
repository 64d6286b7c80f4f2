package io.wirecause.mcp.http;

import io.wirecause.mcp.features.Roots;
import io.wirecause.mcp.jsonrpc.PendingClientRequests;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sessions of clients over HTTP and what each has at work. Bounded; safe for several threads. */
final class HttpSessions {
    /** A session takes a few kilobytes. */
    static final int MAX = 500;

    private final Map<String, Session> byId = new LinkedHashMap<>();
    private final long idleNanos;
    private final Roots roots;

    /** @param idleMillis how long a session without any message or open stream is kept for its client to come back */
    HttpSessions(long idleMillis, Roots roots) {
        this.idleNanos = idleMillis * 1_000_000;
        this.roots = roots;
    }

    /** One client, from its "initialize" until it deletes the session or is not heard of for long. */
    static final class Session {
        private final PendingClientRequests pending = new PendingClientRequests();
        private final boolean shows;
        private int streams;
        private long lastUse = System.nanoTime();

        private Session(boolean shows) {
            this.shows = shows;
        }

        /** Whether the client shows answers in a page. */
        boolean shows() {
            return shows;
        }

        /** The requests that are at work. */
        PendingClientRequests pending() {
            return pending;
        }
    }

    /**
     * Makes room for one more: sessions of clients that are not heard of any more end, and where there are too many the one that
     * was idle longest, before others one whose client does not listen.
     *
     * @return those that ended; null where there is no room, because all are at work
     */
    synchronized List<String> makeRoom() {
        long now = System.nanoTime();
        List<String> ended = new ArrayList<>();
        String idlest = null;
        for (Map.Entry<String, Session> one : byId.entrySet()) {
            Session session = one.getValue();
            if (!session.pending.isEmpty()) {
                continue;
            }
            if (now - session.lastUse > idleNanos && session.streams == 0) {
                ended.add(one.getKey());
            } else if (idlest == null || isIdler(session, byId.get(idlest))) {
                idlest = one.getKey();
            }
        }
        if (byId.size() - ended.size() >= MAX) {
            if (idlest == null) {
                return null;
            }
            ended.add(idlest);
        }
        ended.forEach(id -> {
            byId.remove(id);
            roots.forget(id);
        });
        return ended;
    }

    private static boolean isIdler(Session one, Session other) {
        boolean silent = one.streams == 0;
        boolean otherSilent = other.streams == 0;
        return silent == otherSilent ? one.lastUse - other.lastUse < 0 : silent;
    }

    /**
     * A session has begun.
     *
     * @param shows whether its client shows answers in a page
     */
    synchronized void begin(String id, boolean shows) {
        byId.put(id, new Session(shows));
    }

    /** The session of a client that is heard of now; null where there is none. */
    synchronized Session find(String id) {
        Session session = id == null ? null : byId.get(id);
        if (session != null) {
            session.lastUse = System.nanoTime();
        }
        return session;
    }

    /** A stream on which the client listens was opened or closed. */
    synchronized void listens(Session session, boolean opened) {
        session.streams += opened ? 1 : -1;
        session.lastUse = System.nanoTime();
    }

    /** Ends a session and what it has at work. */
    void end(String id) throws InterruptedException {
        Session session;
        synchronized (this) {
            session = byId.remove(id);
        }
        roots.forget(id);
        if (session != null) {
            session.pending.finish(0);
        }
    }

    /** Ends all of them; what is at work may take this long to come to its own end. */
    void endAll(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        Session[] left;
        synchronized (this) {
            left = byId.values().toArray(new Session[0]);
            byId.clear();
        }
        for (Session session : left) {
            session.pending.finish(Math.max(0, (deadline - System.nanoTime()) / 1_000_000));
        }
    }
}
