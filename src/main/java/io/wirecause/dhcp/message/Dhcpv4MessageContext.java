package io.wirecause.dhcp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.Dhcpv4Options;
import io.wirecause.dhcp.option.MessageTypes;
import io.wirecause.packet.IpAddress;
import io.wirecause.packet.MacAddress;
import io.wirecause.packet.Packet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A message of DHCPv4 or BOOTP. */
public final class Dhcpv4MessageContext extends DhcpMessageContext {
    private static final int BROADCAST = 0xffffffff;
    /** Where boot servers are asked for more (PXE 2.1). */
    private static final int PXE_PORT = 4011;
    private static final int IPV6_ONLY = 108;
    /** Types from this one on are lease queries (RFC 4388). */
    private static final int LEASE_QUERY = 10;
    /** Code and length before each value. */
    private static final int SETTING_HEADER = 3;
    private static final int[] SETTINGS = {Dhcpv4Options.SUBNET_MASK, Dhcpv4Options.ROUTER, Dhcpv4Options.DNS_SERVERS};

    private final AddressTextCache addresses = new AddressTextCache();
    private final DecodedValueCache texts = new DecodedValueCache();
    private byte[] settings = new byte[64];
    private final ByteView together = new ByteView();
    private Dhcpv4Message message;
    private Packet packet;
    private String server;
    private List<AddressBinding> bindings;

    public Dhcpv4MessageContext() {
        super(4);
    }

    /** Sets it to a message, which must not change while this is used. */
    public Dhcpv4MessageContext of(Packet itsPacket, Dhcpv4Message m) {
        at(itsPacket);
        packet = itsPacket;
        message = m;
        server = null;
        bindings = null;
        event = event(m);
        fromServer = m.op() == Dhcpv4Message.REPLY;
        purpose = fromServer ? DhcpPurpose.UNKNOWN : purpose(itsPacket, m);
        xid = m.xid();
        mac = m.mac();
        return this;
    }

    private static DhcpEvent event(Dhcpv4Message m) {
        return switch (m.type()) {
            case MessageTypes.DISCOVER -> DhcpEvent.ASK;
            // Without an address it is from a boot server beside the DHCP server (PXE 2.1), or for a client without IPv4.
            case MessageTypes.OFFER -> m.yourAddress() == 0 && m.op() == Dhcpv4Message.REPLY ? DhcpEvent.OTHER : DhcpEvent.OFFER;
            case MessageTypes.REQUEST, MessageTypes.INFORM, LEASE_QUERY, 14, 16 -> DhcpEvent.REQUEST;
            case MessageTypes.ACK, 11, 12, 13, 15 -> DhcpEvent.ACK;
            case MessageTypes.NAK -> DhcpEvent.NAK;
            case MessageTypes.DECLINE -> DhcpEvent.DECLINE;
            case MessageTypes.RELEASE -> DhcpEvent.RELEASE;
            case 0 -> m.isUntyped() ? DhcpEvent.OTHER : m.op() == Dhcpv4Message.REQUEST ? DhcpEvent.REQUEST : DhcpEvent.ACK;
            default -> DhcpEvent.OTHER;
        };
    }

    private static DhcpPurpose purpose(Packet packet, Dhcpv4Message m) {
        return switch (m.type()) {
            case MessageTypes.DISCOVER -> DhcpPurpose.OBTAIN;
            case MessageTypes.REQUEST -> {
                if (packet.destinationPort() == PXE_PORT) {
                    yield DhcpPurpose.INFORM;
                }
                if (m.clientAddress() == 0) {
                    yield m.number(Dhcpv4Options.SERVER_ID) >= 0 ? DhcpPurpose.OBTAIN : DhcpPurpose.REBOOT;
                }
                boolean broadcast = packet.ipVersion() == 4 && (int) packet.destinationLo() == BROADCAST;
                yield broadcast ? DhcpPurpose.REBIND : DhcpPurpose.RENEW;
            }
            case MessageTypes.INFORM -> DhcpPurpose.INFORM;
            case MessageTypes.DECLINE -> DhcpPurpose.DECLINE;
            case MessageTypes.RELEASE -> DhcpPurpose.RELEASE;
            case LEASE_QUERY, 14, 16 -> DhcpPurpose.QUERY;
            case 0 -> m.isUntyped() ? DhcpPurpose.UNKNOWN : DhcpPurpose.BOOTP;
            default -> DhcpPurpose.UNKNOWN;
        };
    }

    @Override
    public String name() {
        return message.typeName();
    }

    @Override
    public long identity() {
        return message.type() >= LEASE_QUERY ? -1 : mac;
    }

    /** A lease query belongs to its relay, whichever client it asks about. */
    @Override
    public String client() {
        return message.type() >= LEASE_QUERY ? "query from " + addresses.text(message.relayAddress()) : message.client();
    }

    @Override
    public boolean spoofed() {
        if (fromServer || mac < 0 || message.relayAddress() != 0 || message.hops() > 0) {
            return false;
        }
        long source = MacAddress.source(packet);
        return source >= 0 && mac != source;
    }

    @Override
    public String hostName() {
        return text(Dhcpv4Options.HOST_NAME);
    }

    @Override
    public String vendorClass() {
        return fromServer ? null : text(Dhcpv4Options.VENDOR_CLASS);
    }

    private String text(int code) {
        ByteView value = message.value(code);
        return value == null ? null : texts.of(code, value, Dhcpv4MessageContext::text);
    }

    private static String text(int code, ByteView value) {
        String text = DhcpOptionValues.text(value, 0, value.length());
        return text.isEmpty() ? null : text;
    }

    @Override
    public String parameterList() {
        return message.parameterList();
    }

    @Override
    public String server() {
        if (server == null) {
            long identifier = message.number(Dhcpv4Options.SERVER_ID);
            server = server(identifier < 0 ? null : addresses.text(identifier));
        }
        return server;
    }

    @Override
    public String serverAddress() {
        return !fromServer ? null : packet.ipVersion() == 4 ? addresses.text(packet.sourceLo())
                : IpAddress.source(packet);
    }

    /** The address that a server grants, or that a client asks for, declines or releases. */
    @Override
    public List<AddressBinding> bindings() {
        if (bindings == null) {
            boolean binds = fromServer && message.yourAddress() != 0 && (event == DhcpEvent.OFFER || event == DhcpEvent.ACK);
            long lease = binds ? message.number(Dhcpv4Options.LEASE_TIME) : -1;
            long address = binds ? message.yourAddress() : asked();
            bindings = address < 0 ? List.of() : List.of(new AddressBinding(addresses.text(address), lease, lease));
        }
        return bindings;
    }

    /** The address asked for; -1 for none. */
    private long asked() {
        long requested = message.number(Dhcpv4Options.REQUESTED_ADDRESS);
        if (event.fromServer() || requested < 0 && message.clientAddress() == 0) {
            return -1;
        }
        return requested >= 0 ? requested : message.clientAddress();
    }

    @Override
    public String settings() {
        if (!fromServer) {
            return null;
        }
        // Joined, because most answers of a server share all of them: so they are cached as one.
        int size = 0;
        for (int code : SETTINGS) {
            ByteView value = message.value(code);
            if (value != null) {
                int next = size + SETTING_HEADER + value.length();
                settings = next <= settings.length ? settings : Arrays.copyOf(settings, 2 * next);
                settings[size] = (byte) code;
                settings[size + 1] = (byte) (value.length() >>> Byte.SIZE);
                settings[size + 2] = (byte) value.length();
                value.get(0, settings, size + SETTING_HEADER, value.length());
                size = next;
            }
        }
        together.point(settings, 0, size);
        return texts.of(0, together, Dhcpv4MessageContext::settings);
    }

    private static String settings(int what, ByteView together) {
        List<String> settings = new ArrayList<>(SETTINGS.length);
        for (int at = 0; at < together.length(); ) {
            int code = together.u8(at);
            int length = together.u16be(at + 1);
            ByteView value = together.slice(at + SETTING_HEADER, length);
            settings.add(Dhcpv4Options.TABLE.name(code) + " " + shown(Dhcpv4Options.TABLE.kind(code), value));
            at += SETTING_HEADER + length;
        }
        return String.join(", ", settings);
    }

    @Override
    public String failure() {
        return event == DhcpEvent.NAK ? text(Dhcpv4Options.MESSAGE) : null;
    }

    @Override
    public String relay() {
        return message.relayAddress() == 0 ? null : addresses.text(message.relayAddress());
    }

    @Override
    public boolean hasRelayInformation() {
        return message.has(Dhcpv4Options.RELAY_AGENT);
    }

    @Override
    public boolean prefersIpv6() {
        return fromServer ? message.has(IPV6_ONLY) : message.asksFor(IPV6_ONLY);
    }

    @Override
    public String missingPart() {
        return null;
    }
}
