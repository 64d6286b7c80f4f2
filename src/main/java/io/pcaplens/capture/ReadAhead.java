package io.pcaplens.capture;

import io.pcaplens.bytes.ByteView;
import java.util.concurrent.Semaphore;

/**
 * Touches the pages of a mapped file a little ahead of the one who reads it. The system maps a page at its first touch,
 * some at a time, which takes longer than all that is done to large frames; so a thread of its own does it. To be closed
 * before the file is.
 */
public final class ReadAhead implements AutoCloseable {
    /** Does nothing. */
    static final ReadAhead NONE = new ReadAhead();

    /** Smaller files are read before a thread pays. */
    static final long LARGE_FILE = 32 << 20;
    /** How far ahead of the reader pages are touched, so that they are still there when it comes. */
    private static final long AHEAD = 16 << 20;
    /** Linux maps this much around a touched page where it is in memory. */
    private static final int STEP = 1 << 16;

    private final Semaphore news = new Semaphore(0);
    private final MappedFile file;
    private final Thread thread;
    private volatile long reader;
    private volatile boolean closed;

    private ReadAhead() {
        file = null;
        thread = null;
    }

    private ReadAhead(MappedFile file) {
        this.file = file;
        thread = new Thread(this::touch, "read-ahead");
        thread.setDaemon(true);
    }

    /** Begins at the start of the file. */
    static ReadAhead of(MappedFile file) {
        ReadAhead ahead = new ReadAhead(file);
        ahead.thread.start();
        return ahead;
    }

    /** Tells how far the reader has come, every few megabytes. */
    public void reached(long position) {
        if (thread != null) {
            reader = position;
            news.release();
        }
    }

    private void touch() {
        ByteView page = new ByteView();
        try {
            for (long at = 0; at < file.size() && !closed; at += STEP) {
                while (at > reader + AHEAD && !closed) {
                    news.acquireUninterruptibly();
                }
                at = Math.max(at, reader & -STEP);
                file.point(page, Math.min(at, file.size() - 1), 1);
                page.u8(0);
            }
        } catch (InternalError e) {
            // The file was cut short: whoever reads it will find out.
        }
    }

    /** Ends the thread; the file is not touched any more. */
    @Override
    public void close() {
        if (thread == null) {
            return;
        }
        closed = true;
        news.release();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
