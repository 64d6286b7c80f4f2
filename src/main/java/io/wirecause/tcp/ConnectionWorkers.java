package io.wirecause.tcp;

import java.util.concurrent.Semaphore;

/**
 * Takes segments to their connections, at first on the thread that decodes. Once a capture proves to be long, and there
 * are cores for it, by threads of its own: each follows the connections whose ids leave its own remainder, so the segments
 * of one connection stay in their order and no connection is seen by two threads. The answers are those of one thread.
 *
 * <p>Segments travel in batches that are used again, so that nothing is allocated for one and threads wait for each other
 * once in some thousands. Decoding (with the page faults of the mapped file) and following take about the same time, so one
 * follower nearly doubles the speed; more than two wait for the decoder. For use by one thread, that of the pass.
 */
final class ConnectionWorkers implements AutoCloseable {
    /** Shorter captures are read by one thread: they take less time than threads take to start and to warm up. */
    static final int LONG_CAPTURE = 20_000;
    /**
     * Segments handed over at once. To wake a thread takes some 10 microseconds of the one who wakes it, which with 512 was a
     * tenth of the time of a call.
     */
    private static final int BATCH = 4_096;
    /** Batches in turn with one follower: one that is filled, one that is worked on, and one for the unevenness of both. */
    private static final int BATCHES = 3;

    private final Follower[] followers;
    private final long inlineSegments;
    private final SegmentClassifiers instruments = new SegmentClassifiers();
    private final Segment own = new Segment();
    private long taken;
    /** The one that has the next segment; null as long as the calling thread follows. */
    private Follower current;
    private boolean started;
    private boolean closed;

    /**
     * Takes all segments to their connections on the calling thread, or later ones on others.
     *
     * @param threads        other threads used at most; 0 for none
     * @param inlineSegments segments after which they are used
     */
    ConnectionWorkers(int threads, long inlineSegments) {
        this.followers = new Follower[threads];
        this.inlineSegments = inlineSegments;
    }

    /** A segment to be filled for a connection, and then given on by {@link #take}. */
    Segment next(int connectionId) {
        if (!started && followers.length > 0 && taken >= inlineSegments) {
            start();
        }
        if (!started) {
            return own;
        }
        current = followers.length == 1 ? current : followers[connectionId % followers.length];
        return current.next();
    }

    /** Takes the segment that {@link #next} gave last to its connection. */
    void take() {
        taken++;
        if (started) {
            current.put();
        } else {
            own.connection.take(own, instruments);
        }
    }

    private void start() {
        for (int i = 0; i < followers.length; i++) {
            followers[i] = new Follower();
            followers[i].start();
        }
        current = followers[0];
        started = true;
    }

    /** Waits until all segments have been taken in. What failed on another thread is thrown here, once. */
    void finish() {
        stop(false);
        for (Follower follower : followers) {
            if (follower != null && follower.failure instanceof Error error) {
                throw error;
            } else if (follower != null && follower.failure instanceof RuntimeException exception) {
                throw exception;
            }
        }
    }

    /** Ends the threads, whatever they still had to do. */
    @Override
    public void close() {
        stop(true);
    }

    private void stop(boolean atOnce) {
        if (closed) {
            return;
        }
        closed = true;
        // Those that could not be started are missing, or do not live.
        for (Follower follower : followers) {
            if (follower != null) {
                follower.end(atOnce);
            }
        }
        for (Follower follower : followers) {
            if (follower != null) {
                follower.await();
            }
        }
    }

    /** Some segments in their order. */
    private static final class Batch {
        private final Segment[] segments = new Segment[BATCH];
        private int count;
        private boolean last;

        Batch() {
            for (int i = 0; i < BATCH; i++) {
                segments[i] = new Segment();
            }
        }
    }

    /** Follows its share of the connections. The semaphores hand batches over, and with them all that was written before. */
    private static final class Follower extends Thread {
        private final SegmentClassifiers instruments = new SegmentClassifiers();
        private final Batch[] ring = new Batch[BATCHES];
        private final Semaphore free = new Semaphore(BATCHES - 1);
        private final Semaphore filled = new Semaphore(0);
        private volatile boolean stopped;
        private volatile Throwable failure;
        private Batch filling;
        private int put;

        Follower() {
            super("tcp-follower");
            setDaemon(true);
            for (int i = 0; i < BATCHES; i++) {
                ring[i] = new Batch();
            }
            filling = ring[0];
        }

        /** By the decoding thread: the segment to be filled. */
        Segment next() {
            return filling.segments[filling.count];
        }

        /** By the decoding thread: it is filled. */
        void put() {
            if (++filling.count == BATCH) {
                handOver();
            }
        }

        private void handOver() {
            filled.release();
            free.acquireUninterruptibly();
            filling = ring[++put % BATCHES];
        }

        /** By the decoding thread: there are no more. */
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
                    batch.segments[i].connection.take(batch.segments[i], instruments);
                }
            } catch (RuntimeException | Error e) {
                // Kept for the thread of the pass, see Followers.finish; what comes now is passed over.
                failure = e;
            }
        }
    }
}
