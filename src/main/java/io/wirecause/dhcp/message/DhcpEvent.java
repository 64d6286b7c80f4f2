package io.wirecause.dhcp.message;

/** What a message means for its exchange. */
public enum DhcpEvent {
    /** DISCOVER, SOLICIT. */
    ASK,
    /** OFFER, or ADVERTISE with something to offer. */
    OFFER,
    /** REQUEST, RENEW, REBIND, CONFIRM, INFORM, lease queries. */
    REQUEST,
    /** ACK, REPLY. */
    ACK,
    /** NAK, REPLY that refuses, or ADVERTISE with nothing to offer. */
    NAK,
    /** DECLINE. */
    DECLINE,
    /** RELEASE. */
    RELEASE,
    /** Messages that a server initiates, and unknown ones. */
    OTHER;

    /** Whether servers send it. */
    boolean fromServer() {
        return this == OFFER || this == ACK || this == NAK;
    }
}
