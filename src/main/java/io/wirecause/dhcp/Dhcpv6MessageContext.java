package io.wirecause.dhcp;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.DhcpExchangeState.Event;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/** A message of DHCPv6. */
final class Dhcpv6MessageContext extends DhcpMessageContext {
    private final DecodedValueCache texts = new DecodedValueCache();
    private final List<Integer> failures = new ArrayList<>();
    private Dhcpv6Message message;
    private Packet packet;
    private List<Dhcpv6Message.Binding> bindings;

    Dhcpv6MessageContext() {
        super(6);
    }

    /** Fills this with a message, which must stay as it is as long as this is used. */
    Dhcpv6MessageContext of(Packet itsPacket, Dhcpv6Message m) {
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

    private Event meaning() {
        boolean refuses = bindings.isEmpty() && !failures.isEmpty();
        return switch (message.type()) {
            case MessageTypes.SOLICIT -> Event.ASK;
            case MessageTypes.ADVERTISE -> refuses ? Event.NAK : Event.OFFER;
            case MessageTypes.REQUEST6, MessageTypes.CONFIRM, MessageTypes.RENEW, MessageTypes.REBIND,
                    MessageTypes.INFORMATION_REQUEST, 14, 22 -> Event.REQUEST;
            case MessageTypes.REPLY, 15 -> refuses ? Event.NAK : Event.ACK;
            case MessageTypes.DECLINE6 -> Event.DECLINE;
            case MessageTypes.RELEASE6 -> Event.RELEASE;
            default -> Event.OTHER;
        };
    }

    private static Purpose purpose(Dhcpv6Message m) {
        return switch (m.type()) {
            case MessageTypes.SOLICIT, MessageTypes.REQUEST6 -> Purpose.OBTAIN;
            case MessageTypes.CONFIRM -> Purpose.CONFIRM;
            case MessageTypes.RENEW -> Purpose.RENEW;
            case MessageTypes.REBIND -> Purpose.REBIND;
            case MessageTypes.INFORMATION_REQUEST -> Purpose.INFORM;
            case MessageTypes.RELEASE6 -> Purpose.RELEASE;
            case MessageTypes.DECLINE6 -> Purpose.DECLINE;
            case 14, 22 -> Purpose.QUERY;
            default -> Purpose.UNKNOWN;
        };
    }

    @Override
    String name() {
        return MessageTypes.name6(message.type());
    }

    @Override
    long identity() {
        return -1;
    }

    @Override
    String client() {
        String client = duid(Dhcpv6Options.CLIENT_ID);
        return client == null ? "unidentified" : client;
    }

    private String duid(int code) {
        ByteView id = message.value(code);
        return id == null || id.length() < 3 ? null : texts.of(Dhcpv6Options.CLIENT_ID, id, (what, bytes) -> Duid.text(bytes));
    }

    @Override
    boolean spoofed() {
        return false;
    }

    @Override
    String hostName() {
        return message.hostName();
    }

    @Override
    String vendorClass() {
        ByteView vendor = fromServer ? null : message.value(Dhcpv6Options.VENDOR_CLASS);
        return vendor == null ? null : texts.of(Dhcpv6Options.VENDOR_CLASS, vendor,
                (what, bytes) -> String.valueOf(DhcpOptionValues.decode(ValueKind.ENTERPRISE_PIECES, bytes, 1)));
    }

    @Override
    String parameterList() {
        return message.parameterList();
    }

    @Override
    String server() {
        return server(duid(Dhcpv6Options.SERVER_ID));
    }

    @Override
    String serverAddress() {
        return fromServer ? IpAddress.text(packet.ipVersion(), packet.sourceHi(), packet.sourceLo()) : null;
    }

    @Override
    List<Dhcpv6Message.Binding> bindings() {
        return bindings;
    }

    @Override
    String settings() {
        ByteView dns = fromServer ? message.value(Dhcpv6Options.DNS_SERVERS) : null;
        return !fromServer ? null : dns == null ? "" : texts.of(Dhcpv6Options.DNS_SERVERS, dns,
                (what, bytes) -> "dns_servers " + shown(ValueKind.IPS6, bytes));
    }

    @Override
    String failure() {
        return failures.isEmpty() ? null : StatusCodes.name6(failures.get(0));
    }

    @Override
    String relay() {
        return message.relays().isEmpty() ? null : message.relays().get(0);
    }
}
