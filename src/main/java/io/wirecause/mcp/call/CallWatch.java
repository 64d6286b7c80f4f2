package io.wirecause.mcp.call;

import io.wirecause.analysis.ProgressListener;
import io.wirecause.report.UserFacingException;
import io.wirecause.source.SourceWatch;
import java.time.Duration;
import java.util.Locale;

/**
 * Follows one call through all its steps: stops it once cancelled or out of time, and reports its progress to the client.
 * Progress comes from one thread at a time, at least every few thousand packets.
 */
public final class CallWatch implements ProgressListener, SourceWatch {
    /** Often enough for a waiting person, rare enough to cost nothing. */
    private static final Duration BETWEEN_NEWS = Duration.ofMillis(250);

    private final News news;
    private final Duration limit;
    private final long nanosBetweenNews;
    private volatile boolean cancelled;
    private volatile long started = System.nanoTime();
    private long nextNews;
    /** Bytes of the finished steps, and progress of the current one. */
    private long before;
    private long done;
    private double reported = -1;

    /** Receives the progress of a call. */
    public interface News {
        /** Nobody. */
        News NONE = (progress, total, message) -> { };

        /**
         * Reports progress, a few times a second at most.
         *
         * @param progress bytes processed in all steps so far, more each time
         * @param total    bytes in all steps so far once the current one is finished; null if unknown
         * @param message  the current step, for people
         */
        void at(double progress, Double total, String message);
    }

    /** A call that may take this long. */
    CallWatch(Duration limit, News news) {
        this(limit, news, BETWEEN_NEWS);
    }

    /** A call that reports progress at most this often. */
    CallWatch(Duration limit, News news, Duration betweenNews) {
        this.limit = limit;
        this.news = news;
        this.nanosBetweenNews = betweenNews.toNanos();
        this.nextNews = started + nanosBetweenNews;
    }

    /** Starts the clock: time spent waiting for other calls does not count. */
    void start() {
        started = System.nanoTime();
    }

    /** Makes the work end at its next report. */
    public void cancel() {
        cancelled = true;
    }

    @Override
    public void reached(long bytesDone, long bytesTotal, long packets) throws UserFacingException {
        check();
        tell(bytesDone, bytesTotal, packets);
    }

    @Override
    public void reached(long bytesDone, long bytesTotal) throws UserFacingException {
        check();
        tell(bytesDone, bytesTotal, -1);
    }

    private void check() throws UserFacingException {
        if (cancelled) {
            throw new UserFacingException("The call was cancelled.");
        }
        if (System.nanoTime() - started > limit.toNanos()) {
            throw new UserFacingException("The call took longer than the time limit of " + limit.toSeconds()
                    + " s; split the capture, for example with editcap -c, or start the server with a higher --time-limit.");
        }
    }

    private synchronized void tell(long bytesDone, long bytesTotal, long packets) {
        if (news == News.NONE) {
            return;
        }
        if (bytesDone < done) {
            before += done;
        }
        done = bytesDone;
        long now = System.nanoTime();
        // The end of a step is always reported, for a client to show that it was reached.
        boolean early = now - nextNews < 0 && (bytesDone != bytesTotal || bytesDone == 0);
        if (early || before + done <= reported) {
            return;
        }
        nextNews = now + nanosBetweenNews;
        reported = before + done;
        news.at(reported, bytesTotal < 0 ? null : (double) (before + bytesTotal), message(bytesDone, bytesTotal, packets));
    }

    private static String message(long bytesDone, long bytesTotal, long packets) {
        String bytes = bytesTotal < 0 ? String.format(Locale.ROOT, "%,d bytes", bytesDone)
                : String.format(Locale.ROOT, "%,d of %,d bytes", bytesDone, bytesTotal);
        return packets < 0 ? "Fetching or unpacking: " + bytes
                : String.format(Locale.ROOT, "Analysing: %,d packets, %s", packets, bytes);
    }
}
