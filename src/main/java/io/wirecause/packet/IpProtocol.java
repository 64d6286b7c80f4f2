package io.wirecause.packet;

/** IP protocol numbers (the IANA registry that RFC 5237 describes) and the names that Wireshark's display filters give them. */
public final class IpProtocol {
    /** IPv6 hop-by-hop options (RFC 8200, section 4.3). */
    static final int HOP_BY_HOP = 0;
    /** ICMP (RFC 792). */
    public static final int ICMP = 1;
    /** IPv4 in IP (RFC 2003). */
    static final int IPV4 = 4;
    /** TCP (RFC 9293). */
    public static final int TCP = 6;
    /** UDP (RFC 768). */
    public static final int UDP = 17;
    /** IPv6 in IP (RFC 4213). */
    static final int IPV6 = 41;
    /** IPv6 routing header (RFC 8200, section 4.4). */
    static final int ROUTING = 43;
    /** IPv6 fragment header (RFC 8200, section 4.5). */
    static final int FRAGMENT = 44;
    /** GRE (RFC 2784). */
    static final int GRE = 47;
    /** Encapsulating security payload (RFC 4303). */
    static final int ESP = 50;
    /** Authentication header (RFC 4302). */
    static final int AH = 51;
    /** ICMPv6 (RFC 4443). */
    public static final int ICMPV6 = 58;
    /** No next header in IPv6 (RFC 8200, section 4.7). */
    static final int NO_NEXT_HEADER = 59;
    /** IPv6 destination options (RFC 8200, section 4.6). */
    static final int DESTINATION = 60;
    /** SCTP (RFC 9260). */
    public static final int SCTP = 132;
    /** IPv6 mobility header (RFC 6275). */
    static final int MOBILITY = 135;
    /** Host identity protocol (RFC 7401). */
    static final int HIP = 139;
    /** Shim6 (RFC 5533). */
    static final int SHIM6 = 140;

    private IpProtocol() {
    }

    /**
     * The name of a protocol, in lower case.
     *
     * @param number 0 to 255
     * @return null where the table has none
     */
    public static String name(int number) {
        return switch (number) {
            case ICMP -> "icmp";
            case 2 -> "igmp";
            case IPV4 -> "ip";
            case TCP -> "tcp";
            case UDP -> "udp";
            case 33 -> "dccp";
            case IPV6 -> "ipv6";
            case 46 -> "rsvp";
            case GRE -> "gre";
            case ESP -> "esp";
            case AH -> "ah";
            case ICMPV6 -> "icmpv6";
            case 88 -> "eigrp";
            case 89 -> "ospf";
            case 97 -> "etherip";
            case 103 -> "pim";
            case 112 -> "vrrp";
            case 113 -> "pgm";
            case 115 -> "l2tp";
            case SCTP -> "sctp";
            case 136 -> "udplite";
            case 137 -> "mpls";
            default -> null;
        };
    }
}
