package io.wirecause.analysis;

/**
 * Bounds on one call. Reaching one is no failure: the answer says in {@code coverage} that it was reached.
 *
 * @param maxPackets     frames read at most; 0 for all
 * @param maxConnections connections kept at most; packets of further ones are counted only
 * @param threads        threads that the call may use, its own among them; at least 1. Answers do not depend on it
 */
public record Limits(long maxPackets, int maxConnections, int threads) {
    /** Bytes of a connection with all its meters in use, loss and resets included; ConnectionMemoryTest counts them. */
    private static final int BYTES_A_CONNECTION = 2_080;
    /** Share of the heap that connections may take, so that a flood of them ends in a note and not in an error. */
    private static final double HEAP_SHARE = 0.65;
    private static final int MOST_CONNECTIONS = 500_000;

    /** One decodes, and two who follow what it decodes keep up with it. */
    private static final int MOST_THREADS = 3;

    /** All packets; connections enough for any office capture, few enough for a flood to stay within the heap. */
    public static final Limits DEFAULT = within(0, mostMemory());

    /**
     * The bounds of a call that may keep this much memory.
     *
     * @param memory bytes, of which connections take nearly all; a call that reaches the bound says so and goes on
     */
    public static Limits within(long maxPackets, long memory) {
        return new Limits(maxPackets, (int) Math.min(MOST_CONNECTIONS, memory / BYTES_A_CONNECTION), mostThreads());
    }

    /** Bytes that all calls at work may keep together at most. */
    public static long mostMemory() {
        return (long) (HEAP_SHARE * Runtime.getRuntime().maxMemory());
    }

    /** These bounds, with as many threads as the machine has for it. */
    public Limits(long maxPackets, int maxConnections) {
        this(maxPackets, maxConnections, mostThreads());
    }

    private static int mostThreads() {
        return Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
    }
}
