package io.wirecause.tcp.connection;

import io.wirecause.tcp.segment.Segment;
import java.util.concurrent.Semaphore;

/**
 * Takes segments to their connections: at first on the thread that decodes, and on worker threads once a capture proves to be
 * long. A worker follows the connections with {@code id % workers == index}, so the segments of a connection stay in order and no
 * connection is seen by two threads. The results are those of one thread.
 *
 * <p>Segments are handed over in reused batches, so that nothing is allocated for a segment and threads wait for each other
 * once in thousands of segments. Decoding (with the page faults of the mapped file) and following take about the same time, so
 * one worker nearly doubles the speed; more than two wait for the decoder. To be used by one thread, that of the pass.
 */
public final class ConnectionWorkers implements AutoCloseable {
    /** Segments below which one thread is used: threads take longer to start and warm up. */
    public static final int LONG_CAPTURE = 20_000;
    /**
     * Segments in a batch. Waking a thread takes its waker about 10 microseconds, which with 512 was a tenth of the time of a
     * call.
     */
    private static final int BATCH = 4_096;
    /** Batches per worker: one being filled, one being worked on, and one to balance uneven speeds. */
    private static final int BATCHES = 3;

    private final Worker[] workers;
    private final long inlineSegments;
    private final ConnectionTracker tracker = new ConnectionTracker();
    private final Segment own = new Segment();
    private long taken;
    /** The worker of the next segment; null as long as the calling thread follows. */
    private Worker current;
    private boolean started;
    private boolean closed;

    /**
     * Workers that are not started yet.
     *
     * @param threads        worker threads at most; 0 for none
     * @param inlineSegments segments after which they are used
     */
    public ConnectionWorkers(int threads, long inlineSegments) {
        this.workers = new Worker[threads];
        this.inlineSegments = inlineSegments;
    }

    /** A segment to be loaded for a connection, and then passed on by {@link #take}. */
    public Segment next(int connectionId) {
        if (!started && workers.length > 0 && taken >= inlineSegments) {
            start();
        }
        if (!started) {
            return own;
        }
        current = workers.length == 1 ? current : workers[connectionId % workers.length];
        return current.next();
    }

    /** Takes the segment that {@link #next} returned last to its connection. */
    public void take(Connection connection) {
        taken++;
        if (started) {
            current.put(connection);
        } else {
            tracker.take(own, connection);
        }
    }

    /** The tracker of the calling thread, with what it decided of the last segment that it took in. */
    public ConnectionTracker tracker() {
        return tracker;
    }

    private void start() {
        for (int i = 0; i < workers.length; i++) {
            workers[i] = new Worker();
            workers[i].start();
        }
        current = workers[0];
        started = true;
    }

    /** Waits until all segments were taken in. Throws, once, what failed on a worker. */
    public void finish() {
        stop(false);
        for (Worker worker : workers) {
            if (worker != null && worker.failure instanceof Error error) {
                throw error;
            } else if (worker != null && worker.failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    /** Stops the workers, whatever is left to do. */
    @Override
    public void close() {
        stop(true);
    }

    private void stop(boolean atOnce) {
        if (closed) {
            return;
        }
        closed = true;
        // Workers that could not be started are null or not alive.
        for (Worker worker : workers) {
            if (worker != null) {
                worker.end(atOnce);
            }
        }
        for (Worker worker : workers) {
            if (worker != null) {
                worker.await();
            }
        }
    }

    /** Segments in their order, with their connections. */
    private static final class Batch {
        private final Segment[] segments = new Segment[BATCH];
        private final Connection[] connections = new Connection[BATCH];
        private int count;
        private boolean last;

        Batch() {
            for (int i = 0; i < BATCH; i++) {
                segments[i] = new Segment();
            }
        }
    }

    /** Follows its share of the connections. The semaphores hand over batches and publish all that was written before. */
    private static final class Worker extends Thread {
        private final ConnectionTracker tracker = new ConnectionTracker();
        private final Batch[] ring = new Batch[BATCHES];
        private final Semaphore free = new Semaphore(BATCHES - 1);
        private final Semaphore filled = new Semaphore(0);
        private volatile boolean stopped;
        private volatile Throwable failure;
        private Batch filling;
        private int put;

        Worker() {
            super("tcp-worker");
            setDaemon(true);
            for (int i = 0; i < BATCHES; i++) {
                ring[i] = new Batch();
            }
            filling = ring[0];
        }

        /** On the decoding thread: the segment to be loaded. */
        Segment next() {
            return filling.segments[filling.count];
        }

        /** On the decoding thread: it is loaded. */
        void put(Connection connection) {
            filling.connections[filling.count] = connection;
            if (++filling.count == BATCH) {
                handOver();
            }
        }

        private void handOver() {
            filled.release();
            free.acquireUninterruptibly();
            filling = ring[++put % BATCHES];
        }

        /** On the decoding thread: there are no more. */
        void end(boolean atOnce) {
            stopped = atOnce;
            filling.last = true;
            filled.release();
        }

        private void await() {
            boolean interrupted = false;
            while (isAlive()) {
                try {
                    join();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void run() {
            boolean last = false;
            for (int taken = 0; !last; taken++) {
                filled.acquireUninterruptibly();
                Batch batch = ring[taken % BATCHES];
                last = batch.last;
                if (!stopped && failure == null) {
                    follow(batch);
                }
                batch.count = 0;
                free.release();
            }
        }

        private void follow(Batch batch) {
            try {
                for (int i = 0; i < batch.count; i++) {
                    tracker.take(batch.segments[i], batch.connections[i]);
                }
            } catch (RuntimeException | Error e) {
                // Kept for ConnectionWorkers.finish on the thread of the pass; later segments are skipped.
                failure = e;
            }
        }
    }
}
