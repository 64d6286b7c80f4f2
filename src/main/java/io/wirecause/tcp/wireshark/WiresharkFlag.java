package io.wirecause.tcp.wireshark;

/**
 * Wireshark's {@code tcp.analysis.*} flags (User's Guide, section "TCP Analysis"), in the order in which they are listed. A
 * set of them is an int of {@link #bit}s.
 */
public enum WiresharkFlag {
    /** Data, SYN or FIN below the next expected sequence number. */
    RETRANSMISSION,
    /** The same, soon after duplicate ACKs. */
    FAST_RETRANSMISSION,
    /** The same, of data already acknowledged. */
    SPURIOUS_RETRANSMISSION,
    /** The same, within a round trip of the segment before it. */
    OUT_OF_ORDER,
    /** "Previous segment not captured": above the next expected number. */
    LOST_SEGMENT,
    /** "ACKed unseen segment": acknowledges more than was seen. */
    ACK_LOST_SEGMENT,
    /** The same acknowledgment again. */
    DUPLICATE_ACK,
    /** At most one byte, one below the next expected sequence number. */
    KEEP_ALIVE,
    /** The answer to a keep-alive. */
    KEEP_ALIVE_ACK,
    /** The receive window is 0. */
    ZERO_WINDOW,
    /** One byte into a window of 0. */
    ZERO_WINDOW_PROBE,
    /** The answer to a zero window probe while the window stays 0. */
    ZERO_WINDOW_PROBE_ACK,
    /** The segment fills the receiver's window. */
    WINDOW_FULL,
    /** Nothing new but the window field. */
    WINDOW_UPDATE,
    /** A SYN on endpoints that had a connection before. */
    REUSED_PORTS;

    private static final WiresharkFlag[] ALL = values();

    /** This flag as a set. */
    public int bit() {
        return 1 << ordinal();
    }

    /** Whether the set contains this flag. */
    public boolean in(int set) {
        return (set & bit()) != 0;
    }

    /** The last part of the display filter {@code tcp.analysis.*}. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The labels of a set, separated by commas. */
    public static String labels(int set) {
        StringBuilder text = new StringBuilder();
        for (WiresharkFlag flag : ALL) {
            if (flag.in(set)) {
                text.append(text.isEmpty() ? "" : ",").append(flag.label());
            }
        }
        return text.toString();
    }
}
