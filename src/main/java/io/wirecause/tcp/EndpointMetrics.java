package io.wirecause.tcp;

/**
 * The meters of one side of a connection.
 *
 * <p>They are layers of one object, each of which could stand alone: an object of its own costs 12 bytes of header, 4 to
 * point at it and up to 7 of padding, and captures hold hundreds of thousands of short connections, whose every segment
 * then waits for the memory of every object it touches. Apart, the meters of both sides took 448 bytes, as layers 240.
 */
final class EndpointMetrics extends DelayedAckStalls {
    /** Of a side that has sent nothing; never written. */
    static final EndpointMetrics NONE = new EndpointMetrics();

    /** Null where its SYN was not seen. */
    SynOptions options;
    /** The window that it last offered, in bytes, at most 2^30; -1 where that is not known. */
    int window = -1;
    /** When new bytes of its data were acknowledged last, nanoseconds; -1 where none were. */
    long acknowledgedAt = -1;
    /** When it sent new data first and last, nanoseconds; they count only with {@link #sentData}. */
    long firstData;
    long lastData;
    boolean sentData;
    /** TTL of its first packet that was not a RST; -1 before. */
    short ttl = -1;

    /** Whether its window is known in bytes. */
    boolean windowKnown() {
        return window >= 0;
    }

    /** The largest segment that it takes. */
    int mss() {
        return options == null || options.mss() == null ? USUAL_MSS : options.mss();
    }
}
