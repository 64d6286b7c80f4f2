package io.wirecause.sip.message;

import io.wirecause.flow.FlowKey.Endpoint;

/**
 * A message and where it was seen.
 *
 * @param message     what it says
 * @param frame       the frame that completed it, Wireshark's number
 * @param timeNanos       when, nanoseconds since 1970
 * @param source      who sent it on this hop
 * @param destination to whom
 * @param transport   over what
 * @param stream      the number of the TCP connection, Wireshark's tcp.stream; -1 over UDP
 * @param copy        whether the packet that carried it had been captured before
 */
public record SipMessageContext(SipMessage message, long frame, long timeNanos, Endpoint source, Endpoint destination,
        Transport transport, int stream, boolean copy) {
    /** What carries SIP. */
    public enum Transport {
        /** One message a datagram. */
        UDP,
        /** Messages in a stream, told apart by their Content-Length. */
        TCP,
        /** One message a WebSocket message (RFC 7118). */
        WEBSOCKET
    }
}
