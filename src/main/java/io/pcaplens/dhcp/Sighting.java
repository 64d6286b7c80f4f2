package io.pcaplens.dhcp;

import io.pcaplens.bytes.ByteView;
import io.pcaplens.dhcp.ExchangeState.Event;
import io.pcaplens.packet.IpAddress;
import io.pcaplens.packet.MacAddress;
import io.pcaplens.packet.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * What one message means for exchanges, leases, servers and clients, the same for both versions.
 *
 * @param version       4 or 6
 * @param frame         its frame
 * @param time          when, nanoseconds
 * @param name          name of its type
 * @param event         what it means
 * @param purpose       what the client wants; {@link Purpose#UNKNOWN} where a server sends it
 * @param xid           transaction id
 * @param client        who the client is: link address or DUID
 * @param mac           link address of the client; -1 for none
 * @param spoofed       whether the frame came from another link address than the client's, with no relay between
 * @param hostName      the client's name; null for none
 * @param vendorClass   the client's kind as it says; null for none
 * @param parameterList codes of the options it asks for; null for none
 * @param server        who the server is, in a server's message, or which one the client chose; null for none
 * @param serverAddress where a server's message came from; null for a client's
 * @param bindings      addresses and prefixes with lifetimes
 * @param settings      subnet mask, routers, name servers: where two servers differ in it, hosts fare differently
 * @param failure       what a server says against it; null for nothing
 * @param relay         the relay it came through; null for none
 */
record Sighting(int version, long frame, long time, String name, Event event, Purpose purpose, int xid, String client, long mac,
                boolean spoofed, String hostName, String vendorClass, String parameterList, String server, String serverAddress,
                List<Message6.Binding> bindings, String settings, String failure, String relay) {
    private static final int BROADCAST = 0xffffffff;

    static Sighting of(Packet packet, Message4 m) {
        Event event = event4(m);
        boolean fromServer = m.op() == Message4.REPLY;
        long mac = m.mac();
        long source = MacAddress.source(packet);
        boolean relayed = m.relayAddress() != 0 || m.hops() > 0;
        String chosen = m.address(Options4.SERVER_ID);
        String from = fromServer ? IpAddress.text(packet.ipVersion(), packet.sourceHi(), packet.sourceLo()) : null;
        boolean binds = fromServer && m.yourAddress() != 0 && (event == Event.OFFER || event == Event.ACK);
        long lease = m.number(Options4.LEASE_TIME);
        List<Message6.Binding> bindings = binds ? List.of(new Message6.Binding(Message4.text(m.yourAddress()), lease, lease))
                : asked(m, event);
        return new Sighting(4, packet.frame().number(), packet.frame().timestampNanos(), m.typeName(), event,
                fromServer ? Purpose.UNKNOWN : purpose4(packet, m), m.xid(), client4(m), mac,
                !fromServer && !relayed && mac >= 0 && source >= 0 && mac != source, m.text(Options4.HOST_NAME),
                fromServer ? null : m.text(Options4.VENDOR_CLASS), m.parameterList(), server(chosen, from, event), from,
                bindings, fromServer ? settings(m) : null, event == Event.NAK ? m.text(Options4.MESSAGE) : null,
                m.relayAddress() == 0 ? null : Message4.text(m.relayAddress()));
    }

    /** By its identifier, else its address; a message that only servers send, marked as a client's, may have neither. */
    private static String server(String identifier, String address, Event event) {
        String known = identifier != null ? identifier : address;
        return known == null && event.fromServer() ? "unidentified" : known;
    }

    /** The address that a client asks for, declines or gives back. */
    private static List<Message6.Binding> asked(Message4 m, Event event) {
        String requested = m.address(Options4.REQUESTED_ADDRESS);
        if (event.fromServer() || requested == null && m.clientAddress() == 0) {
            return List.of();
        }
        return List.of(new Message6.Binding(requested != null ? requested : Message4.text(m.clientAddress()), -1, -1));
    }

    /** A query is its relay's, whichever client it is about. */
    private static String client4(Message4 m) {
        return m.type() >= 10 ? "query from " + Message4.text(m.relayAddress()) : m.client();
    }

    private static Event event4(Message4 m) {
        return switch (m.type()) {
            case MessageTypes.DISCOVER -> Event.ASK;
            case MessageTypes.OFFER -> Event.OFFER;
            case MessageTypes.REQUEST, MessageTypes.INFORM, 10, 14, 16 -> Event.REQUEST;
            case MessageTypes.ACK, 11, 12, 13, 15 -> Event.ACK;
            case MessageTypes.NAK -> Event.NAK;
            case MessageTypes.DECLINE -> Event.DECLINE;
            case MessageTypes.RELEASE -> Event.RELEASE;
            case 0 -> m.isUntyped() ? Event.OTHER : m.op() == Message4.REQUEST ? Event.REQUEST : Event.ACK;
            default -> Event.OTHER;
        };
    }

    private static Purpose purpose4(Packet packet, Message4 m) {
        return switch (m.type()) {
            case MessageTypes.DISCOVER -> Purpose.OBTAIN;
            case MessageTypes.REQUEST -> {
                if (m.clientAddress() == 0) {
                    yield m.address(Options4.SERVER_ID) != null ? Purpose.OBTAIN : Purpose.REBOOT;
                }
                boolean broadcast = packet.ipVersion() == 4 && (int) packet.destinationLo() == BROADCAST;
                yield broadcast ? Purpose.REBIND : Purpose.RENEW;
            }
            case MessageTypes.INFORM -> Purpose.INFORM;
            case MessageTypes.DECLINE -> Purpose.DECLINE;
            case MessageTypes.RELEASE -> Purpose.RELEASE;
            case 10, 14, 16 -> Purpose.QUERY;
            case 0 -> m.isUntyped() ? Purpose.UNKNOWN : Purpose.BOOTP;
            default -> Purpose.UNKNOWN;
        };
    }

    private static String settings(Message4 m) {
        List<String> settings = new ArrayList<>();
        for (int code : new int[] {Options4.SUBNET_MASK, Options4.ROUTER, Options4.DNS_SERVERS}) {
            ByteView value = m.value(code);
            if (value != null) {
                settings.add(Options4.TABLE.name(code) + " " + shown(OptionValues.decode(Options4.TABLE.kind(code), value, 1)));
            }
        }
        return String.join(", ", settings);
    }

    private static String shown(Object value) {
        return value instanceof List<?> list && list.size() == 1 ? String.valueOf(list.get(0)) : String.valueOf(value);
    }

    static Sighting of(Packet packet, Message6 m) {
        List<Message6.Binding> bindings = new ArrayList<>();
        List<Integer> failures = new ArrayList<>();
        m.bindings(bindings, failures);
        Event event = event6(m, bindings, failures);
        boolean fromServer = m.type() == MessageTypes.ADVERTISE || m.type() == MessageTypes.REPLY;
        String client = m.duid(Options6.CLIENT_ID);
        String from = fromServer ? IpAddress.text(packet.ipVersion(), packet.sourceHi(), packet.sourceLo()) : null;
        String server = m.duid(Options6.SERVER_ID);
        ByteView vendor = m.value(Options6.VENDOR_CLASS);
        return new Sighting(6, packet.frame().number(), packet.frame().timestampNanos(), MessageTypes.name6(m.type()), event,
                purpose6(m), m.xid(), client == null ? "unidentified" : client, m.mac(), false, m.hostName(),
                vendor == null || fromServer ? null : String.valueOf(OptionValues.decode(ValueKind.ENTERPRISE_PIECES, vendor, 1)),
                m.parameterList(), server(server, from, event), from, bindings,
                fromServer ? settings(m) : null, failures.isEmpty() ? null : StatusCodes.name6(failures.get(0)),
                m.relays().isEmpty() ? null : m.relays().get(0));
    }

    private static String settings(Message6 m) {
        ByteView dns = m.value(Options6.DNS_SERVERS);
        return dns == null ? "" : "dns_servers " + shown(OptionValues.decode(ValueKind.IPS6, dns, 1));
    }

    private static Event event6(Message6 m, List<Message6.Binding> bindings, List<Integer> failures) {
        return switch (m.type()) {
            case MessageTypes.SOLICIT -> Event.ASK;
            case MessageTypes.ADVERTISE -> bindings.isEmpty() && !failures.isEmpty() ? Event.NAK : Event.OFFER;
            case MessageTypes.REQUEST6, MessageTypes.CONFIRM, MessageTypes.RENEW, MessageTypes.REBIND,
                    MessageTypes.INFORMATION_REQUEST, 14, 22 -> Event.REQUEST;
            case MessageTypes.REPLY, 15 -> bindings.isEmpty() && !failures.isEmpty() ? Event.NAK : Event.ACK;
            case MessageTypes.DECLINE6 -> Event.DECLINE;
            case MessageTypes.RELEASE6 -> Event.RELEASE;
            default -> Event.OTHER;
        };
    }

    private static Purpose purpose6(Message6 m) {
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

    /** Whether a server sent it. */
    boolean fromServer() {
        return serverAddress != null;
    }
}
