package io.pcaplens.dns;

import io.pcaplens.flow.FlowKey.Endpoint;

/**
 * Where and when a message was seen.
 *
 * @param frame          the frame that holds it; over TCP the one in which it became complete, as in Wireshark
 * @param timestampNanos when that frame was captured; 0 where the file does not tell
 * @param tcp            whether it came over TCP
 */
record Sighting(long frame, long timestampNanos, Endpoint source, Endpoint destination, boolean tcp) {
    /** Who asks: the sender of a query and the receiver of a response. */
    Endpoint client(boolean response) {
        return response ? destination : source;
    }

    /** Who is asked. */
    Endpoint server(boolean response) {
        return response ? source : destination;
    }
}
