package io.wirecause.dhcp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.Dhcpv6Options;
import io.wirecause.dhcp.option.Duid;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.dhcp.option.StatusCodes;
import io.wirecause.dhcp.option.ValueKind;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/** A message of DHCPv6. */
public final class Dhcpv6MessageContext extends DhcpMessageContext {
    private final DecodedValueCache texts = new DecodedValueCache();
    private final List<Integer> failures = new ArrayList<>();
    private Dhcpv6Message message;
    private Packet packet;
    private List<AddressBinding> bindings;

    public Dhcpv6MessageContext() {
        super(6);
    }

    /** Sets it to a message, which must not change while this is used. */
    public Dhcpv6MessageContext of(Packet itsPacket, Dhcpv6Message m) {
        at(itsPacket);
        packet = itsPacket;
        message = m;
        bindings = new ArrayList<>();
        failures.clear();
        m.bindings(bindings, failures);
        event = meaning();
        purpose = purpose(m);
        fromServer = m.type() == MessageTypes.ADVERTISE || m.type() == MessageTypes.REPLY;
        xid = m.xid();
        mac = m.mac();
        return this;
    }

    private DhcpEvent meaning() {
        boolean refuses = bindings.isEmpty() && !failures.isEmpty();
        return switch (message.type()) {
            case MessageTypes.SOLICIT -> DhcpEvent.ASK;
            case MessageTypes.ADVERTISE -> refuses ? DhcpEvent.NAK : DhcpEvent.OFFER;
            case MessageTypes.REQUEST6, MessageTypes.CONFIRM, MessageTypes.RENEW, MessageTypes.REBIND,
                    MessageTypes.INFORMATION_REQUEST, 14, 22 -> DhcpEvent.REQUEST;
            case MessageTypes.REPLY, 15 -> refuses ? DhcpEvent.NAK : DhcpEvent.ACK;
            case MessageTypes.DECLINE6 -> DhcpEvent.DECLINE;
            case MessageTypes.RELEASE6 -> DhcpEvent.RELEASE;
            default -> DhcpEvent.OTHER;
        };
    }

    private static DhcpPurpose purpose(Dhcpv6Message m) {
        return switch (m.type()) {
            case MessageTypes.SOLICIT, MessageTypes.REQUEST6 -> DhcpPurpose.OBTAIN;
            case MessageTypes.CONFIRM -> DhcpPurpose.CONFIRM;
            case MessageTypes.RENEW -> DhcpPurpose.RENEW;
            case MessageTypes.REBIND -> DhcpPurpose.REBIND;
            case MessageTypes.INFORMATION_REQUEST -> DhcpPurpose.INFORM;
            case MessageTypes.RELEASE6 -> DhcpPurpose.RELEASE;
            case MessageTypes.DECLINE6 -> DhcpPurpose.DECLINE;
            case 14, 22 -> DhcpPurpose.QUERY;
            default -> DhcpPurpose.UNKNOWN;
        };
    }

    @Override
    public String name() {
        return MessageTypes.name6(message.type());
    }

    @Override
    public long identity() {
        return -1;
    }

    @Override
    public String client() {
        String client = duid(Dhcpv6Options.CLIENT_ID);
        return client == null ? "unidentified" : client;
    }

    private String duid(int code) {
        ByteView id = message.value(code);
        return id == null || id.length() < 3 ? null : texts.of(Dhcpv6Options.CLIENT_ID, id, (what, bytes) -> Duid.text(bytes));
    }

    @Override
    public boolean spoofed() {
        return false;
    }

    @Override
    public String hostName() {
        return message.hostName();
    }

    @Override
    public String vendorClass() {
        ByteView vendor = fromServer ? null : message.value(Dhcpv6Options.VENDOR_CLASS);
        return vendor == null ? null : texts.of(Dhcpv6Options.VENDOR_CLASS, vendor,
                (what, bytes) -> String.valueOf(DhcpOptionValues.decode(ValueKind.ENTERPRISE_PIECES, bytes, 1)));
    }

    @Override
    public String parameterList() {
        return message.parameterList();
    }

    @Override
    public String server() {
        return server(duid(Dhcpv6Options.SERVER_ID));
    }

    @Override
    public String serverAddress() {
        return fromServer ? IpAddress.source(packet) : null;
    }

    @Override
    public List<AddressBinding> bindings() {
        return bindings;
    }

    @Override
    public String settings() {
        ByteView dns = fromServer ? message.value(Dhcpv6Options.DNS_SERVERS) : null;
        return !fromServer ? null : dns == null ? "" : texts.of(Dhcpv6Options.DNS_SERVERS, dns,
                (what, bytes) -> "dns_servers " + shown(ValueKind.IPS6, bytes));
    }

    @Override
    public String failure() {
        return failures.isEmpty() ? null : StatusCodes.name6(failures.get(0));
    }

    @Override
    public String relay() {
        return message.relays().isEmpty() ? null : message.relays().get(0);
    }

    @Override
    public boolean hasRelayInformation() {
        return false;
    }

    @Override
    public boolean prefersIpv6() {
        return false;
    }

    @Override
    public String missingPart() {
        return fromServer && !bindings.isEmpty() ? failure() : null;
    }
}
