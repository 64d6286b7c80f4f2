package io.wirecause.icmp.message;

/** The purpose of an ICMP message, the same for both versions of IP. */
public enum IcmpKind {
    /** Echo or another query that has an identifier, a sequence number and a reply of its own type. */
    REQUEST,
    /** The reply to such a query. */
    REPLY,
    /** The packet could not be delivered. */
    UNREACHABLE,
    /** The packet exceeds the MTU of the next link: type 3 code 4 (RFC 1191), Packet Too Big (RFC 4443). */
    TOO_BIG,
    /** TTL or hop limit exceeded in transit, or fragment reassembly time exceeded. */
    TIME_EXCEEDED,
    /** A header field that could not be processed. */
    PARAMETER_PROBLEM,
    /** Asks the sender to slow down (RFC 792; deprecated by RFC 6633). */
    SOURCE_QUENCH,
    /** Names a better first hop. */
    REDIRECT,
    /** Neighbour discovery (RFC 4861): a host asks for routers. */
    ROUTER_SOLICITATION,
    /** Neighbour discovery: a router names itself, its prefixes and parameters. */
    ROUTER_ADVERTISEMENT,
    /** Neighbour discovery: asks who has an address. */
    NEIGHBOR_SOLICITATION,
    /** Neighbour discovery: announces the link address of an address. */
    NEIGHBOR_ADVERTISEMENT,
    /** Everything else: group membership, node information, routing protocols. */
    OTHER;

    /** Whether the message reports a packet's fate and quotes it. */
    public boolean isError() {
        return switch (this) {
            case UNREACHABLE, TOO_BIG, TIME_EXCEEDED, PARAMETER_PROBLEM, SOURCE_QUENCH -> true;
            default -> false;
        };
    }

    /** The purpose of a type and code. */
    public static IcmpKind of(boolean v6, int type, int code) {
        return v6 ? of6(type) : of4(type, code);
    }

    private static IcmpKind of4(int type, int code) {
        return switch (type) {
            case 8, 13, 15, 17, 42 -> REQUEST;
            case 0, 14, 16, 18, 43 -> REPLY;
            case 3 -> code == 4 ? TOO_BIG : UNREACHABLE;
            case 4 -> SOURCE_QUENCH;
            case 5 -> REDIRECT;
            case 11 -> TIME_EXCEEDED;
            case 12 -> PARAMETER_PROBLEM;
            default -> OTHER;
        };
    }

    private static IcmpKind of6(int type) {
        return switch (type) {
            case 128, 160 -> REQUEST;
            case 129, 161 -> REPLY;
            case 1 -> UNREACHABLE;
            case 2 -> TOO_BIG;
            case 3 -> TIME_EXCEEDED;
            case 4 -> PARAMETER_PROBLEM;
            case 133 -> ROUTER_SOLICITATION;
            case 134 -> ROUTER_ADVERTISEMENT;
            case 135 -> NEIGHBOR_SOLICITATION;
            case 136 -> NEIGHBOR_ADVERTISEMENT;
            case 137 -> REDIRECT;
            default -> OTHER;
        };
    }
}
