/** TLS over TCP, DTLS and QUIC: the tool that tells how their handshakes went, its analysis and its answer. */
package io.wirecause.tls;
