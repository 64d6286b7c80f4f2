package io.wirecause.tls.quic;

import io.wirecause.report.FindingCode;

/** The kinds of findings about QUIC. */
public enum QuicFindingCode implements FindingCode {
    /** The network or the server drops UDP. */
    QUIC_BLOCKED("A client's QUIC Initial packets got no answer, or ICMP turned them away, and the client went on over TCP: a "
            + "firewall drops UDP port 443, the path drops datagrams of 1,200 bytes, or the server offers QUIC (Alt-Svc, HTTPS "
            + "record) but does not serve it. A warning if the client lost time, a note if TCP began at once or the server "
            + "itself "
            + "said that the port is closed, an error if there was no fallback. Allow UDP to the port both ways, or let the "
            + "server "
            + "stop offering HTTP/3; a filter that rejects by ICMP makes clients fall back at once."),
    /** Client and server speak different versions. */
    QUIC_VERSION_NEGOTIATION("A server answered with a Version Negotiation packet, because it does not know the client's "
            + "version of "
            + "QUIC. An error if the client gave up: they have no version in common. A note if it came again with another "
            + "version, which costs a round trip. No finding if the client's first version was a reserved one that no server "
            + "knows."),
    /** One side closed the connection during the handshake. */
    QUIC_CLOSED("One side closed a QUIC connection during the handshake with CONNECTION_CLOSE. The title names the code: "
            + "CRYPTO_ERROR is a TLS alert (no_application_protocol: no common protocol; handshake_failure: no common "
            + "parameters), INVALID_TOKEN a Retry token that the server did not take back, CONNECTION_REFUSED a server that "
            + "takes "
            + "no connections, NO_ERROR a side that gave up waiting. Closes that come after the first two flights are encrypted "
            + "and do not show.");

    private final String explanation;

    QuicFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
