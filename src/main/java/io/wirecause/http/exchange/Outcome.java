package io.wirecause.http.exchange;

/**
 * What became of a request, and what ended it.
 *
 * @param kind  what became of it
 * @param by    who ended it; {@link Party#NOBODY} where nobody did
 * @param reset whether by RST rather than by FIN
 * @param frame the frame that ended it; 0 where none did
 * @param time  when that was, or the end of the capture; nanoseconds since 1970
 */
public record Outcome(HttpOutcome kind, Party by, boolean reset, long frame, long time) {
    /** Who ended an exchange. */
    public enum Party {
        /** Who asked. */
        CLIENT,
        /** Who was asked. */
        SERVER,
        /** A device between them, as the TTL of its RST shows. */
        DEVICE,
        /** Nobody. */
        NOBODY
    }

    /** Answered. */
    public static final Outcome ANSWERED = new Outcome(HttpOutcome.ANSWERED, Party.NOBODY, false, 0, 0);

    /** The same evidence of something else. */
    Outcome as(HttpOutcome other) {
        return new Outcome(other, by, reset, frame, time);
    }
}
