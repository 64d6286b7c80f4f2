package io.wirecause.dhcp;

import io.wirecause.report.FindingCode;

/** The kinds of findings about DHCP. */
enum DhcpFindingCode implements FindingCode {
    /** Clients that no server answered. */
    DHCP_NO_OFFER("A client asked for an address, or for the one it had, and no server answered or had an address to give: no "
            + "server or relay on the link, a packet filter, or an exhausted pool. Compare with a capture at the server "
            + "or relay. A note if a client asks for DHCPv6 where there is none, or for settings alone (INFORM)."),
    /** Offers that lead to nothing. */
    DHCP_OFFER_NOT_TAKEN("Servers offered an address, but the client asks again and never requests it: the offers do not reach "
            + "it, go out in another VLAN, are dropped by a relay whose option 82 they lack, or have options that it cannot "
            + "take. Server and pool are fine."),
    /** Leases that nobody extends. */
    DHCP_NOT_RENEWED("A client asked to extend its lease and got no answer: the server that granted it is down or cannot be "
            + "reached under its identifier. An error if the lease ran out, for then the client loses its address; a warning if "
            + "another server extended it."),
    /** A server said no. */
    DHCP_NAK("A server refused a client's request (NAK; in DHCPv6 a status code): the client came from another "
            + "network, the address is taken, or the server does not know the lease. Harmless if the client gets "
            + "another address right afterwards. Not harmless if one server refuses what another grants: clients start over."),
    /** Several servers offered. */
    DHCP_MULTIPLE_SERVERS("Several servers answered the same client. If they hand out different routers, name servers or "
            + "networks, "
            + "one of them may be rogue or forgotten, and chance decides which one a host uses. Find the servers by "
            + "their link addresses."),
    /** Somebody takes all addresses. */
    DHCP_STARVATION_SUSPECTED("Very many new clients asked for addresses and look made up: sent from other link addresses than "
            + "they name, never completing or asking again, or from random vendors. Somebody may be exhausting the pool. "
            + "Limit clients per port at the switch."),
    /** One client that does not wait. */
    DHCP_FLOOD("A client sent far more messages than one that waits between its tries as it should (RFC 2131, section 4.1: 4 s, "
            + "then twice as long each time). Where messages are repeated at once, look for a loop in the network; "
            + "else the client is broken, or its address is used for an attack on the server."),
    /** Two hosts with one address. */
    DHCP_ADDRESS_CONFLICT("A client found its new address in use (DECLINE), or a server granted an address to a second "
            + "client while "
            + "the first one's lease was running. Look for hosts with static addresses inside the pool, and for servers "
            + "that share a pool without coordination."),
    /** Messages that break the format. */
    DHCP_MALFORMED("Messages between DHCP's ports break the format: an option that runs beyond the message or has a length that "
            + "its RFC does not allow, or no whole message. Receivers drop them or miss options. A note: findings about "
            + "exchanges "
            + "say what came of it.");

    private final String explanation;

    DhcpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
