package io.wirecause.dhcp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.ValueKind;
import io.wirecause.packet.Packet;
import java.util.List;

/**
 * A message with frame and time, and what it means for exchanges, leases, servers and clients, alike for both versions. A
 * flyweight, filled for each message; texts are made on request.
 */
public abstract class DhcpMessageContext {
    private final int version;
    private long frame;
    private long timeNanos;
    private int vlan = -1;
    private boolean knownPort;
    /** Set by the subclasses. */
    DhcpEvent event;
    DhcpPurpose purpose;
    int xid;
    long mac;
    boolean fromServer;

    DhcpMessageContext(int version) {
        this.version = version;
    }

    /** Sets frame and time. */
    final void at(Packet packet) {
        frame = packet.frame().number();
        timeNanos = packet.frame().timestampNanos();
        vlan = packet.vlan();
    }

    /** Whether it came on DHCP's own ports; others may use its format for something else. */
    public final boolean knownPort() {
        return knownPort;
    }

    /** Sets whether it came on DHCP's own ports. */
    public final void setKnownPort(boolean known) {
        knownPort = known;
    }

    /** The VLAN that it was captured in; -1 for none. */
    public final int vlan() {
        return vlan;
    }

    /** 4 or 6. */
    public final int version() {
        return version;
    }

    /** Frame number. */
    public final long frame() {
        return frame;
    }

    /** Time in nanoseconds since 1970. */
    public final long timeNanos() {
        return timeNanos;
    }

    /** What it means for its exchange. */
    public final DhcpEvent event() {
        return event;
    }

    /** What the client wants; {@link DhcpPurpose#UNKNOWN} in a server's message. */
    public final DhcpPurpose purpose() {
        return purpose;
    }

    /** Transaction id. */
    public final int xid() {
        return xid;
    }

    /** Link address of the client; -1 if unknown. */
    public final long mac() {
        return mac;
    }

    /** Whether a server sent it. */
    public final boolean fromServer() {
        return fromServer;
    }

    /** Name of its type. */
    public abstract String name();

    /** The client's link address if that alone identifies it; -1 if {@link #client} does. */
    public abstract long identity();

    /** Identifier of the client: link address or DUID. */
    public abstract String client();

    /** Whether the frame came from another link address than the client's, without a relay. */
    public abstract boolean spoofed();

    /** The client's name; null if it gives none. */
    public abstract String hostName();

    /** The client's vendor class; null if it gives none. */
    public abstract String vendorClass();

    /** Codes of the options it asks for; null if it asks for none. */
    public abstract String parameterList();

    /** Identifier of the server that sent it, or that the client chose; null if there is none. */
    public abstract String server();

    /** Address that a server's message came from; null in a client's message. */
    public abstract String serverAddress();

    /** Addresses and prefixes with lifetimes. */
    public abstract List<AddressBinding> bindings();

    /** Subnet mask, routers and name servers as text, to compare servers; null in a client's message. */
    public abstract String settings();

    /** Why a server refuses; null if it does not. */
    public abstract String failure();

    /** The relay it came through; null for none. */
    public abstract String relay();

    /** Whether it has what a relay adds to a client's message and a server has to give back (option 82, RFC 3046). */
    public abstract boolean hasRelayInformation();

    /** Whether it asks for or grants that the client does without IPv4 (option 108, RFC 8925). */
    public abstract boolean prefersIpv6();

    /** The server's status if it gave the client only a part of what it asked for; null if it gave all or nothing. */
    public abstract String missingPart();

    /**
     * The server's identifier, or its address. A message of a type that only servers send, but marked as a client's, may
     * have neither.
     */
    public final String server(String identifier) {
        String known = identifier != null ? identifier : serverAddress();
        return known == null && event.fromServer() ? "unidentified" : known;
    }

    /** An option's value; a list of one without brackets. */
    static String shown(ValueKind kind, ByteView option) {
        Object value = DhcpOptionValues.decode(kind, option, 1);
        return value instanceof List<?> list && list.size() == 1 ? String.valueOf(list.get(0)) : String.valueOf(value);
    }
}
