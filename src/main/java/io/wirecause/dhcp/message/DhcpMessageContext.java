package io.wirecause.dhcp.message;

import io.wirecause.bytes.ByteView;
import io.wirecause.dhcp.option.DhcpOptionValues;
import io.wirecause.dhcp.option.ValueKind;
import io.wirecause.packet.Packet;
import java.util.List;

/**
 * What one message means for exchanges, leases, servers and clients, the same for both versions. A flyweight, filled anew for
 * each message; words are made when they are asked for.
 */
public abstract class DhcpMessageContext {
    private final int version;
    private long frame;
    private long timeNanos;
    /** To be filled by those who know the version. */
    DhcpEvent event;
    DhcpPurpose purpose;
    int xid;
    long mac;
    boolean fromServer;

    DhcpMessageContext(int version) {
        this.version = version;
    }

    /** Fills where and when. */
    final void at(Packet packet) {
        frame = packet.frame().number();
        timeNanos = packet.frame().timestampNanos();
    }

    /** 4 or 6. */
    public final int version() {
        return version;
    }

    /** Its frame. */
    public final long frame() {
        return frame;
    }

    /** When, nanoseconds. */
    public final long timeNanos() {
        return timeNanos;
    }

    /** What it means. */
    public final DhcpEvent event() {
        return event;
    }

    /** What the client wants; {@link DhcpPurpose#UNKNOWN} where a server sends it. */
    public final DhcpPurpose purpose() {
        return purpose;
    }

    /** Transaction id. */
    public final int xid() {
        return xid;
    }

    /** Link address of the client; -1 for none. */
    public final long mac() {
        return mac;
    }

    /** Whether a server sent it. */
    public final boolean fromServer() {
        return fromServer;
    }

    /** Name of its type. */
    public abstract String name();

    /** The client's link address where that is all that tells who it is; -1 where {@link #client} has to be asked. */
    public abstract long identity();

    /** Who the client is: link address or DUID. */
    public abstract String client();

    /** Whether the frame came from another link address than the client's, with no relay between. */
    public abstract boolean spoofed();

    /** The client's name; null for none. */
    public abstract String hostName();

    /** The client's kind as it says; null for none. */
    public abstract String vendorClass();

    /** Codes of the options it asks for; null for none. */
    public abstract String parameterList();

    /** Who the server is, in a server's message, or which one the client chose; null for none. */
    public abstract String server();

    /** Where a server's message came from; null for a client's. */
    public abstract String serverAddress();

    /** Addresses and prefixes with lifetimes. */
    public abstract List<AddressBinding> bindings();

    /** Subnet mask, routers, name servers: where two servers differ in it, hosts fare differently; null in a client's message. */
    public abstract String settings();

    /** What a server says against it; null for nothing. */
    public abstract String failure();

    /** The relay it came through; null for none. */
    public abstract String relay();

    /** By its identifier, else its address; a message that only servers send, marked as a client's, may have neither. */
    public final String server(String identifier) {
        String known = identifier != null ? identifier : serverAddress();
        return known == null && event.fromServer() ? "unidentified" : known;
    }

    /** An option's value, without brackets where it is a list of one. */
    static String shown(ValueKind kind, ByteView option) {
        Object value = DhcpOptionValues.decode(kind, option, 1);
        return value instanceof List<?> list && list.size() == 1 ? String.valueOf(list.get(0)) : String.valueOf(value);
    }
}
