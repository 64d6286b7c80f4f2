/**
 * QUIC as far as it is in the open to whoever reads along (RFC 9000, RFC 9001, RFC 9369): version negotiation, Retry, and the
 * Initial packets, whose keys follow from a connection id. They carry the hellos of TLS and, if it fails early, why.
 */
package io.wirecause.tls.quic;
