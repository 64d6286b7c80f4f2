package io.wirecause.icmp;

import io.wirecause.report.FindingCode;

/** The kinds of findings about ICMP. */
enum IcmpFindingCode implements FindingCode {
    /** Echo requests without any answer. */
    PING_LOSS("Echo requests got neither a reply nor an error: lost on the path, or dropped by a filter or a busy host. "
            + "Compare with a capture at the other end; a long outage points to a break, scattered losses to congestion."),
    /** Packets reported undeliverable. */
    ICMP_UNREACHABLE("A host or router reports that packets cannot be delivered. The code says why: no route, host down, "
            + "closed port, or a filter. The quoted packet identifies the affected connection."),
    /** Packets ran out of hops. */
    ICMP_TTL_EXCEEDED("Packets other than traceroute probes exceeded their TTL in transit, usually in a routing loop, "
            + "or fragments did not all arrive. Compare the routing tables of the routers that report it."),
    /** A better first hop was named. */
    ICMP_REDIRECT("A router tells hosts to use another first hop: their packets take a detour because of a wrong or missing "
            + "route, or an attacker redirects traffic. Correct the hosts' routes; verify that the sender is a router."),
    /** A packet was larger than the next link takes. */
    ICMP_FRAGMENTATION_NEEDED("A packet with DF, or any in IPv6, exceeded the MTU of the next link. This is normal path MTU "
            + "discovery, but a fault if the sender does not send smaller packets afterwards, or the reported MTU is "
            + "implausible."),
    /** One host queries many addresses. */
    PING_SWEEP("One host sent ICMP queries to many addresses, most of them silent or consecutive, to find hosts that "
            + "are up. Find out who runs it and whether it is intended."),
    /** Echo data unlike a ping's. */
    ICMP_TUNNEL_SUSPECTED("Echo messages carry data that no ping sends: packets inside, replies unlike their requests, or "
            + "changing data. Such traffic passes firewalls that allow ping. Inspect the data and both hosts."),
    /** Two hosts want the same IPv6 address. */
    IPV6_DUPLICATE_ADDRESS("Duplicate address detection failed: another host uses or wants the same IPv6 address, so one of "
            + "them gets none. The detail gives the link addresses of both.");

    private final String explanation;

    IcmpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
