/**
 * What TCP tells the protocols that it carries: set-up, losses, waits and the end of each connection, as of the segment just
 * taken in. They see this package and {@code TcpCarrier} alone.
 */
package io.wirecause.tcp.carrier;
