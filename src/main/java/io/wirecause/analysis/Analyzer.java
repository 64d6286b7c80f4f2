package io.wirecause.analysis;

import io.wirecause.packet.Packet;

/** Takes part in the one pass over a capture. The packet is a flyweight, valid only until {@link #packet} returns. */
public interface Analyzer {
    /** The next packet in file order, whatever could be decoded of it; a frame may hold several packets. */
    void packet(Packet packet);

    /**
     * Whether it needs no further packet, asked now and then: a pass ends early once none of its analyzers needs one. What
     * the answer then lacks, its tool must say.
     */
    default boolean isDone() {
        return false;
    }

    /** Whether the analyzer itself detects TCP segments that are in the capture twice; if not, the pass does. */
    default boolean knowsSegmentCopies() {
        return false;
    }
}
