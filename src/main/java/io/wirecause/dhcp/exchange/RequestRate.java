package io.wirecause.dhcp.exchange;

/** How many messages a client sends, and how many of them within a minute at most. Times are in nanoseconds since 1970. */
public final class RequestRate {
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private int sent;
    private int copies;
    private long minuteStart;
    private int inMinute;
    private int busiest;
    private long busiestStart;
    private long busiestEnd;

    RequestRate() {
    }

    /**
     * Counts a message.
     *
     * @param original whether it is no copy of the one before
     */
    void add(long timeNanos, boolean original) {
        copies += original ? 0 : 1;
        if (sent++ == 0 || timeNanos - minuteStart >= MINUTE_NANOS || timeNanos < minuteStart) {
            minuteStart = timeNanos;
            inMinute = 0;
        }
        inMinute++;
        if (inMinute > busiest) {
            busiest = inMinute;
            busiestStart = minuteStart;
            busiestEnd = timeNanos;
        }
    }

    /** Messages in all, copies included. */
    public int sent() {
        return sent;
    }

    /** Those that repeat the one before within {@link DhcpExchange#COPY_NANOS}. */
    public int copies() {
        return copies;
    }

    /** The most messages within a minute, minutes counted from the first message after the one before. */
    public int busiest() {
        return busiest;
    }

    /** From the first to the last message of the busiest minute, in nanoseconds. */
    public long busiestNanos() {
        return busiestEnd - busiestStart;
    }
}
