package io.pcaplens.packet;

/** A protocol layer that a packet can hold, outermost first in {@link Packet#layer}. */
public enum Layer {
    /** Ethernet II or 802.3. */
    ETHERNET("eth"),
    /** Linux cooked capture, version 1 or 2. */
    LINUX_COOKED("sll"),
    /** BSD null or loopback header. */
    LOOPBACK("null"),
    /** Raw IP: no link layer at all. */
    RAW("raw"),
    /** Another link layer, found by pcap4j. */
    OTHER_LINK("link"),
    /** 802.1Q or 802.1ad tag. */
    VLAN("vlan"),
    /** MPLS label. */
    MPLS("mpls"),
    /** PPP over Ethernet session. */
    PPPOE("pppoes"),
    /** Point-to-Point Protocol. */
    PPP("ppp"),
    /** Cisco HDLC. */
    CISCO_HDLC("chdlc"),
    /** 802.2 logical link control. */
    LLC("llc"),
    /** Address Resolution Protocol. */
    ARP("arp"),
    /** Internet Protocol version 4. */
    IPV4("ip"),
    /** Internet Protocol version 6. */
    IPV6("ipv6"),
    /** Transmission Control Protocol. */
    TCP("tcp"),
    /** User Datagram Protocol. */
    UDP("udp"),
    /** ICMP for IPv4. */
    ICMP("icmp"),
    /** ICMP for IPv6. */
    ICMPV6("icmpv6"),
    /** Stream Control Transmission Protocol. */
    SCTP("sctp"),
    /** Encapsulating Security Payload. */
    ESP("esp"),
    /** Authentication Header. */
    AH("ah"),
    /** Generic Routing Encapsulation. */
    GRE("gre"),
    /** Encapsulated Remote SPAN, a mirrored frame in GRE. */
    ERSPAN("erspan"),
    /** VXLAN. */
    VXLAN("vxlan"),
    /** Geneve. */
    GENEVE("geneve"),
    /** GTP user plane. */
    GTP_U("gtp"),
    /** Teredo: IPv6 over UDP through NAT. */
    TEREDO("teredo"),
    /** Later fragment of an IP packet, which has no transport header. */
    FRAGMENT("fragment"),
    /** A protocol of which only the number is known; see {@link Packet#unknown}. */
    OTHER("other");

    private final String label;

    Layer(String label) {
        this.label = label;
    }

    /** The short name, as Wireshark's display filters name the protocol where it has a filter. */
    public String label() {
        return label;
    }
}
