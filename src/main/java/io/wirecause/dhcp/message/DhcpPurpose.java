package io.wirecause.dhcp.message;

import java.util.Locale;

/** What a client wants (RFC 2131, section 4.3.2; RFC 8415, section 18.2). */
public enum DhcpPurpose {
    /** A new address. */
    OBTAIN,
    /** The address it had before a restart. */
    REBOOT,
    /** To extend the lease, from the server that granted it. */
    RENEW,
    /** To extend the lease, from any server. */
    REBIND,
    /** DHCPv6: to know whether its addresses still fit the link. */
    CONFIRM,
    /** Settings without an address. */
    INFORM,
    /** To release the address. */
    RELEASE,
    /** To report that the address is in use. */
    DECLINE,
    /** A lease query, by a relay or a manager. */
    QUERY,
    /** BOOTP. */
    BOOTP,
    /** Unknown: only a server's message was captured. */
    UNKNOWN;

    /** Whether an ACK grants an address. */
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
