package io.wirecause.dhcp.message;

/** What a message means for the exchange. */
public enum DhcpEvent {
    /** DISCOVER, SOLICIT. */
    ASK,
    /** OFFER, ADVERTISE with something to offer. */
    OFFER,
    /** REQUEST and its kin, INFORM, queries. */
    REQUEST,
    /** ACK, REPLY. */
    ACK,
    /** NAK, REPLY that refuses, ADVERTISE with nothing to offer. */
    NAK,
    /** DECLINE. */
    DECLINE,
    /** RELEASE. */
    RELEASE,
    /** Messages that a server starts, and unknown ones. */
    OTHER;

    /** Whether servers send it. */
    boolean fromServer() {
        return this == OFFER || this == ACK || this == NAK;
    }
}
