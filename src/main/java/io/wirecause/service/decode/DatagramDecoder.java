package io.wirecause.service.decode;

import io.wirecause.bytes.ByteView;

/** Reads datagrams of a protocol. One object reads all flows of a call, so it keeps nothing of them. */
public interface DatagramDecoder {
    /** Who sends a datagram. */
    enum Sender {
        /** Who asks. */
        CLIENT,
        /** Who answers. */
        SERVER,
        /** The datagram is not of this protocol. */
        FOREIGN
    }

    /** Who sends this one, which goes from or to a port of the protocol; at least one byte. */
    Sender sender(ByteView bytes, int sourcePort, int destinationPort);

    /**
     * Whether a server answers from a port that it chooses: what then goes between the client's port and that server comes to
     * {@link #datagram}, too, without being asked for its sender.
     */
    default boolean answersFromOtherPorts() {
        return false;
    }

    /** Tells what it holds. */
    void datagram(boolean fromClient, ByteView bytes, ServiceEvents events);
}
