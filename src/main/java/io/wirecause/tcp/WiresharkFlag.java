package io.wirecause.tcp;

/**
 * What Wireshark's expert analysis calls a segment (User's Guide, section "TCP Analysis"). A set of them is an int of
 * {@link #bit}s; the order is the one in which they are listed.
 */
enum WiresharkFlag {
    /** Data or SYN or FIN below the next expected number. */
    RETRANSMISSION,
    /** The same, right after duplicate ACKs asked for it. */
    FAST_RETRANSMISSION,
    /** The same, of data that was already acknowledged. */
    SPURIOUS_RETRANSMISSION,
    /** The same, within a round trip of the segment before it. */
    OUT_OF_ORDER,
    /** "Previous segment not captured": above the next expected number. */
    LOST_SEGMENT,
    /** "ACKed unseen segment": acknowledges more than was seen. */
    ACK_LOST_SEGMENT,
    /** The same ACK once more. */
    DUPLICATE_ACK,
    /** One below the next expected number with at most a byte. */
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
    /** Nothing new but the window. */
    WINDOW_UPDATE,
    /** A SYN on endpoints that had a connection before. */
    REUSED_PORTS;

    private static final WiresharkFlag[] ALL = values();

    /** This flag as a set. */
    int bit() {
        return 1 << ordinal();
    }

    boolean in(int set) {
        return (set & bit()) != 0;
    }

    /** The last part of the display filter {@code tcp.analysis.*}. */
    String label() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The labels of a set, separated by commas. */
    static String labels(int set) {
        StringBuilder text = new StringBuilder();
        for (WiresharkFlag flag : ALL) {
            if (flag.in(set)) {
                text.append(text.isEmpty() ? "" : ",").append(flag.label());
            }
        }
        return text.toString();
    }
}
