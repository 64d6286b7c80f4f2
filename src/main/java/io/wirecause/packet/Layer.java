package io.wirecause.packet;

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
    /** Fibre Distributed Data Interface. */
    FDDI("fddi"),
    /** Token ring, IEEE 802.5. */
    TOKEN_RING("tr"),
    /** ARCNET. */
    ARCNET("arcnet"),
    /** IP over InfiniBand. */
    IPOIB("ipoib"),
    /** IP over Fibre Channel. */
    IP_OVER_FC("ipfc"),
    /** IP over FireWire. */
    FIREWIRE("ipfirewire"),
    /** ATM, adaptation layer 5. */
    ATM("atm"),
    /** DOCSIS, cable networks. */
    DOCSIS("docsis"),
    /** Serial Line IP. */
    SLIP("slip"),
    /** Frame relay. */
    FRAME_RELAY("fr"),
    /** Multilink frame relay. */
    MULTILINK_FRAME_RELAY("mfr"),
    /** Wireless LAN, IEEE 802.11. */
    WLAN("wlan"),
    /** Radiotap, what a receiver reports about an 802.11 frame. */
    RADIOTAP("radiotap"),
    /** Prism header, what a receiver reports about an 802.11 frame. */
    PRISM("prism"),
    /** AVS header, what a receiver reports about an 802.11 frame. */
    AVS("wlancap"),
    /** Per-packet information header. */
    PPI("ppi"),
    /** Linux netfilter log. */
    NFLOG("nflog"),
    /** OpenBSD's encapsulating interface. */
    ENC("enc"),
    /** OpenBSD's packet filter log. */
    PFLOG("pflog"),
    /** Solaris IPNET. */
    IPNET("ipnet"),
    /** Apple's PKTAP. */
    PKTAP("pktap"),
    /** Endace's extensible record. */
    ERF("erf"),
    /** Juniper's header before a link layer. */
    JUNIPER("juniper"),
    /** Marvell's switch tag. */
    DSA("dsa"),
    /** Broadcom's switch tag. */
    BROADCOM_TAG("brcm_tag"),
    /** 802.1Q or 802.1ad tag. */
    VLAN("vlan"),
    /** 802.1ah backbone service tag. */
    PBB("ieee8021ah"),
    /** VN-Tag of Cisco's fabric extenders. */
    VN_TAG("vntag"),
    /** 802.1BR E-Tag. */
    E_TAG("ieee8021br"),
    /** Cisco FabricPath. */
    FABRIC_PATH("cfp"),
    /** Cisco metadata, with a security group tag. */
    CISCO_METADATA("cmd"),
    /** Arista's time stamp in Ethernet frames. */
    ARISTA("avsp"),
    /** Cisco Inter-Switch Link. */
    ISL("isl"),
    /** TRILL. */
    TRILL("trill"),
    /** High-availability seamless redundancy. */
    HSR("hsr"),
    /** MACsec, IEEE 802.1AE. */
    MACSEC("macsec"),
    /** Network service header. */
    NSH("nsh"),
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
    /** VXLAN, also with the generic protocol extension. */
    VXLAN("vxlan"),
    /** Ethernet over IP by MikroTik, in GRE. */
    EOIP("eoip"),
    /** EtherIP: Ethernet right in IP. */
    ETHER_IP("etherip"),
    /** Layer 2 Tunnelling Protocol. */
    L2TP("l2tp"),
    /** Web Cache Communication Protocol's redirection. */
    WCCP("wccp"),
    /** AYIYA: IPv6 over UDP. */
    AYIYA("ayiya"),
    /** CAPWAP data. */
    CAPWAP("capwap"),
    /** Locator/ID separation. */
    LISP("lisp"),
    /** TaZmen Sniffer Protocol, a mirrored frame over UDP. */
    TZSP("tzsp"),
    /** WireGuard; its content is encrypted. */
    WIREGUARD("wg"),
    /** A packet in a PIM Register message. */
    PIM_REGISTER("pim"),
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
