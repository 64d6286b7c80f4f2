package io.pcaplens.analysis;

/**
 * Bounds on one call. Reaching one is no failure: the answer says in {@code coverage} that it was reached.
 *
 * @param maxPackets     frames read at most; 0 for all
 * @param maxConnections connections kept at most; packets of further ones are counted only
 */
public record Limits(long maxPackets, int maxConnections) {
    /** All packets; connections enough for any office capture, few enough for a flood to stay within a small heap. */
    public static final Limits DEFAULT = new Limits(0, 500_000);
}
