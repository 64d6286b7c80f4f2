package io.wirecause.explain.choice;

import io.wirecause.dhcp.message.Dhcpv4Message;
import io.wirecause.dhcp.message.Dhcpv6Message;
import io.wirecause.flow.FlowKey;
import io.wirecause.packet.IpProtocol;
import io.wirecause.packet.Layer;
import io.wirecause.packet.Packet;
import io.wirecause.packets.EndpointMatch;
import io.wirecause.packets.info.Protocols;
import io.wirecause.protocol.IcmpError;
import io.wirecause.sip.message.SipParser;
import io.wirecause.sip.message.StartLine;

/**
 * What belongs together other than a TCP connection: datagrams between two ends, the messages of one DHCP transaction or of one
 * SIP call, pings with one id, packets of another protocol between two hosts.
 *
 * @param kind what holds it together
 * @param a    one end; null where the ends do not matter
 * @param b    the other end, likewise
 * @param id   transaction, identifier or IP protocol
 * @param call the Call-ID as it was on the wire; null for none
 */
public record Exchange(Kind kind, FlowKey.Endpoint a, FlowKey.Endpoint b, long id, String call) {
    private static final int ECHO_REPLY_4 = 0;
    private static final int ECHO_4 = 8;
    private static final int ECHO_6 = 128;
    private static final int ECHO_REPLY_6 = 129;
    private static final int LONGEST_CALL = 256;

    /** What holds an exchange together. */
    public enum Kind {
        /** The same two addresses and ports of UDP. */
        UDP,
        /** The same transaction of DHCP. */
        DHCP,
        /** The same Call-ID. */
        SIP,
        /** The same hosts and identifier of ICMP echo. */
        ECHO,
        /** The same hosts and protocol over IP. */
        HOSTS
    }

    /** The exchange of a packet other than TCP; null where it is no IP packet. An ICMP error belongs to what it quotes. */
    public static Exchange of(Packet packet) {
        if (packet.ipVersion() == 0) {
            return null;
        }
        if (packet.isUdp() && packet.innermost() == Layer.UDP && !packet.laterFragment()) {
            return ofUdp(packet);
        }
        if (packet.innermost() == Layer.ICMP || packet.innermost() == Layer.ICMPV6) {
            return ofIcmp(packet);
        }
        return hosts(packet, packet.protocol());
    }

    private static Exchange ofUdp(Packet packet) {
        switch (Protocols.of(packet)) {
            case "DHCP" -> {
                Dhcpv4Message message = new Dhcpv4Message();
                message.point(packet.payload(), packet.payloadLength());
                return new Exchange(Kind.DHCP, null, null, message.xid() & 0xffffffffL, null);
            }
            case "DHCPv6" -> {
                Dhcpv6Message message = new Dhcpv6Message();
                message.point(packet.payload(), packet.payloadLength());
                return new Exchange(Kind.DHCP, null, null, message.xid() | 1L << 32, null);
            }
            case "SIP" -> {
                String call = callId(packet);
                if (call != null) {
                    return new Exchange(Kind.SIP, null, null, 0, call);
                }
            }
            default -> { }
        }
        FlowKey key = new FlowKey();
        key.set(packet);
        return new Exchange(Kind.UDP, key.endpoint(true), key.endpoint(false), 0, null);
    }

    private static String callId(Packet packet) {
        int from = StartLine.skipEmptyLines(packet.payload(), 0);
        if (!StartLine.isAt(packet.payload(), from)) {
            return null;
        }
        String call = SipParser.head(packet.payload(), from, packet.payload().length()).message(new byte[0]).callId();
        return call == null || call.length() > LONGEST_CALL ? null : call;
    }

    private static Exchange ofIcmp(Packet packet) {
        IcmpError error = new IcmpError();
        if ((error.unreachable(packet) || error.tooBig(packet) >= 0) && error.quoted().hasPorts()
                && error.quoted().protocol() != IpProtocol.TCP) {
            FlowKey key = new FlowKey();
            key.set(error.quoted());
            return new Exchange(Kind.UDP, key.endpoint(true), key.endpoint(false), 0, null);
        }
        int type = packet.transport().length() < 8 ? -1 : packet.transport().u8(0);
        boolean echo = packet.ipVersion() == 4 ? type == ECHO_4 || type == ECHO_REPLY_4 : type == ECHO_6 || type == ECHO_REPLY_6;
        if (!echo) {
            return hosts(packet, packet.protocol());
        }
        Exchange hosts = hosts(packet, packet.transport().u16be(4));
        return new Exchange(Kind.ECHO, hosts.a, hosts.b, hosts.id, null);
    }

    private static Exchange hosts(Packet packet, int id) {
        FlowKey key = new FlowKey();
        key.setAddresses(packet);
        return new Exchange(Kind.HOSTS, key.endpoint(true), key.endpoint(false), id, null);
    }

    /** Whether a packet can belong to it, which is quicker to tell than whether it does. */
    public boolean mayHold(Packet packet) {
        return !packet.isTcp() && packet.ipVersion() != 0 && (a == null || !packet.isUdp() || kind != Kind.UDP
                || isEnd(packet, a) || isEnd(packet, b));
    }

    private static boolean isEnd(Packet packet, FlowKey.Endpoint end) {
        return packet.sourceLo() == end.lo() && EndpointMatch.hasPorts(packet) && packet.sourcePort() == end.port();
    }
}
