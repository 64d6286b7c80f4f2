/**
 * Handshakes of TLS, DTLS and QUIC: how far each one came, how it ended, what was offered and chosen, and how long it took. All
 * transports feed the same record.
 */
package io.wirecause.tls.handshake;
