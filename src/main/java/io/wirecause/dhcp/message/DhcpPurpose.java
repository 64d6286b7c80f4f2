package io.wirecause.dhcp.message;

import java.util.Locale;

/** What a client wants of an exchange (RFC 2131, section 4.3.2; RFC 8415, section 18.2). */
public enum DhcpPurpose {
    /** An address it does not have yet. */
    OBTAIN,
    /** To use an address from before a restart. */
    REBOOT,
    /** More time, from the server that gave the address. */
    RENEW,
    /** More time, from any server. */
    REBIND,
    /** DHCPv6: whether its addresses still fit the link. */
    CONFIRM,
    /** Settings without an address. */
    INFORM,
    /** To give the address back. */
    RELEASE,
    /** To report that the address is in use. */
    DECLINE,
    /** A relay or manager asks about leases. */
    QUERY,
    /** BOOTP, or DHCP whose options were cut off. */
    BOOTP,
    /** Not known: only a server's message was seen. */
    UNKNOWN;

    /** Whether a yes means that the client has an address. */
    public boolean isForAddress() {
        return switch (this) {
            case INFORM, RELEASE, DECLINE, QUERY -> false;
            default -> true;
        };
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
