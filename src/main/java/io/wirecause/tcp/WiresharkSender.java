package io.wirecause.tcp;

/**
 * What {@link WiresharkAnalysis} remembers of one sender.
 *
 * <p>A layer of {@link EndpointState}, which tells why it has layers.
 */
class WiresharkSender extends EndpointAnomalies {
    /** The sequence number behind the highest, and when that was seen; they count only where {@link #expectedKnown}. */
    int expected;
    long expectedTime;
    /** The acknowledgement field of the last segment, even without the ACK flag; 0 stands for none. */
    int lastAck;
    /** When this side sent its last segment, nanoseconds. */
    long lastTime;
    /** Repetitions of {@link #lastAck}; also set when the other side acknowledged what this one was not seen to send. */
    int repeatedAcks;
    /** The sequence number of the first segment; counts only where {@link #firstKnown}. */
    int first;
    /**
     * What may be acknowledged without surprise: up to here where {@link #held}, as something is missing there; else up
     * to {@link #expected}, as long as {@link #repeatedAcks} is 0.
     */
    int heldAt;
    boolean held;
    boolean expectedKnown;
    boolean firstKnown;
    boolean synSeen;
    boolean keptAlive;
    boolean probed;
    /** Offered in its last SYN, of which 5 bits shift a window; -1 where none was. */
    byte scale = -1;
}
