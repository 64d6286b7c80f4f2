package io.wirecause.http.exchange;

/** One message on its way: when its bytes came, in which frames, and how many. Times in nanoseconds since 1970. */
public final class Transfer {
    /** A pause of the sender that counts as one: longer than most round trips and any scheduling. */
    static final long PAUSE_NANOS = 200_000_000;

    private long firstFrame;
    private long lastFrame;
    private long firstTime;
    private long lastTime;
    private long bytes;
    private long missing;
    private long pausedNanos;
    private long longestPause;
    private boolean complete;

    /** Nothing came yet. */
    Transfer() {
    }

    /** The next bytes of it, headers and framing among them. */
    public void add(long count, long frame, long timestampNanos) {
        if (firstFrame == 0) {
            firstFrame = frame;
            firstTime = timestampNanos;
            lastTime = timestampNanos;
        }
        long pause = timestampNanos - lastTime;
        if (pause >= PAUSE_NANOS) {
            pausedNanos += pause;
            longestPause = Math.max(longestPause, pause);
        }
        lastFrame = Math.max(lastFrame, frame);
        lastTime = Math.max(lastTime, timestampNanos);
        bytes += count;
    }

    /** Bytes of it that the capture lacks; they count as sent. */
    public void gap(long count, long frame, long timestampNanos) {
        add(count, frame, timestampNanos);
        missing += count;
    }

    /** What came so far does not belong to it. */
    void restart() {
        firstFrame = 0;
        lastFrame = 0;
        bytes = 0;
        missing = 0;
        pausedNanos = 0;
        longestPause = 0;
    }

    /** All of it has come. */
    public void finish() {
        complete = true;
    }

    /** Whether all of it has come. */
    public boolean isComplete() {
        return complete;
    }

    /** Whether any of it has come. */
    public boolean isBegun() {
        return firstFrame != 0;
    }

    /** The frame of its first byte; 0 where none came. */
    public long firstFrame() {
        return firstFrame;
    }

    /** The last frame with a byte of it; 0 where none came. */
    public long lastFrame() {
        return lastFrame;
    }

    /** When its first byte came. */
    public long firstTime() {
        return firstTime;
    }

    /** When its last byte came. */
    public long lastTime() {
        return lastTime;
    }

    /** From its first byte to its last. */
    public long nanos() {
        return lastTime - firstTime;
    }

    /** Bytes of it, headers, framing and those that the capture lacks among them. */
    public long bytes() {
        return bytes;
    }

    /** Bytes of it that the capture lacks. */
    public long missing() {
        return missing;
    }

    /** For how long nothing came in between, in pauses of {@value #PAUSE_NANOS} nanoseconds and more. */
    public long pausedNanos() {
        return pausedNanos;
    }

    /** The longest of these pauses; 0 where there is none. */
    public long longestPause() {
        return longestPause;
    }
}
