package io.pcaplens.tcp;

import io.pcaplens.packet.Packet;

/** Is told of every segment. */
interface SegmentListener {
    void segment(Packet packet, Connection connection, int wiresharkFlags, Object verdict);
}
