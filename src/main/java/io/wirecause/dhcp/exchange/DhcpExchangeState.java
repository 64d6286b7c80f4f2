package io.wirecause.dhcp.exchange;

import io.wirecause.dhcp.message.DhcpEvent;
import java.util.Locale;

/** How far an exchange between a client and its servers got. Observed, not enforced: any message may be missing. */
public enum DhcpExchangeState {
    /** Nothing but messages that change nothing. */
    NEW,
    /** The client looks for servers (DISCOVER, SOLICIT); none has offered anything. */
    ASKED,
    /** At least one server has offered addresses (OFFER, ADVERTISE). */
    OFFERED,
    /** The client has asked one server, or any, for an address or settings; no answer yet. */
    REQUESTED,
    /** A server has said yes (ACK, REPLY). */
    BOUND,
    /** A server has said no (NAK, REPLY with a status code that is no success). */
    REFUSED,
    /** The client has found the address in use (DECLINE). */
    DECLINED,
    /** The client has given the address back (RELEASE). */
    RELEASED;

    /** The state after a message. */
    DhcpExchangeState after(DhcpEvent event) {
        return switch (event) {
            case ASK -> this == NEW ? ASKED : this;
            case OFFER -> this == NEW || this == ASKED ? OFFERED : this;
            case REQUEST -> this == BOUND || this == REFUSED ? this : REQUESTED;
            // The reply to a RELEASE or DECLINE only says that it has arrived (RFC 8415, sections 18.3.7 and 18.3.8).
            case ACK -> this == DECLINED || this == RELEASED ? this : BOUND;
            // An ADVERTISE without addresses refuses nothing yet: another server may have some.
            case NAK -> this == NEW || this == REQUESTED || this == OFFERED ? REFUSED : this;
            case DECLINE -> DECLINED;
            case RELEASE -> RELEASED;
            case OTHER -> this;
        };
    }

    /** Whether nothing more is to come. */
    boolean isEnd() {
        return this == BOUND || this == REFUSED || this == DECLINED || this == RELEASED;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
