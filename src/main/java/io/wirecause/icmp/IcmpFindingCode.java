package io.wirecause.icmp;

import io.wirecause.report.FindingCode;

/** The kinds of findings about ICMP. */
enum IcmpFindingCode implements FindingCode {
    /** Echo requests without any answer. */
    PING_LOSS("Echo requests got neither a reply nor an error: lost on the path, or dropped by a filter or a busy host. "
            + "Compare with a capture at the other end; a long outage points to a break, scattered losses to congestion."),
    /** The same packets pass again and again. */
    ROUTING_LOOP("The same packets pass the capture point again and again, each time with a lower TTL or hop limit: routers send "
            + "them to each other until they expire. Nothing to that destination arrives. Compare the routes of the routers "
            + "on this link."),
    /** Only short echo requests are answered. */
    PING_MTU_BLACK_HOLE("Echo requests get answers up to a length and none beyond it, and no ICMP error says why: a link with a "
            + "smaller MTU drops long packets silently, or fragments do not get through. The host is up. Lower the MTU or "
            + "MSS, and let \"fragmentation needed\" and \"packet too big\" pass."),
    /** Replies from another address than asked. */
    PING_OTHER_ADDRESS("Echo replies come from another address than the requests went to, recognised by identifier, sequence "
            + "number and data: a host with several addresses, or address translation in one direction only. Connected "
            + "sockets and stateful filters drop such answers."),
    /** Replies damaged on the way. */
    PING_CORRUPTED("Echo replies carry the data of their requests but for a few bytes: something on the path or in a host "
            + "damages data, and a checksum computed after it hides the damage. Suspect memory, a network card, or a device "
            + "that rewrites packets."),
    /** Packets reported undeliverable. */
    ICMP_UNREACHABLE("A host or router reports that packets cannot be delivered. The code says why: no route, host down, "
            + "closed port, or a filter. The quoted packet identifies the affected connection."),
    /** Packets ran out of hops. */
    ICMP_TTL_EXCEEDED("Packets other than traceroute probes exceeded their TTL in transit, usually in a routing loop. "
            + "Compare the routing tables of the routers that report it."),
    /** Fragments did not all arrive. */
    ICMP_REASSEMBLY_TIMEOUT("A host got some fragments of a packet and gave up waiting for the others: fragments are lost or "
            + "filtered on the way to it. Avoid fragmentation with a smaller MTU or MSS, or let fragments pass."),
    /** A header that cannot be processed. */
    ICMP_PARAMETER_PROBLEM("A host or router discarded packets because it could not process a field of their header. The "
            + "code and "
            + "the pointer say which one: an unknown option or extension header, or a damaged or hostile packet."),
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
    /** A malformed router advertisement. */
    IPV6_MALFORMED_ADVERTISEMENT("A router advertisement carries an option whose length its RFC does not allow, such as an RDNSS "
            + "option of even length (CVE-2020-16898, which crashes unpatched Windows). Broken or hostile: find the sender by "
            + "its link address."),
    /** Several routers on one link. */
    IPV6_SECOND_ROUTER("Several devices on one link advertise themselves as default router. Where they announce different "
            + "prefixes, name servers or flags, hosts mix them up: often a rogue router, such as a host that shares its "
            + "connection."),
    /** Neighbours that do not answer. */
    IPV6_NEIGHBOR_SILENT("Neighbor solicitations for an address got no answer, so no packet can be sent to it: the host "
            + "is down, in "
            + "another VLAN, or its multicast is dropped (MLD snooping, Wi-Fi)."),
    /** Own probes come back. */
    IPV6_PROBE_REFLECTED("A host's own probes for its new address come back to it: a loop in the network or an access point that "
            + "reflects multicast. Without RFC 7527 the host takes them for another host's and gives up the address."),
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
