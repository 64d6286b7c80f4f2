package io.wirecause.packets.info;

import io.wirecause.packet.Layer;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.WireText;
import java.util.Locale;

/** Makes the lines of packets. Sees every packet that may be of one flow with a packet listed later. */
public final class PacketLines {
    private static final int LONGEST = 400;

    private final ConnectionViews connections;
    private final RtpFlows media = new RtpFlows();
    private final DnsLine dns = new DnsLine();
    private final DhcpLine dhcp = new DhcpLine();
    private final IcmpLine icmp = new IcmpLine();

    /** @param connections told of each TCP segment before its line is made */
    public PacketLines(ConnectionViews connections) {
        this.connections = connections;
    }

    /** The protocol by which the packet is listed. */
    public String protocol(Packet packet) {
        String protocol = Protocols.of(packet);
        if (protocol.equals("UDP")) {
            String heard = media.of(packet);
            return heard == null ? protocol : heard;
        }
        return protocol;
    }

    /** The line of a packet whose {@link #protocol} was asked for just now. */
    public PacketLine of(Packet packet, String protocol) {
        String info = packet.laterFragment() ? fragment(packet) : info(packet, protocol);
        if (packet.tunnels() > 0) {
            info += " (inside " + tunnel(packet) + ")";
        }
        if (packet.undecoded() != null && packet.innermost() != null && !isOther(packet)) {
            info = (info.isEmpty() ? "" : info + "; ") + packet.undecoded().label();
        }
        return new PacketLine(protocol, info.length() > LONGEST ? WireText.clean(info, LONGEST).replace("\\\\", "\\") : info);
    }

    /** The innermost tunnel, by the layer before the innermost IP packet that is no link layer, with its number. */
    private static String tunnel(Packet packet) {
        String name = "a tunnel";
        boolean inIp = false;
        int end = packet.layerCount();
        while (end > 0 && packet.layer(end - 1) != packet.transportLayer()) {
            end--;
        }
        for (int i = 0; i < end - 1; i++) {
            switch (packet.layer(i)) {
                case IPV4, IPV6 -> {
                    name = inIp && name.isEmpty() ? "ip" : name;
                    inIp = true;
                }
                case ETHERNET, VLAN, LLC, PPP, UDP, FRAGMENT -> { }
                default -> name = inIp ? packet.layer(i).label() : name;
            }
        }
        return name + (packet.tunnelId() < 0 ? "" : " " + packet.tunnelId());
    }

    /** Whether what is not decoded is told by the protocol's name or its number already. */
    private static boolean isOther(Packet packet) {
        return packet.innermost() == Layer.OTHER || packet.innermost() == Layer.OTHER_LINK;
    }

    private String info(Packet packet, String protocol) {
        if (packet.isTcp()) {
            String content = overTcp(packet, protocol);
            return content == null ? TcpLine.of(packet, connections)
                    : connections.remarks() + content + TcpLine.place(packet, connections);
        }
        return switch (protocol) {
            case "DNS", "MDNS", "LLMNR", "NBNS" -> dns.of(packet);
            case "DHCP" -> dhcp.ofFour(packet);
            case "DHCPv6" -> dhcp.ofSix(packet);
            case "SIP" -> sip(packet);
            case "SSDP", "SYSLOG" -> TextLine.of(packet.payload());
            case "QUIC" -> QuicLine.of(packet);
            case "RTP", "RTCP" -> RtpFlows.line(packet);
            case "ICMP", "ICMPV6", "ICMPv6" -> icmp.of(packet);
            case "ARP" -> ArpLine.of(packet);
            default -> packet.isUdp() ? udp(packet) : other(packet);
        };
    }

    /** What the protocol over TCP says in a segment that begins a message of it; null where it says nothing that can be told. */
    public String said(Packet segment) {
        return overTcp(segment, Protocols.of(segment));
    }

    /** What a segment says; null where that is no more than TCP itself. */
    private String overTcp(Packet packet, String protocol) {
        return switch (protocol) {
            case "TLS" -> TlsLine.of(packet.payload());
            case "HTTP", "RTSP", "SSH" -> TextLine.of(packet.payload());
            case "SIP" -> sip(packet);
            case "HTTP2" -> "connection preface of HTTP/2";
            case "DNS" -> dns.of(packet);
            case "FTP", "SMTP", "POP", "IMAP", "IRC", "RESP", "MEMCACHE" -> TextLine.command(packet.payload(),
                    packet.sourcePort() < packet.destinationPort());
            case "BGP" -> MessageNames.bgp(packet.payload());
            default -> null;
        };
    }

    private static String sip(Packet packet) {
        return TextLine.of(packet.payload()) + SipLine.rest(packet.payload());
    }

    private static String udp(Packet packet) {
        String name = MessageNames.udp(packet.payload(), Protocols.of(packet));
        return (name == null ? "" : name + ", ") + "len=" + packet.payloadLength();
    }

    private static String fragment(Packet packet) {
        return String.format(Locale.ROOT, "fragment of an IP packet (protocol %d, id 0x%04x, offset %d%s)", packet.protocol(),
                packet.ipVersion() == 4 ? packet.ipId() : 0, packet.fragmentOffset(), packet.moreFragments() ? ", more follow"
                        : ", the last one");
    }

    private static String other(Packet packet) {
        if (packet.transportLayer() != null) {
            return "IP protocol " + packet.protocol() + ", " + packet.transportLength() + " bytes";
        }
        long source = MacAddress.source(packet);
        String type = packet.unknown() < 0 ? "" : String.format(Locale.ROOT, "type 0x%04x, ", packet.unknown());
        return type + (source < 0 ? "" : "from " + MacAddress.text(source) + ", ") + packet.frame().wireLength() + " bytes";
    }
}
