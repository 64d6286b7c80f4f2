package io.wirecause.analysis;

import io.wirecause.flow.FlowKey;

/**
 * One direction of one TCP connection.
 *
 * @param connection  the same number in both directions of a connection, and only there, within one pass
 * @param source      who sends
 * @param destination who receives
 * @param fromStart   whether the first byte given is the first one sent; otherwise reading starts somewhere in between
 */
public record StreamDirection(int connection, FlowKey.Endpoint source, FlowKey.Endpoint destination, boolean fromStart) {
}
