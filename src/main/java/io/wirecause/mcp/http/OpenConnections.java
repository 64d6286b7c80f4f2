package io.wirecause.mcp.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.jetty.io.Connection;

/**
 * The open connections: a header that does not come to its end is not waited for, and where there are too many the one that
 * does least makes way for a new one, so that no client can keep others out by holding many. Safe for several threads.
 */
final class OpenConnections implements Connection.Listener {
    private final int most;
    private final long headerNanos;
    /** In the order of opening. */
    private final Map<Connection, Seen> open = new LinkedHashMap<>();

    /**
     * @param most         connections kept open
     * @param headerMillis how long the header of a request may take from its first byte
     */
    OpenConnections(int most, long headerMillis) {
        this.most = most;
        this.headerNanos = headerMillis * 1_000_000;
    }

    /** What a look at a connection found. */
    private static final class Seen {
        private long requests;
        private long responses;
        private long bytes;
        private long partialSince;
        private boolean partial;
    }

    @Override
    public void onOpened(Connection connection) {
        Connection victim = null;
        synchronized (this) {
            if (open.size() >= most) {
                victim = leastActive();
                open.remove(victim);
            }
            open.put(connection, new Seen());
        }
        if (victim != null) {
            victim.getEndPoint().close();
        }
    }

    @Override
    public synchronized void onClosed(Connection connection) {
        open.remove(connection);
    }

    /** The oldest that never sent a request, or else has none at work, or else of all. */
    private Connection leastActive() {
        Connection idle = null;
        for (Connection each : open.keySet()) {
            if (each.getMessagesIn() == 0) {
                return each;
            }
            if (idle == null && each.getMessagesIn() == each.getMessagesOut()) {
                idle = each;
            }
        }
        return idle != null ? idle : open.keySet().iterator().next();
    }

    /** Hangs up on those whose header takes too long; to be called every second or so. */
    void sweep() {
        List<Connection> late = new ArrayList<>();
        synchronized (this) {
            long now = System.nanoTime();
            open.forEach((connection, seen) -> {
                if (isLate(connection, seen, now)) {
                    late.add(connection);
                }
            });
        }
        late.forEach(connection -> connection.getEndPoint().close());
    }

    private boolean isLate(Connection connection, Seen seen, long now) {
        long requests = connection.getMessagesIn();
        long responses = connection.getMessagesOut();
        long bytes = connection.getBytesIn();
        boolean moved = requests != seen.requests || responses != seen.responses || requests > responses;
        if (moved) {
            seen.requests = requests;
            seen.responses = responses;
            seen.bytes = bytes;
            seen.partial = false;
        } else if (bytes > seen.bytes && !seen.partial) {
            seen.partial = true;
            seen.partialSince = now;
        }
        return seen.partial && now - seen.partialSince > headerNanos;
    }
}
