package io.wirecause.source.download;

import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceWatch;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * Watches over one fetch from a thread of its own, because the fetching thread waits in the kernel where nothing but
 * closing its socket wakes it. Stops it when the time is up or the caller wants no more.
 */
public final class FetchGuard implements AutoCloseable {
    private final SourceWatch watch;
    private final long started = System.nanoTime();
    private final Duration limit;
    private final Thread caller = Thread.currentThread();
    private volatile long bytesDone;
    private volatile long bytesTotal = -1;
    private UserFacingException stopped;
    private Closeable guarded;
    private boolean finished;

    FetchGuard(SourceWatch watch, Duration limit) {
        this.watch = watch;
        this.limit = limit;
        Thread thread = new Thread(this::run, "wirecause-fetch-guard");
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        try {
            while (!rest()) {
                if (System.nanoTime() - started > limit.toNanos()) {
                    throw new UserFacingException("The download was given up: it was not complete after "
                            + limit.toMillis() / 1000.0 + " s.");
                }
                if (caller.isInterrupted()) {
                    throw new UserFacingException("The download was interrupted.");
                }
                watch.reached(bytesDone, bytesTotal);
            }
        } catch (UserFacingException e) {
            stop(e);
        } catch (InterruptedException | RuntimeException e) {
            stop(new UserFacingException("The download was stopped.", e));
        }
    }

    /** Whether the fetch ended while we rested. */
    private synchronized boolean rest() throws InterruptedException {
        if (!finished) {
            wait(SourceWatch.POLL_MILLIS);
        }
        return finished;
    }

    private synchronized void stop(UserFacingException reason) {
        stopped = reason;
        closeGuarded();
    }

    private void closeGuarded() {
        if (guarded != null) {
            try {
                guarded.close();
            } catch (IOException e) {
                // It is closed for us in any case.
            }
        }
    }

    /** Names what to close when the fetch must stop; closes it at once where that has happened already. */
    synchronized void guard(Closeable connection) {
        guarded = connection;
        if (stopped != null) {
            closeGuarded();
        }
    }

    /** Bytes received of bytes expected, -1 where not known. */
    void progress(long done, long total) {
        bytesDone = done;
        bytesTotal = total;
    }

    /**
     * Checked before a failure is reported, because the guard itself may have caused it.
     *
     * @throws UserFacingException the reason, where the fetch was stopped
     */
    synchronized void check() throws UserFacingException {
        if (stopped != null) {
            throw stopped;
        }
    }

    /** The fetch is over. */
    @Override
    public synchronized void close() {
        finished = true;
        notifyAll();
    }
}
