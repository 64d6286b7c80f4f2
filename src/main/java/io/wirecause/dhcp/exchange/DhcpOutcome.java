package io.wirecause.dhcp.exchange;

import java.util.Locale;

/** How an exchange ended, or where it stands at the end of the capture. */
public enum DhcpOutcome {
    /** The client got a new address. */
    BOUND,
    /** The lease was extended by its server. */
    RENEWED,
    /** The lease was extended by any server. */
    REBOUND,
    /** The client got its previous address after a restart. */
    REBOOTED,
    /** DHCPv6: the addresses fit the link. */
    CONFIRMED,
    /** The client got settings without an address. */
    INFORMED,
    /** A lease query or BOOTP request was answered. */
    ANSWERED,
    /** A server acknowledged what the capture does not show. */
    ACKNOWLEDGED,
    /** A server refused. */
    REFUSED,
    /** The client found the address in use. */
    DECLINED,
    /** The client released the address. */
    RELEASED,
    /** No server offered. */
    NO_OFFER,
    /** The client did not request what was offered. */
    OFFER_NOT_TAKEN,
    /** No server answered a request. */
    NO_ANSWER,
    /** Nothing that says how it ended. */
    OTHER;

    /** The outcome of an exchange in a state. */
    static DhcpOutcome of(DhcpExchange exchange) {
        return switch (exchange.state()) {
            case NEW -> OTHER;
            case ASKED -> NO_OFFER;
            case OFFERED -> OFFER_NOT_TAKEN;
            case REQUESTED -> NO_ANSWER;
            case REFUSED -> REFUSED;
            case DECLINED -> DECLINED;
            case RELEASED -> RELEASED;
            case BOUND -> switch (exchange.purpose()) {
                case OBTAIN -> BOUND;
                case RENEW -> RENEWED;
                case REBIND -> REBOUND;
                case REBOOT -> REBOOTED;
                case CONFIRM -> CONFIRMED;
                case INFORM -> INFORMED;
                case QUERY, BOOTP -> ANSWERED;
                case RELEASE, DECLINE, UNKNOWN -> ACKNOWLEDGED;
            };
        };
    }

    /** The name in results. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
