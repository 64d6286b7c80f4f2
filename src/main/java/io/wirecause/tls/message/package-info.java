/**
 * Views over the handshake messages and alerts that TLS over TCP, DTLS and QUIC share (RFC 8446, RFC 5246, RFC 9147), the names
 * of their numbers, and the fingerprints of clients and servers. Whatever the bytes are, parsing neither throws nor keeps more
 * than a fixed amount: what could be read is kept, and {@code problem} says where it ended.
 */
package io.wirecause.tls.message;
