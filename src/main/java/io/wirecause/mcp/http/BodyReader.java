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
        private boolean stopped;

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
        Reading reading = new Reading();
        synchronized (this) {
            if (running.size() >= MAX) {
                running.removeFirst().stop();
            }
            running.addLast(reading);
        }
        try {
            return body.readNBytes(most);
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
            boolean late = now - reading.since > nanos;
            if (late) {
                reading.stop();
            }
            return late;
        });
    }
}
