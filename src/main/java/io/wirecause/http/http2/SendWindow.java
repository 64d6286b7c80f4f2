package io.wirecause.http.http2;

import io.wirecause.tcp.carrier.CarriedConnection;

/**
 * What one side may still send, on one stream or on the connection (RFC 9113, section 5.2), and for how long it was not allowed
 * to
 * send anything although it wanted to. That it wanted to shows when it goes on as soon as it may. Nanoseconds.
 */
final class SendWindow {
    static final long DEFAULT = 65_535;
    /** A sender that waited goes on within a round trip and this. */
    private static final long PROMPT_NANOS = 250_000_000;

    private long window;
    private long closedAt = CarriedConnection.NEVER;
    private long closedFrame;
    private long openedAt = CarriedConnection.NEVER;
    private long openedFrame;
    private long waited;
    private long waits;
    private long total;
    private long longest;
    private long longestFrom;
    private long longestTo;

    SendWindow(long window) {
        this.window = window;
    }

    /**
     * Bytes are sent.
     *
     * @param more      whether the sender has more to send for sure or perhaps
     * @param roundTrip nanoseconds; 0 where it is not known
     */
    void sent(long bytes, boolean more, long frame, long time, long roundTrip) {
        if (openedAt != CarriedConnection.NEVER && time - openedAt <= roundTrip + PROMPT_NANOS) {
            count(waited, closedFrame, openedFrame);
        }
        openedAt = CarriedConnection.NEVER;
        window -= bytes;
        if (window <= 0 && more && closedAt == CarriedConnection.NEVER) {
            closedAt = time;
            closedFrame = frame;
        }
    }

    /** The other side allows more, or by a change of its settings less. */
    void opened(long bytes, long frame, long time) {
        window += bytes;
        if (window > 0 && closedAt != CarriedConnection.NEVER) {
            waited = Math.max(0, time - closedAt);
            openedAt = time;
            openedFrame = frame;
            closedAt = CarriedConnection.NEVER;
        }
    }

    /** Counts the wait that goes on at the end; to be asked only where the sender had not finished. */
    boolean closeAt(long time, long frame) {
        if (closedAt == CarriedConnection.NEVER) {
            return false;
        }
        count(Math.max(0, time - closedAt), closedFrame, frame);
        closedAt = CarriedConnection.NEVER;
        return true;
    }

    private void count(long nanos, long from, long to) {
        waits++;
        total += nanos;
        if (nanos >= longest) {
            longest = nanos;
            longestFrom = from;
            longestTo = to;
        }
    }

    boolean isClosed() {
        return closedAt != CarriedConnection.NEVER;
    }

    long waits() {
        return waits;
    }

    long total() {
        return total;
    }

    long longest() {
        return longest;
    }

    long longestFrom() {
        return longestFrom;
    }

    long longestTo() {
        return longestTo;
    }
}
