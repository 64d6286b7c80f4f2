package io.wirecause.analysis.service;

/** What can be said of a server beside its times, a word or number for each connection or answer. */
public enum Trait {
    /** What it speaks, as far as that was read. */
    PROTOCOL("protocol"),
    /** The program, as it calls itself. */
    SOFTWARE("software"),
    /** The certificate that it shows in the clear. */
    CERTIFICATE("certificate"),
    /** The TLS version chosen. */
    TLS_VERSION("TLS version"),
    /** The cipher suite chosen. */
    CIPHER("cipher suite"),
    /** The protocol chosen by ALPN. */
    ALPN("ALPN"),
    /** Whether a TLS session was taken up again. */
    RESUMPTION("TLS session"),
    /** The version of HTTP. */
    HTTP_VERSION("HTTP version"),
    /** Whether SACK is agreed on (RFC 2018). */
    SACK("SACK"),
    /** Whether window scaling is agreed on (RFC 7323). */
    WINDOW_SCALING("window scaling"),
    /** Whether timestamps are agreed on (RFC 7323). */
    TIMESTAMPS("TCP timestamps"),
    /** The MSS of its SYN-ACK. */
    MSS("MSS of the server"),
    /** The MSS of the clients' SYN. */
    CLIENT_MSS("MSS of clients"),
    /** The TTL or hop limit that its packets arrive with. */
    TTL("TTL");

    private final String label;

    Trait(String label) {
        this.label = label;
    }

    /** What it is called in a sentence. */
    public String label() {
        return label;
    }
}
