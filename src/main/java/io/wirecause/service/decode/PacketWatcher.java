package io.wirecause.service.decode;

import io.wirecause.packet.Packet;
import java.util.List;
import java.util.function.Consumer;

/** Sees the packets of the capture, for protocols that are neither streams nor datagrams. One object a call, bounded state. */
public interface PacketWatcher {
    /** The next packet; valid only until this returns. */
    void packet(Packet packet, Consumer<Incident> incidents);

    /** Whether it is shown TCP segments as well, most of what there is. */
    default boolean seesTcp() {
        return false;
    }

    /**
     * The capture is over.
     *
     * @param lastTime time of its last packet
     */
    default void finish(long lastTime, Consumer<Incident> incidents) {
    }

    /** Devices that told of themselves; bounded. */
    default List<Speaker> speakers() {
        return List.of();
    }

    /** How many messages of the protocol it saw. */
    long messages();
}
