package io.wirecause.icmp.message;

import io.wirecause.packet.IpProtocol;

/** Names of ICMP types and codes, from IANA's "ICMP Parameters" and "ICMPv6 Parameters". */
public final class IcmpNames {
    private static final int IPV4_IN_IPV4 = 4;
    private static final String[] UNREACHABLE_4 = {"Network Unreachable", "Host Unreachable", "Protocol Unreachable",
        "Port Unreachable", "Fragmentation Needed and DF Set", "Source Route Failed", "Destination Network Unknown",
        "Destination Host Unknown", "Source Host Isolated", "Network Administratively Prohibited",
        "Host Administratively Prohibited", "Network Unreachable for Type of Service", "Host Unreachable for Type of Service",
        "Communication Administratively Prohibited", "Host Precedence Violation", "Precedence Cutoff in Effect"};
    private static final String[] UNREACHABLE_6 = {"No Route to Destination", "Communication Administratively Prohibited",
        "Beyond Scope of Source Address", "Address Unreachable", "Port Unreachable", "Source Address Failed Policy",
        "Reject Route to Destination", "Error in Source Routing Header", "Headers Too Long"};
    private static final String[] REDIRECT = {"Redirect for Network", "Redirect for Host",
        "Redirect for Type of Service and Network", "Redirect for Type of Service and Host"};
    private static final String[] EXCEEDED_4 = {"TTL Exceeded in Transit", "Fragment Reassembly Time Exceeded"};
    private static final String[] EXCEEDED_6 = {"Hop Limit Exceeded in Transit", "Fragment Reassembly Time Exceeded"};
    private static final String[] PARAMETER_4 = {"Pointer Indicates the Error", "Missing a Required Option", "Bad Length"};
    private static final String[] PARAMETER_6 = {"Erroneous Header Field", "Unrecognized Next Header Type",
        "Unrecognized IPv6 Option", "IPv6 First Fragment has Incomplete Header Chain", "SR Upper-layer Header Error",
        "Unrecognized Next Header Type by Intermediate Node", "Extension Header Too Big", "Extension Header Chain Too Long",
        "Too Many Extension Headers", "Too Many Options in Extension Header", "Option Too Big"};
    private static final String[] EXTENDED_ECHO_REPLY = {"No Error", "Malformed Query", "No Such Interface",
        "No Such Table Entry", "Multiple Interfaces Satisfy Query"};
    private static final String[] NODE_QUERY = {"Subject is an IPv6 Address", "Subject is a Name", "Subject is an IPv4 Address"};
    private static final String[] NODE_REPLY = {"Successful", "Refused", "Unknown Query Type"};
    private static final String[] PHOTURIS = {"Bad SPI", "Authentication Failed", "Decompression Failed", "Decryption Failed",
        "Need Authentication", "Need Authorization"};
    private static final String[] NONE = {};

    private IcmpNames() {
    }

    /** The name of a type, such as {@code Echo Request}. */
    public static String type(boolean v6, int type) {
        String name = v6 ? type6(type) : type4(type);
        return name == null ? "Unknown Type (" + type + ")" : name;
    }

    /** The name of a code; where the type gives it none, {@code Code 0}. */
    public static String code(boolean v6, int type, int code) {
        String[] names = v6 ? codes6(type) : codes4(type);
        if (code < names.length) {
            return names[code];
        }
        if (v6 && type == 138) {
            return code == 0 ? "Router Renumbering Command" : code == 1 ? "Router Renumbering Result"
                    : code == 255 ? "Sequence Number Reset" : "Unknown Code (" + code + ")";
        }
        if (!v6 && type == 9) {
            return code == 0 ? "Normal Router Advertisement" : code == 16 ? "Does Not Route Common Traffic"
                    : "Unknown Code (" + code + ")";
        }
        return names.length == 0 ? "Code " + code : "Unknown Code (" + code + ")";
    }

    private static String type4(int type) {
        return switch (type) {
            case 0 -> "Echo Reply";
            case 3 -> "Destination Unreachable";
            case 4 -> "Source Quench";
            case 5 -> "Redirect";
            case 6 -> "Alternate Host Address";
            case 8 -> "Echo Request";
            case 9 -> "Router Advertisement";
            case 10 -> "Router Solicitation";
            case 11 -> "Time Exceeded";
            case 12 -> "Parameter Problem";
            case 13 -> "Timestamp Request";
            case 14 -> "Timestamp Reply";
            case 15 -> "Information Request";
            case 16 -> "Information Reply";
            case 17 -> "Address Mask Request";
            case 18 -> "Address Mask Reply";
            case 30 -> "Traceroute";
            case 31 -> "Datagram Conversion Error";
            case 32 -> "Mobile Host Redirect";
            case 33 -> "IPv6 Where-Are-You";
            case 34 -> "IPv6 I-Am-Here";
            case 35 -> "Mobile Registration Request";
            case 36 -> "Mobile Registration Reply";
            case 37 -> "Domain Name Request";
            case 38 -> "Domain Name Reply";
            case 39 -> "SKIP";
            case 40 -> "Photuris";
            case 41 -> "Experimental Mobility";
            case 42 -> "Extended Echo Request";
            case 43 -> "Extended Echo Reply";
            case 253, 254 -> "Experiment " + (type - 252);
            default -> null;
        };
    }

    private static String type6(int type) {
        return switch (type) {
            case 1 -> "Destination Unreachable";
            case 2 -> "Packet Too Big";
            case 3 -> "Time Exceeded";
            case 4 -> "Parameter Problem";
            case 100, 101, 200, 201 -> "Private Experimentation";
            case 128 -> "Echo Request";
            case 129 -> "Echo Reply";
            case 130 -> "Multicast Listener Query";
            case 131 -> "Multicast Listener Report";
            case 132 -> "Multicast Listener Done";
            case 133 -> "Router Solicitation";
            case 134 -> "Router Advertisement";
            case 135 -> "Neighbor Solicitation";
            case 136 -> "Neighbor Advertisement";
            case 137 -> "Redirect";
            case 138 -> "Router Renumbering";
            case 139 -> "Node Information Query";
            case 140 -> "Node Information Response";
            case 141 -> "Inverse Neighbor Discovery Solicitation";
            case 142 -> "Inverse Neighbor Discovery Advertisement";
            case 143 -> "Multicast Listener Report v2";
            case 144 -> "Home Agent Address Discovery Request";
            case 145 -> "Home Agent Address Discovery Reply";
            case 146 -> "Mobile Prefix Solicitation";
            case 147 -> "Mobile Prefix Advertisement";
            case 148 -> "Certification Path Solicitation";
            case 149 -> "Certification Path Advertisement";
            case 150 -> "Experimental Mobility";
            case 151 -> "Multicast Router Advertisement";
            case 152 -> "Multicast Router Solicitation";
            case 153 -> "Multicast Router Termination";
            case 154 -> "Fast Mobile IPv6";
            case 155 -> "RPL Control";
            case 156 -> "ILNPv6 Locator Update";
            case 157 -> "Duplicate Address Request";
            case 158 -> "Duplicate Address Confirmation";
            case 159 -> "MPL Control";
            case 160 -> "Extended Echo Request";
            case 161 -> "Extended Echo Reply";
            default -> null;
        };
    }

    private static String[] codes4(int type) {
        return switch (type) {
            case 3 -> UNREACHABLE_4;
            case 5 -> REDIRECT;
            case 11 -> EXCEEDED_4;
            case 12 -> PARAMETER_4;
            case 40 -> PHOTURIS;
            case 43 -> EXTENDED_ECHO_REPLY;
            default -> NONE;
        };
    }

    private static String[] codes6(int type) {
        return switch (type) {
            case 1 -> UNREACHABLE_6;
            case 3 -> EXCEEDED_6;
            case 4 -> PARAMETER_6;
            case 139 -> NODE_QUERY;
            case 140 -> NODE_REPLY;
            case 161 -> EXTENDED_ECHO_REPLY;
            default -> NONE;
        };
    }

    /** The IP protocol of a quoted packet, or {@code ip protocol N}. */
    public static String ipProtocol(int number) {
        String name = number == IPV4_IN_IPV4 ? "ip-in-ip" : IpProtocol.name(number);
        return name == null ? "ip protocol " + number : name;
    }
}
