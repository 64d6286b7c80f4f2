package io.wirecause.dhcp;

import io.wirecause.report.FindingCode;

/** The kinds of findings about DHCP. */
enum DhcpFindingCode implements FindingCode {
    /** Clients that no server answered. */
    DHCP_NO_OFFER("A client asked for an address, or to keep one, and no server answered, or none had an address to give: no "
            + "server or relay on the link, a filter, an exhausted pool. Compare with a capture at the server or relay."),
    /** A server said no. */
    DHCP_NAK("A server refused what a client asked for (NAK; in DHCPv6 a status code): the client came from another network, "
            + "the address is taken, or the server does not know the lease. Harmless where the client gets another address "
            + "right after it."),
    /** Several servers offered. */
    DHCP_MULTIPLE_SERVERS("Several servers answered the same client. Where they hand out different routers, name servers or "
            + "networks, one of them may be a rogue or a forgotten device; hosts fare differently by chance. Find the servers "
            + "by their link addresses."),
    /** Somebody takes all addresses. */
    DHCP_STARVATION_SUSPECTED("Very many new clients asked for addresses within a minute and look made up: sent from other link "
            + "addresses than they name, never completing, or of random makers. Somebody may be using up the pool. Limit it at "
            + "the switch."),
    /** Two hosts with one address. */
    DHCP_ADDRESS_CONFLICT("A client found its new address in use (DECLINE), or a server gave an address to a second client "
            + "while the first one's lease was running. Look for hosts with fixed addresses in the pool, and for servers that "
            + "share a pool unknowingly.");

    private final String explanation;

    DhcpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
