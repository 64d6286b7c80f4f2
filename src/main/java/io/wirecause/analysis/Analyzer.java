package io.wirecause.analysis;

import io.wirecause.packet.Packet;

/** Takes part in the one pass over a capture. The packet is a flyweight, valid only until {@link #packet} returns. */
public interface Analyzer {
    /** The next packet that could be decoded down to IP, in file order. */
    void packet(Packet packet);

    /** Whether the analyzer itself knows a packet that is in the capture twice; if not, the pass looks out for them. */
    default boolean knowsCopies() {
        return false;
    }
}
