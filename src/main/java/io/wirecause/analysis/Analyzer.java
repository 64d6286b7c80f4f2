package io.wirecause.analysis;

import io.wirecause.packet.Packet;

/** Takes part in the one pass over a capture. The packet is a flyweight, valid only until {@link #packet} returns. */
public interface Analyzer {
    /** The next packet in file order, whatever could be decoded of it; a frame may hold several packets. */
    void packet(Packet packet);

    /** Whether the analyzer itself detects TCP segments that are in the capture twice; if not, the pass does. */
    default boolean knowsSegmentCopies() {
        return false;
    }
}
