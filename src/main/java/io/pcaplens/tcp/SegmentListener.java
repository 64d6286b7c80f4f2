package io.pcaplens.tcp;

import io.pcaplens.packet.Packet;

/** Is told of every segment, after its connection took it in; the connection holds the verdict on it. */
interface SegmentListener {
    void segment(Packet packet, Connection connection, int wiresharkFlags);
}
