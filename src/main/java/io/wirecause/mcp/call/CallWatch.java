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

    /** A client that hears nothing for long takes a call for dead. */
    private static final long NANOS_OF_SILENCE = 2_000_000_000L;

    private final News news;
    private final Duration limit;
    private final ComputePlaces places;
    private final String client;
    private final long nanosBetweenNews;
    private volatile boolean cancelled;
    private volatile long started = System.nanoTime();
    private long nextNews;
    /** Bytes of the finished steps, and progress of the current one. */
    private long before;
    private long done;
    private double reported = -1;
    /** Held while the call computes; null while it waits for something else. */
    private ComputePlaces.Turn turn;

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

    /** The only call, which may take this long. */
    CallWatch(Duration limit, News news) {
        this(limit, news, BETWEEN_NEWS, new ComputePlaces(1), "");
    }

    /** A call of a client that may take this long, beside others. */
    CallWatch(Duration limit, News news, ComputePlaces places, String client) {
        this(limit, news, BETWEEN_NEWS, places, client);
    }

    /** A call that reports progress at most this often. */
    CallWatch(Duration limit, News news, Duration betweenNews, ComputePlaces places, String client) {
        this.places = places;
        this.client = client;
        this.limit = limit;
        this.news = news;
        this.nanosBetweenNews = betweenNews.toNanos();
        this.nextNews = started + nanosBetweenNews;
    }

    /** Starts the clock: time spent waiting for other calls does not count. */
    void start() {
        started = System.nanoTime();
    }

    @Override
    public void waits() {
        if (turn != null) {
            places.leave(turn);
            turn = null;
        }
    }

    /** The answer is there and is to be sent; {@link #ended} once it is. */
    void computed() {
        if (turn != null) {
            places.computed(turn);
        }
    }

    /** The call is over: its answer is sent, or nobody wants it. */
    public void ended() {
        waits();
    }

    @Override
    public void works() throws UserFacingException {
        if (turn != null) {
            return;
        }
        ComputePlaces.Turn asked = places.ask(client);
        long from = System.nanoTime();
        try {
            while (!places.await(asked)) {
                checkCancelled();
                if (System.nanoTime() - from > limit.toNanos()) {
                    throw new UserFacingException("The server was busy with other calls for " + limit.toSeconds()
                            + " s; ask again later.");
                }
                tellWaiting();
            }
            turn = asked;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UserFacingException("The call was interrupted.", e);
        } finally {
            if (turn == null) {
                places.leave(asked);
            }
            // The time limit is for the call's own work.
            started += System.nanoTime() - from;
        }
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

    private void checkCancelled() throws UserFacingException {
        if (cancelled) {
            throw new UserFacingException("The call was cancelled.");
        }
    }

    private void check() throws UserFacingException {
        checkCancelled();
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
        if (before + done <= reported && isSilent(now)) {
            // Progress has to rise, and that the call is alive is progress to those who wait for it.
            before = (long) reported + 1 - done;
            early = false;
        }
        if (early || before + done <= reported) {
            return;
        }
        nextNews = now + nanosBetweenNews;
        reported = before + done;
        news.at(reported, bytesTotal < 0 ? null : (double) (before + bytesTotal), message(bytesDone, bytesTotal, packets));
    }

    private boolean isSilent(long now) {
        return now - nextNews + nanosBetweenNews > NANOS_OF_SILENCE;
    }

    private synchronized void tellWaiting() {
        long now = System.nanoTime();
        if (news == News.NONE || !isSilent(now)) {
            return;
        }
        nextNews = now + nanosBetweenNews;
        before = Math.max(before, (long) reported - done) + 1;
        reported = before + done;
        int others = places.waiting() - 1;
        news.at(reported, null, "Waiting for a place: the server is busy with other calls"
                + (others > 0 ? ", and " + others + " more wait" : ""));
    }

    private static String message(long bytesDone, long bytesTotal, long packets) {
        String bytes = bytesTotal < 0 ? String.format(Locale.ROOT, "%,d bytes", bytesDone)
                : String.format(Locale.ROOT, "%,d of %,d bytes", bytesDone, bytesTotal);
        return packets < 0 ? "Fetching or unpacking: " + bytes
                : String.format(Locale.ROOT, "Analysing: %,d packets, %s", packets, bytes);
    }
}
