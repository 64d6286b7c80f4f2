package io.wirecause.icmp.message;

/** IP protocol numbers that errors quote, in words. */
public final class Protocols {
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;
    public static final int ICMPV6 = 58;

    private Protocols() {
    }

    public static String name(int protocol) {
        return switch (protocol) {
            case ICMP -> "icmp";
            case 2 -> "igmp";
            case 4 -> "ip-in-ip";
            case TCP -> "tcp";
            case UDP -> "udp";
            case 41 -> "ipv6";
            case 47 -> "gre";
            case 50 -> "esp";
            case 51 -> "ah";
            case ICMPV6 -> "icmpv6";
            case 89 -> "ospf";
            case 103 -> "pim";
            case 132 -> "sctp";
            default -> "ip protocol " + protocol;
        };
    }
}
