package io.wirecause.analysis.stream;

import io.wirecause.flow.FlowKey;
import io.wirecause.flow.RoleBasis;

/**
 * One direction of one TCP connection, as far as it is known when its first bytes are there.
 *
 * @param stream      the number of the connection: Wireshark's {@code tcp.stream}, the same in both directions
 * @param source      who sends
 * @param destination who receives
 * @param fromStart   whether the first byte given is the first one sent; otherwise reading starts somewhere in between
 * @param fromClient  whether the client sends
 * @param roleBasis   how it is known which end is the client
 */
public record StreamDirection(int stream, FlowKey.Endpoint source, FlowKey.Endpoint destination, boolean fromStart,
                              boolean fromClient, RoleBasis roleBasis) {
    /** The end that opened the connection. */
    public FlowKey.Endpoint client() {
        return fromClient ? source : destination;
    }

    /** The end that the connection was opened to. */
    public FlowKey.Endpoint server() {
        return fromClient ? destination : source;
    }
}
