package io.wirecause.dhcp.exchange;

import io.wirecause.dhcp.message.DhcpEvent;

/** How far an exchange got. Observed, not enforced: any message may be missing. */
public enum DhcpExchangeState {
    /** No message yet that changes the state. */
    NEW,
    /** The client has sent DISCOVER or SOLICIT; no server has offered. */
    ASKED,
    /** A server has offered (OFFER, ADVERTISE). */
    OFFERED,
    /** The client has requested an address or settings; no answer yet. */
    REQUESTED,
    /** A server has granted (ACK, REPLY). */
    BOUND,
    /** A server has refused (NAK, REPLY with an error status code). */
    REFUSED,
    /** The client has declined: the address is in use (DECLINE). */
    DECLINED,
    /** The client has released the address (RELEASE). */
    RELEASED;

    /** The state after a message. */
    DhcpExchangeState after(DhcpEvent event) {
        return switch (event) {
            case ASK -> this == NEW ? ASKED : this;
            case OFFER -> this == NEW || this == ASKED ? OFFERED : this;
            case REQUEST -> this == BOUND || this == REFUSED ? this : REQUESTED;
            // The reply to a RELEASE or DECLINE only confirms it (RFC 8415, sections 18.3.7 and 18.3.8).
            case ACK -> this == DECLINED || this == RELEASED ? this : BOUND;
            // An ADVERTISE without addresses does not refuse yet: another server may have some.
            case NAK -> this == NEW || this == REQUESTED || this == OFFERED ? REFUSED : this;
            case DECLINE -> DECLINED;
            case RELEASE -> RELEASED;
            case OTHER -> this;
        };
    }

    /** Whether the exchange is over. */
    boolean isEnd() {
        return this == BOUND || this == REFUSED || this == DECLINED || this == RELEASED;
    }
}
