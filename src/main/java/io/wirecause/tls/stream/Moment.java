package io.wirecause.tls.stream;

/**
 * When something happened.
 *
 * @param frame the frame that shows it
 * @param nanos when that frame was captured, nanoseconds since 1970
 */
public record Moment(long frame, long nanos) {
    /** Nanoseconds from an earlier moment to this one; at least 0, since clocks step back. */
    public long since(Moment earlier) {
        return Math.max(0, nanos - earlier.nanos);
    }
}
