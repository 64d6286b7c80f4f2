package io.pcaplens.analysis;

/**
 * Bounds on one call. Reaching one is no failure: the answer says in {@code coverage} that it was reached.
 *
 * @param maxPackets     frames read at most; 0 for all
 * @param maxConnections connections kept at most; packets of further ones are counted only
 */
public record Limits(long maxPackets, int maxConnections) {
    /** Bytes that a connection takes at most when its meters are in use; measured, see docs/performance.md. */
    private static final int BYTES_A_CONNECTION = 3_300;
    /** Share of the heap that connections may take, so that a flood of them ends in a note and not in an error. */
    private static final double HEAP_SHARE = 0.65;
    private static final int MOST_CONNECTIONS = 500_000;

    /** All packets; connections enough for any office capture, few enough for a flood to stay within the heap. */
    public static final Limits DEFAULT = new Limits(0, (int) Math.min(MOST_CONNECTIONS,
            HEAP_SHARE * Runtime.getRuntime().maxMemory() / BYTES_A_CONNECTION));
}
