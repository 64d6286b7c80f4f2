package io.wirecause.packets.info;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.message.Dhcpv4Message;
import io.wirecause.dhcp.message.Dhcpv6Message;
import io.wirecause.dns.message.DnsMessage;
import io.wirecause.dns.message.DnsService;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packet.Undecoded;
import io.wirecause.protocol.TlsRecord;
import io.wirecause.sip.message.StartLine;
import java.util.Locale;

/**
 * The protocol by which a packet is listed: the innermost one that its content or, where content does not tell, its ports show.
 * Allocates nothing for what is common, so that it can be asked of every packet.
 */
public final class Protocols {
    private static final int DHCP_SERVER = 67;
    private static final int DHCP_CLIENT = 68;
    private static final int DHCPV6_CLIENT = 546;
    private static final int DHCPV6_SERVER = 547;

    private Protocols() {
    }

    /** The name, as in a protocol column. */
    public static String of(Packet packet) {
        Layer transport = packet.transportLayer();
        Layer innermost = packet.innermost();
        if (innermost == null) {
            return "Frame";
        }
        if (packet.laterFragment()) {
            return packet.ipVersion() == 6 ? "IPv6" : "IPv4";
        }
        if (packet.isTcp()) {
            return overTcp(packet);
        }
        if (packet.isUdp()) {
            return innermost == Layer.UDP ? overUdp(packet) : name(innermost);
        }
        if (innermost == Layer.OTHER) {
            return transport == Layer.OTHER ? ofIp(packet) : ofType(packet);
        }
        return innermost == Layer.OTHER_LINK && packet.undecoded() == Undecoded.UNKNOWN_LINK_TYPE ? "Frame" : name(innermost);
    }

    private static String name(Layer layer) {
        return switch (layer) {
            case ETHERNET -> "Ethernet";
            case IPV4 -> "IPv4";
            case IPV6 -> "IPv6";
            case ICMPV6 -> "ICMPv6";
            case WLAN -> "802.11";
            case VXLAN -> "VXLAN";
            case GTP_U -> "GTP";
            case WIREGUARD -> "WireGuard";
            case PIM_REGISTER -> "PIM";
            default -> layer.label().toUpperCase(Locale.ROOT);
        };
    }

    private static String ofIp(Packet packet) {
        String name = IpProtocol.name(packet.protocol());
        return name == null ? packet.ipVersion() == 6 ? "IPv6" : "IPv4" : name.toUpperCase(Locale.ROOT);
    }

    /** By EtherType, or by the access points of LLC. */
    private static String ofType(Packet packet) {
        boolean llc = packet.layerCount() > 1 && packet.layer(packet.layerCount() - 2) == Layer.LLC;
        return switch (packet.unknown()) {
            case 0x4242 -> llc ? "STP" : "Ethernet";
            case 0xe0e0, 0xffff -> llc ? "IPX" : "Ethernet";
            case 0x2000 -> llc ? "CDP" : "Ethernet";
            case 0x010b -> llc ? "STP" : "Ethernet";
            case 0x88cc -> "LLDP";
            case 0x888e -> "EAPOL";
            case 0x8809 -> "LACP";
            case 0x88f7 -> "PTP";
            case 0x8863 -> "PPPoED";
            case 0x9000 -> "LOOP";
            case 0x8035 -> "RARP";
            case 0x8137 -> "IPX";
            case 0x8892 -> "PROFINET";
            case 0x88e5 -> "MACsec";
            default -> llc ? "LLC" : "Ethernet";
        };
    }

    private static String overTcp(Packet packet) {
        ByteView payload = packet.payload();
        if (payload.length() == 0) {
            return "TCP";
        }
        int source = packet.sourcePort();
        int destination = packet.destinationPort();
        if (TlsRecord.isAt(payload, 0)) {
            return "TLS";
        }
        if (TextProtocols.isHttp(payload)) {
            return "HTTP";
        }
        if (TextProtocols.isHttp2(payload)) {
            return "HTTP2";
        }
        if (StartLine.isAt(payload, 0)) {
            return "SIP";
        }
        DnsService service = DnsService.of(source, destination);
        if (service != null && service != DnsService.NBNS && payload.length() > 2
                && payload.u16be(0) == packet.payloadLength() - 2 && payload.length() >= 2 + DnsMessage.HEADER) {
            return "DNS";
        }
        return TextProtocols.over(payload, source, destination);
    }

    private static String overUdp(Packet packet) {
        ByteView payload = packet.payload();
        int source = packet.sourcePort();
        int destination = packet.destinationPort();
        DnsService service = DnsService.of(source, destination);
        if (service != null && payload.length() >= DnsMessage.HEADER) {
            return dns(service);
        }
        if (isEither(source, destination, DHCP_SERVER, DHCP_CLIENT)
                && Dhcpv4Message.isMessage(payload, packet.payloadLength(), true)) {
            return "DHCP";
        }
        if (isEither(source, destination, DHCPV6_CLIENT, DHCPV6_SERVER)
                && Dhcpv6Message.isMessage(payload, packet.payloadLength(), true)) {
            return "DHCPv6";
        }
        if (StartLine.isAt(payload, 0)) {
            return "SIP";
        }
        return UdpContent.of(payload, packet.payloadLength(), source, destination);
    }

    private static String dns(DnsService service) {
        return switch (service) {
            case DNS -> "DNS";
            case MDNS -> "MDNS";
            case LLMNR -> "LLMNR";
            case NBNS -> "NBNS";
        };
    }

    private static boolean isEither(int source, int destination, int one, int other) {
        return source == one || source == other || destination == one || destination == other;
    }
}
