package io.wirecause.tcp.endpoint;

/**
 * How long an endpoint kept its peer waiting: before its answers, and before it continued with data of its own. An immutable
 * reading; the fields of {@link EndpointState} take fewer bytes, because most endpoints wait once at most.
 */
public final class WaitTimes {
    /** An answer, or a pause within a request, from which on a person notices the wait; nanoseconds. */
    public static final long SLOW_NANOS = 1_000_000_000L;

    private final Several several;
    private final long nanos;
    private final int after;
    private final int before;
    private final int answers;
    private final boolean isAnswer;

    /** Of an endpoint that waited more than once, or for long. */
    static final class Several {
        private long longest;
        private long longestAnswer;
        private long slowNanos;
        private int longestAnswerBefore;
        private int slowTimes;
        private int firstSlowBefore;

        private void addAnswer(long nanos, int before) {
            if (nanos > longestAnswer) {
                longestAnswer = nanos;
                longestAnswerBefore = before;
            }
        }

        private void addPause(long nanos, int before) {
            if (nanos >= SLOW_NANOS) {
                firstSlowBefore = slowTimes++ == 0 ? before : firstSlowBefore;
                slowNanos += nanos;
            }
        }
    }

    private WaitTimes(EndpointState of) {
        several = of.waits;
        nanos = of.waitNanos;
        after = of.waitedAfter;
        before = of.waitedBefore;
        answers = of.answers;
        isAnswer = of.firstWaitWasAnswer;
    }

    /** The waits of an endpoint so far. */
    public static WaitTimes of(EndpointState endpoint) {
        return new WaitTimes(endpoint);
    }

    /**
     * Adds a wait.
     *
     * @param nanos    how long it was; ignored where not above 0
     * @param after    frame before it
     * @param before   frame that ended it
     * @param isAnswer whether the endpoint then answered its peer, rather than continued with data of its own
     */
    public static void add(EndpointState endpoint, long nanos, long after, long before, boolean isAnswer) {
        if (nanos <= 0) {
            return;
        }
        long sum = endpoint.waitNanos;
        if (endpoint.waits == null && (sum > 0 || nanos >= SLOW_NANOS)) {
            endpoint.waits = several(of(endpoint));
        }
        Several several = endpoint.waits;
        boolean longest = nanos > (several == null ? sum : several.longest);
        if (several != null) {
            several.longest = Math.max(several.longest, nanos);
            if (isAnswer) {
                several.addAnswer(nanos, (int) before);
            } else {
                several.addPause(nanos, (int) before);
            }
        }
        endpoint.waitNanos += nanos;
        endpoint.firstWaitWasAnswer = sum == 0 ? isAnswer : endpoint.firstWaitWasAnswer;
        endpoint.waitedAfter = longest ? (int) after : endpoint.waitedAfter;
        endpoint.waitedBefore = longest ? (int) before : endpoint.waitedBefore;
    }

    private static Several several(WaitTimes soFar) {
        Several several = new Several();
        several.longest = soFar.nanos;
        several.addAnswer(soFar.longestAnswer(), (int) soFar.longestAnswerBefore());
        return several;
    }

    /** Counts an answer, whether or not the peer had to wait for it. */
    public static void countAnswer(EndpointState endpoint) {
        endpoint.answers++;
    }

    /** All waits together, nanoseconds. */
    public long nanos() {
        return nanos;
    }

    /** The longest wait, nanoseconds; 0 where there is none. */
    public long longest() {
        return several == null ? nanos : several.longest;
    }

    /** The frame before the longest wait; 0 where there is none. */
    public long longestAfter() {
        return Integer.toUnsignedLong(after);
    }

    /** The frame that ended the longest wait; 0 where there is none. */
    public long longestBefore() {
        return Integer.toUnsignedLong(before);
    }

    /** The longest wait before an answer, nanoseconds; 0 where there is none. */
    public long longestAnswer() {
        return several != null ? several.longestAnswer : isAnswer ? nanos : 0;
    }

    /** The frame of that answer; 0 where there is none. */
    public long longestAnswerBefore() {
        return Integer.toUnsignedLong(several != null ? several.longestAnswerBefore : isAnswer ? before : 0);
    }

    /** Pauses of {@link #SLOW_NANOS} or more before it continued with data of its own. */
    public int slowPauses() {
        return several == null ? 0 : several.slowTimes;
    }

    /** These pauses together, nanoseconds. */
    public long slowPauseNanos() {
        return several == null ? 0 : several.slowNanos;
    }

    /** The frame that ended the first of them; 0 where there is none. */
    public long firstSlowPauseBefore() {
        return several == null ? 0 : Integer.toUnsignedLong(several.firstSlowBefore);
    }

    /** How often it answered what its peer had sent. */
    public int answers() {
        return answers;
    }
}
