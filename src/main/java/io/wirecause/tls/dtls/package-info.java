/**
 * DTLS 1.0, 1.2 and 1.3 over UDP (RFC 6347, RFC 9147), as far as its handshakes are in the clear, on ports of its own or of
 * WebRTC.
 */
package io.wirecause.tls.dtls;
