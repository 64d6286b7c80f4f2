/**
 * One connection, and the path of a segment through it. {@link io.wirecause.tcp.connection.ConnectionTracker} takes each segment
 * to the stateless parts in turn; {@link io.wirecause.tcp.connection.Connection} is what they keep of a connection, with its two
 * {@linkplain io.wirecause.tcp.endpoint.EndpointState endpoints}. Beside that stand the views of Wireshark and Zeek, which are
 * only held here: no part reads them.
 */
package io.wirecause.tcp.connection;
