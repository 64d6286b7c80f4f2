package io.wirecause.tcp.wireshark;

/** What {@link WiresharkAnalysis} remembers of one sender. */
final class WiresharkSender {
    /** A sender without a segment; never written. */
    static final WiresharkSender SILENT = new WiresharkSender();
    /** {@link #scale} before the first SYN. */
    static final byte NO_SYN = -2;
    /** {@link #scale} after a SYN without that option. */
    static final byte NO_SCALE = -1;

    /** The next expected sequence number and when it was last raised, nanoseconds; valid if {@link #expectedKnown}. */
    int expected;
    long expectedTime;
    /** The acknowledgment field of the last segment, even without the ACK bit; 0 stands for none. */
    int lastAck;
    /** The window field of the last segment, not scaled; valid if {@link #seen}. */
    char lastWindow;
    /** Time of the last segment, nanoseconds. */
    long lastTime;
    /** Repetitions of {@link #lastAck}; also set when the peer acknowledged what this sender was not seen to send. */
    int repeatedAcks;
    /** The sequence number of the first segment; valid if {@link #seen}. */
    int first;
    /**
     * If {@link #held}, the highest number that can be acknowledged without surprise, because data is missing there. Else
     * that is {@link #expected}, as long as {@link #repeatedAcks} is 0.
     */
    int heldAt;
    boolean held;
    boolean expectedKnown;
    /** Whether it has sent a segment. */
    boolean seen;
    /** Whether its last segment was a keep-alive, or a zero window probe. */
    boolean keptAlive;
    boolean probed;
    /** Whether its last segment was a SYN or SYN-ACK. */
    boolean opened;
    /** Window scale of its last SYN, of which 5 bits count; {@link #NO_SYN}, {@link #NO_SCALE}. */
    byte scale = NO_SYN;

    /** The window field of its last segment, not scaled; -1 before the first. */
    int window() {
        return seen ? lastWindow : -1;
    }
}
