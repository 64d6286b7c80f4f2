package io.wirecause.mcp.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Reads the bodies of requests. Each read holds a thread, so a body must come within a few seconds, and where many are being
 * read the oldest read makes way for a new one. Safe for several threads.
 */
final class BodyReader {
    /** Bodies read at the same time. */
    static final int MAX = 24;

    private static final long DISCARD_NANOS = 2_000_000_000L;
    private static final int DISCARDED_AT_ONCE = 16 << 10;

    private final long nanos;
    private final Deque<Reading> running = new ArrayDeque<>();

    /** @param millis how long a body may take */
    BodyReader(long millis) {
        this.nanos = millis * 1_000_000;
    }

    /** That a body came too slowly, or not at all. */
    static final class TooSlow extends IOException {
        private static final long serialVersionUID = 1L;

        TooSlow(IOException cause) {
            super(cause);
        }
    }

    private static final class Reading {
        private final Thread thread = Thread.currentThread();
        private final long since = System.nanoTime();
        private final long limit;
        private boolean stopped;

        Reading(long limit) {
            this.limit = limit;
        }

        void stop() {
            stopped = true;
            thread.interrupt();
        }
    }

    /**
     * The bytes of a body up to a number.
     *
     * @throws TooSlow where they do not come in time
     */
    byte[] read(InputStream body, int most) throws TooSlow {
        return reading(nanos, () -> body.readNBytes(most));
    }

    /**
     * Passes over what is left of a body whose request has been answered, up to a number of bytes: where a connection is closed
     * with bytes that nobody read, its client may never see the answer.
     */
    void discard(InputStream body, int most) {
        try {
            reading(DISCARD_NANOS, () -> {
                byte[] some = new byte[DISCARDED_AT_ONCE];
                int left = most;
                for (int got = 0; left > 0 && got >= 0; left -= got) {
                    got = body.read(some);
                }
                return some;
            });
        } catch (TooSlow e) {
            // It was a favour.
            return;
        }
    }

    private interface Work {
        byte[] run() throws IOException;
    }

    private byte[] reading(long limit, Work work) throws TooSlow {
        Reading reading = new Reading(limit);
        synchronized (this) {
            if (running.size() >= MAX) {
                running.removeFirst().stop();
            }
            running.addLast(reading);
        }
        try {
            return work.run();
        } catch (IOException e) {
            throw new TooSlow(e);
        } finally {
            synchronized (this) {
                running.remove(reading);
                if (reading.stopped) {
                    // It was for the reading, and the thread has other work to do.
                    Thread.interrupted();
                }
            }
        }
    }

    /** Stops those that take too long; to be called every second or so. */
    synchronized void sweep() {
        long now = System.nanoTime();
        running.removeIf(reading -> {
            boolean late = now - reading.since > reading.limit;
            if (late) {
                reading.stop();
            }
            return late;
        });
    }
}
