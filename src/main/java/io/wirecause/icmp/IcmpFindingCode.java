package io.wirecause.icmp;

import io.wirecause.report.FindingCode;

/** The kinds of findings about ICMP. */
enum IcmpFindingCode implements FindingCode {
    /** Echo requests without any answer. */
    PING_LOSS("Echo requests got no answer at all, neither a reply nor an error: lost on the way, or dropped by a filter or a "
            + "busy host. Compare with a capture at the other end; look at the longest outage to tell a break from random loss."),
    /** Packets reported undeliverable. */
    ICMP_UNREACHABLE("A host or router reports that packets cannot be delivered. The code says why: no route, host not there, "
            + "nothing listens on the port, or forbidden by a filter. The quoted packet names the connection concerned."),
    /** Packets ran out of hops. */
    ICMP_TTL_EXCEEDED("Packets that are no traceroute ran out of TTL on the way, which mostly is a routing loop, or fragments "
            + "did not all arrive. Compare the routing tables of the routers that report it."),
    /** A better first hop was named. */
    ICMP_REDIRECT("A router tells hosts to use another first hop: their packets take a detour because of a wrong or missing "
            + "route, or someone redirects traffic. Correct the hosts' routes; check that the router is one."),
    /** A packet was larger than the next link takes. */
    ICMP_FRAGMENTATION_NEEDED("A packet with DF, or any in IPv6, was larger than the next link takes. Path MTU discovery is at "
            + "work; it is a fault where senders do not send smaller packets afterwards or the MTU told makes no sense."),
    /** One host queries many addresses. */
    PING_SWEEP("One host sent ICMP queries to many addresses, most of them silent or one after the other: it looks for hosts "
            + "that are alive. Find out who runs it and whether it is meant to."),
    /** Echo data that is no ping's. */
    ICMP_TUNNEL_SUSPECTED("Echo messages carry data that no ping sends: packets inside, replies unlike their requests, or "
            + "changing data. Such traffic can pass firewalls that let ping through. Look at the data and at both hosts."),
    /** Two hosts want the same IPv6 address. */
    IPV6_DUPLICATE_ADDRESS("Duplicate address detection failed: another host has or wants the same IPv6 address, so one of them "
            + "goes without. The link addresses in the detail name the two.");

    private final String explanation;

    IcmpFindingCode(String explanation) {
        this.explanation = explanation;
    }

    @Override
    public String explanation() {
        return explanation;
    }
}
