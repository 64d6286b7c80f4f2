package io.wirecause.tcp.findings;

import io.wirecause.tcp.connection.Connection;
import java.util.BitSet;
import java.util.Collection;

/**
 * Connections that a broader finding explains (a scan, a flood, a black hole), so that narrower rules skip them. A bit for each
 * id: every rule asks for every connection, and a hash set of a flood's hundred thousand took most of the time of the findings.
 */
final class CoveredConnections {
    private final BitSet ids = new BitSet();

    void addAll(Collection<Connection> connections) {
        connections.forEach(c -> ids.set(c.id()));
    }

    boolean contains(Connection connection) {
        return ids.get(connection.id());
    }
}
