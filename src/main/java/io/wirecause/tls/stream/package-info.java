/**
 * TLS in the payload of TCP connections, found by its content: records, handshake messages put together from them, and what
 * came before them, such as STARTTLS, a tunnel or a PROXY header.
 */
package io.wirecause.tls.stream;
