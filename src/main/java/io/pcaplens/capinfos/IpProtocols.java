package io.pcaplens.capinfos;

/** Names of IP protocol numbers that are met in captures, by the IANA registry. */
final class IpProtocols {
    private IpProtocols() {
    }

    /** The name, or {@code ip-proto-N}. */
    static String name(int number) {
        return switch (number) {
            case 1 -> "icmp";
            case 2 -> "igmp";
            case 4 -> "ipv4";
            case 6 -> "tcp (no ports: fragment or cut)";
            case 17 -> "udp (no ports: fragment or cut)";
            case 33 -> "dccp";
            case 41 -> "ipv6";
            case 46 -> "rsvp";
            case 47 -> "gre";
            case 50 -> "esp";
            case 51 -> "ah";
            case 58 -> "icmpv6";
            case 88 -> "eigrp";
            case 89 -> "ospf";
            case 103 -> "pim";
            case 112 -> "vrrp";
            case 115 -> "l2tp";
            case 132 -> "sctp";
            case 136 -> "udplite";
            case 137 -> "mpls";
            default -> "ip-proto-" + number;
        };
    }
}
