package io.wirecause.tls;

import io.wirecause.report.FindingCode;

/** What can be wrong with TLS handshakes. */
public enum TlsFindingCode implements FindingCode {
    /** No version in common. */
    TLS_VERSION_MISMATCH("Client and server have no TLS version in common, or one of them refuses the other's with the alert "
            + "protocol_version or inappropriate_fallback. Compare the versions offered with those that the other side allows."),
    /** A version in common, and no cipher suite, group, signature scheme or protocol. */
    TLS_NO_SHARED_PARAMETERS("The server finds nothing that it takes in the ClientHello: no cipher suite, group, signature "
            + "scheme or "
            + "application protocol in common (alerts handshake_failure, insufficient_security, no_application_protocol and the "
            + "like upon the hello). Compare the offer with the server's configuration."),
    /** Expired at the time of the capture. */
    TLS_CERTIFICATE_EXPIRED("A certificate was no longer valid when it was sent, judged by the clock of the capture, or the "
            + "client "
            + "says so. Renew it; if it was valid then, the client's clock is wrong."),
    /** Not yet valid. */
    TLS_CERTIFICATE_NOT_YET_VALID("A certificate was not valid yet when it was sent, judged by the clock of the capture. Check "
            + "the "
            + "clocks, and when the certificate was issued."),
    /** For another name. */
    TLS_CERTIFICATE_NAME_MISMATCH("The certificate is not for the server name that the client asked for (SNI). Clients that "
            + "check "
            + "names refuse it. The server may have shown its default certificate because it does not know the name."),
    /** Not trusted by the client, or self-signed. */
    TLS_CERTIFICATE_UNTRUSTED("The client does not trust whoever signed the server's certificate (alert unknown_ca), or the "
            + "certificate is self-signed: a note only where the client took it. Give the client the authority's certificate."),
    /** An intermediate certificate is missing. */
    TLS_CHAIN_INCOMPLETE("The server sends its own certificate without that of the intermediate authority that signed it. "
            + "Browsers "
            + "often fetch or know it, other clients fail. Configure the full chain."),
    /** The client turned the server down. */
    TLS_CLIENT_REJECTED_SERVER("The client refuses what the server sent, or closes right after the server's certificates: by an "
            + "alert, "
            + "in TLS 1.3 by a record of the size of an alert. Look at the client's log for the reason."),
    /** The server turned the client down. */
    TLS_SERVER_REJECTED_CLIENT("The server refuses the client by an alert, mostly because of the client's certificate, or it "
            + "closes "
            + "or resets the connection upon the client's message without an alert. Look at the server's log for the reason."),
    /** The server does not know the name. */
    TLS_NAME_UNKNOWN("The server does not serve the name that the client asked for (alert unrecognized_name). Check the name in "
            + "the "
            + "client's address and the server's list of hosts."),
    /** Nobody goes on. */
    TLS_STALLED("A handshake stands still: one side owes the next message, or the network lost it, such as the second segment of "
            + "a "
            + "large ClientHello or the server's certificates. The title names who, the detail the evidence."),
    /** A device on the path breaks the handshake because of the name. */
    TLS_BLOCKED_BY_NAME("A device on the path breaks the connection upon the ClientHello: a RST whose TTL is not the server's, "
            + "or resets "
            + "and silence for some names where others work with the same server. Ask who filters on the path."),
    /** TLS to a server that does not speak it. */
    TLS_TO_PLAINTEXT_PORT("The client speaks TLS, and the server answers in plain text: it has no TLS on that port, or wants "
            + "STARTTLS or "
            + "another command first. Use the right port, scheme or setting."),
    /** Plain text to a server of TLS. */
    PLAINTEXT_TO_TLS_PORT("The client speaks in plain text to a server that wants TLS on that port. Use https instead of http, "
            + "or the "
            + "setting of the client that turns TLS on."),
    /** Slow. */
    TLS_SLOW_HANDSHAKE("A handshake took more than a second. The title names where the time went: to the server, the client, "
            + "lost "
            + "segments or a long path."),
    /** Old versions and weak parameters. */
    TLS_OUTDATED("The connection uses SSL, TLS 1.0 or 1.1, a broken cipher, a short key or a weak signature. It works; replace "
            + "it.");

    private final String explanation;

    TlsFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
