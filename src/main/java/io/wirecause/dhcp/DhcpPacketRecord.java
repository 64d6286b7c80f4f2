package io.wirecause.dhcp;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.message.AddressBinding;
import io.wirecause.dhcp.message.Dhcpv4Message;
import io.wirecause.dhcp.message.Dhcpv6Message;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.Dhcpv4Options;
import io.wirecause.dhcp.option.Dhcpv6Options;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.dhcp.option.ValueKind;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import io.wirecause.report.Describe;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** One message in an answer. */
record DhcpPacketRecord(
        @Describe("Frame, Wireshark's number") long packetNumber,
        @Describe("When it was captured, UTC") Instant timestamp,
        @Describe("Source address") String srcIp,
        @Describe("Destination address") String dstIp,
        @Describe("Source port") int srcPort,
        @Describe("Destination port") int dstPort,
        @Describe(value = "Which protocol", oneOf = {"dhcpv4", "dhcpv6", "bootp"}) String protocol,
        @Describe(value = "Direction", oneOf = {"Request", "Reply"}) String op,
        @Describe("Transaction id") String transactionId,
        @Describe(value = "Address the client has (ciaddr)", optional = true) String clientIp,
        @Describe(value = "Address the client gets (yiaddr); in DHCPv6 the first address or prefix", optional = true)
        String yourIp,
        @Describe(value = "Server to boot from (siaddr)", optional = true) String serverIp,
        @Describe(value = "Relay agent (giaddr); in DHCPv6 the relays around the message", optional = true) String relayIp,
        @Describe(value = "Link address of the client", optional = true) String clientMac,
        @Describe("Name of the message type") String messageType,
        @Describe("Its number; 0 for BOOTP") int messageTypeCode,
        @Describe(value = "Lease or valid lifetime, seconds", optional = true) Long leaseTime,
        @Describe(value = "Seconds until renewal", optional = true) Long renewalTime,
        @Describe(value = "Seconds until rebinding", optional = true) Long rebindingTime,
        @Describe(value = "Server identifier", optional = true) String serverId,
        @Describe(value = "Address the client asks for", optional = true) String requestedIp,
        @Describe(value = "Client identifier", optional = true) String clientId,
        @Describe(value = "Boot server name in the fixed field", optional = true) String bootServer,
        @Describe(value = "Boot file in the fixed field", optional = true) String bootFile,
        @Describe("Options by name, decoded; except those with a field of their own") Map<String, Object> options,
        @Describe(value = "Number of options left out for brevity; detailed shows them", optional = true) Integer moreOptions,
        @Describe(value = "What is wrong with the message", optional = true) List<String> problems) {
    /** Characters of options in a record by default. */
    private static final int OPTIONS_TEXT = 240;

    static DhcpPacketRecord of(Packet packet, Dhcpv4Message m, boolean detailed) {
        Map<String, Object> all = m.named(detailed);
        Map<String, Object> shown = detailed ? all : brief(all);
        ByteView id = m.value(Dhcpv4Options.CLIENT_ID);
        return new DhcpPacketRecord(packet.frame().number(), Instant.EPOCH.plusNanos(packet.frame().timestampNanos()),
                address(packet, true), address(packet, false), packet.sourcePort(), packet.destinationPort(),
                m.type() > 0 ? "dhcpv4" : "bootp", m.op() == Dhcpv4Message.REQUEST ? "Request" : "Reply",
                String.format(Locale.ROOT, "0x%08x", m.xid()), field(m.clientAddress()), field(m.yourAddress()),
                field(m.serverAddress()), field(m.relayAddress()), MacAddress.text(m.mac()), m.typeName(), m.type(),
                seconds(m, Dhcpv4Options.LEASE_TIME),
                seconds(m, Dhcpv4Options.RENEWAL_TIME), seconds(m, Dhcpv4Options.REBINDING_TIME),
                        m.address(Dhcpv4Options.SERVER_ID),
                m.address(Dhcpv4Options.REQUESTED_ADDRESS), id == null ? null
                        : String.valueOf(DhcpOptionValues.decode(ValueKind.CLIENT_ID, id, DhcpOptionValues.MAX_DEPTH)),
                m.serverName(), m.bootFile(), shown, left(all, shown), problems(m.problems()));
    }

    static DhcpPacketRecord of(Packet packet, Dhcpv6Message m, boolean detailed) {
        Map<String, Object> all = m.named(detailed);
        Map<String, Object> shown = detailed ? all : brief(all);
        List<AddressBinding> bindings = new java.util.ArrayList<>();
        m.bindings(bindings, new java.util.ArrayList<>());
        boolean reply = m.type() == MessageTypes.ADVERTISE || m.type() == MessageTypes.REPLY || m.type() == 10
                || m.type() == MessageTypes.RELAY_REPLY || m.type() == 15;
        String binding = bindings.isEmpty() ? null : bindings.get(0).address();
        return new DhcpPacketRecord(packet.frame().number(), Instant.EPOCH.plusNanos(packet.frame().timestampNanos()),
                address(packet, true), address(packet, false), packet.sourcePort(), packet.destinationPort(), "dhcpv6",
                reply ? "Reply" : "Request", String.format(Locale.ROOT, "0x%06x", m.xid()), null, reply ? binding : null, null,
                m.relays().isEmpty() ? null : String.join("; ", m.relays())
                + (m.relayCount() > m.relays().size() ? "; and more" : ""),
                MacAddress.text(m.mac()), MessageTypes.name6(m.type()), m.type(),
                bindings.isEmpty() || !reply ? null : (Long) bindings.get(0).valid(), null, null, m.duid(Dhcpv6Options.SERVER_ID),
                reply ? null : binding, m.duid(Dhcpv6Options.CLIENT_ID), null, null, shown, left(all, shown),
                        problems(m.problems()));
    }

    private static String address(Packet packet, boolean source) {
        return source ? IpAddress.source(packet)
                : IpAddress.text(packet.ipVersion(), packet.destinationHi(), packet.destinationLo());
    }

    private static String field(long address) {
        return Dhcpv4Message.text(address);
    }

    private static Long seconds(Dhcpv4Message m, int code) {
        long seconds = m.number(code);
        return seconds < 0 ? null : (Long) seconds;
    }

    private static List<String> problems(List<String> problems) {
        return problems.isEmpty() ? null : problems;
    }

    private static Integer left(Map<String, Object> all, Map<String, Object> shown) {
        return all.size() == shown.size() ? null : (Integer) (all.size() - shown.size());
    }

    /** The options that fit; long ones are skipped for the ones after them. */
    private static Map<String, Object> brief(Map<String, Object> all) {
        Map<String, Object> shown = new LinkedHashMap<>();
        int room = OPTIONS_TEXT;
        for (Map.Entry<String, Object> option : all.entrySet()) {
            int length = option.getKey().length() + String.valueOf(option.getValue()).length() + 8;
            if (length <= room) {
                shown.put(option.getKey(), option.getValue());
                room -= length;
            }
        }
        return shown;
    }
}
